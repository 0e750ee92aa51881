// The looks of <swarm-lab>: one column on a phone, two beside each other where there is room, three on a projector.

import { css } from 'lit'

export const labStyles = css`
  :host { max-inline-size: 100%; }
  .lab { border: 1px solid var(--line); border-radius: 14px; background: var(--ground); overflow: clip; }
  .lab:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  header { display: grid; gap: 0.35rem; padding: 0.9rem 1rem 0.6rem; }
  h2 { font-size: 1.25rem; line-height: 1.25; overflow-wrap: anywhere; }
  .badges { display: flex; flex-wrap: wrap; gap: 0.35rem; align-items: center; }
  .badge { padding: 0.05rem 0.6rem; border: 1px solid var(--line); border-radius: 99px; font-size: 0.85rem; color: var(--quiet); }
  .badge.clock { color: var(--ink); font-variant-numeric: tabular-nums; }
  .trouble { margin: 1rem; border-inline-start: 4px solid var(--vermillion); padding-inline-start: 0.7rem; overflow-wrap: anywhere; }
  .transport {
    display: grid;
    grid-template-columns: 1fr;
    gap: 0.4rem 1rem;
    align-items: center;
    padding: 0.55rem 1rem;
    border-block: 1px solid var(--line);
    background: var(--raised);
  }
  .buttons { display: flex; flex-wrap: wrap; gap: 0.3rem; }
  .buttons button { display: grid; place-items: center; inline-size: 2.4rem; min-block-size: 2.4rem; padding: 0; }
  .buttons .play { inline-size: 3.4rem; }
  .buttons svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: currentColor;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .place, .speed { display: flex; gap: 0.6rem; align-items: center; font-size: 0.85rem; min-inline-size: 0; }
  .track { flex: 1; display: grid; min-inline-size: 3rem; min-block-size: 2.3rem; align-content: start; }
  .place input, .speed input { flex: 1; min-inline-size: 3rem; accent-color: var(--accent); block-size: 1.75rem; }
  .place span:last-child, .speed span:last-child { white-space: nowrap; }
  .views { display: grid; grid-template-columns: minmax(0, 1fr); }
  .view { padding: 0.9rem 1rem; min-inline-size: 0; border-block-end: 1px solid var(--line); }
  .panels { border-block-end: 1px solid var(--line); }
  /* Places kept, so that nothing moves when the tasks, the panels and the timeline come. */
  .above { min-block-size: 3.3rem; }
  .panels { min-block-size: 24rem; }
  swarm-timeline { display: block; min-block-size: calc(clamp(16rem, 60cqi, 30rem) + 6.5rem); }
  .veiled { visibility: hidden; }
  @container (min-width: 46rem) {
    .transport { position: sticky; inset-block-start: 0; z-index: 3; grid-template-columns: minmax(0, 1fr) 17rem; }
    .buttons { grid-column: 1 / -1; }
  }
  @container (min-width: 60rem) {
    .transport { grid-template-columns: auto minmax(0, 1fr) 17rem; }
    .buttons { grid-column: auto; flex-wrap: nowrap; }
    .views { grid-template-columns: minmax(0, 3fr) minmax(22rem, 2fr); }
    .view.network { border-inline-end: 1px solid var(--line); }
    .panels { display: flex; flex-direction: column; min-block-size: 0; max-block-size: 46rem; }
    [role='tabpanel'] { overflow-y: auto; flex: 1; }
    .view.timeline { grid-column: 1 / -1; }
  }
`
