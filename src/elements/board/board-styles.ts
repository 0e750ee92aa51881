// The looks of <swarm-board>: columns beside each other where there is room, and under each other on a phone.

import { css } from 'lit'

export const boardStyles = css`
  .board { position: relative; min-inline-size: 0; overflow: clip; }
  .columns { display: grid; gap: 0.75rem; padding: 0.9rem 1rem; align-items: start; }
  .column {
    display: grid;
    gap: 0.5rem;
    align-content: start;
    min-inline-size: 0;
    padding: 0.5rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
  }
  .column header { display: flex; align-items: center; gap: 0.4rem; }
  .column-title {
    min-inline-size: 0;
    padding-inline: 0.4rem;
    border-color: transparent;
    background: none;
    font-weight: 700;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .column header .more { margin-inline-start: auto; }
  .cards { display: grid; gap: 0.45rem; min-block-size: 0.5rem; }
  .card {
    display: grid;
    grid-template-columns: auto 1fr auto auto;
    align-items: start;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--ground);
  }
  .card:has(> .line) { grid-template-columns: 1fr; padding: 0.4rem; }
  .card > .words {
    min-inline-size: 0;
    padding: 0.45rem 0.35rem;
    border: 0;
    background: none;
    line-height: 1.35;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .words, .words span { white-space: pre-line; unicode-bidi: isolate; }
  p.words:first-child { padding-inline: 0.6rem; grid-column: 1 / 3; }
  .grip {
    align-self: stretch;
    inline-size: 1.5rem;
    background: radial-gradient(circle, var(--field) 1.5px, transparent 2px) center / 6px 7px;
    background-clip: content-box;
    padding: 0.65rem 0.35rem;
    cursor: grab;
    touch-action: none;
  }
  .faces { display: flex; padding-block: 0.3rem; }
  .faces .face { inline-size: 1.5rem; block-size: 1.5rem; margin-inline-start: -0.35rem; font-size: 0.62rem; }
  .more { display: grid; place-items: center; min-inline-size: 2.25rem; padding: 0; border-color: transparent; background: none; }
  .more svg { inline-size: 1.1rem; fill: none; stroke: currentcolor; stroke-width: 2.5; stroke-linecap: round; }
  .menu {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem;
    padding: 0.45rem;
    border-block-start: 1px solid var(--line);
  }
  .menu button { font-size: 0.875rem; }
  .carried { opacity: 0.35; }
  .ghost {
    position: absolute;
    inset: 0 auto auto 0;
    z-index: 3;
    border-color: var(--accent);
    box-shadow: 0 6px 20px rgb(0 0 0 / 0.25);
    pointer-events: none;
    rotate: 1.5deg;
  }
  .board:has(.ghost) { user-select: none; cursor: grabbing; }
  .drop { block-size: 3px; border-radius: 2px; background: var(--accent); }
  .add { border-style: dashed; border-color: var(--field); background: none; color: var(--quiet); text-align: start; }
  .line { display: grid; gap: 0.4rem; }
  .more-cards, .keys { padding: 0.3rem 1rem; font-size: 0.8rem; }
  .keys { border-block-start: 1px solid var(--line); }
  @media (pointer: coarse) {
    .grip { inline-size: 44px; padding-inline: 0.9rem; }
  }
  @container (min-width: 38rem) {
    .columns { grid-auto-flow: column; grid-auto-columns: minmax(13rem, 1fr); overflow-x: auto; }
  }
`
