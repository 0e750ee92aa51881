// The looks of what stands around the picture of a lab.

import { css } from 'lit'

export const deskStyles = css`
  [role='tablist'] { display: flex; flex-wrap: wrap; gap: 0.15rem; padding: 0.5rem 0.75rem 0; border-block-end: 1px solid var(--line); }
  [role='tab'] { border: 0; border-radius: 8px 8px 0 0; background: none; color: var(--quiet); padding: 0 0.75rem; }
  [role='tab'][aria-selected='true'] { color: var(--ink); font-weight: 600; box-shadow: inset 0 -3px var(--accent); }
  [role='tabpanel'] { padding: 0.9rem 1rem; }
  /* As far from the ends as the middle of the thumb. */
  .ticks { display: block; inline-size: calc(100% - 16px); margin: -0.35rem 8px 0; block-size: 11px; }
  .ticks .decision { stroke: var(--field); stroke-width: 1.5; }
  .ticks .fault { stroke: var(--purple); stroke-width: 2.5; }
  .ticks .violation { stroke: var(--vermillion); stroke-width: 4; }
  .full { padding: 0.6rem 1rem; border-block-end: 1px solid var(--line); border-inline-start: 4px solid var(--purple); }
  .help label { display: flex; gap: 0.5rem; align-items: center; min-block-size: 2.25rem; }
  .help form { display: flex; justify-content: end; }
  .below > .help-open { justify-self: start; }
  .guess { display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: center; padding: 0.5rem 1rem; border-block-end: 1px solid var(--line); }
  .guess [role='status'] { font-weight: 600; overflow-wrap: anywhere; }
  .guess .candidates { display: flex; flex-wrap: wrap; gap: 0.3rem; }
  .challenge { display: grid; gap: 0.2rem; padding: 0.6rem 1rem; border-block-end: 1px solid var(--line); border-inline-start: 4px solid var(--accent); }
  .below { display: grid; gap: 0 1.5rem; padding: 0.25rem 1rem 0.75rem; }
  .below summary { min-block-size: 2.5rem; display: flex; align-items: center; cursor: pointer; font-weight: 600; }
  .below summary::before { content: '▸'; inline-size: 1.2rem; color: var(--quiet); }
  .below details[open] > summary::before { content: '▾'; }
  .setup { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.6rem; align-items: end; }
  .setup .wide { grid-column: 1 / -1; }
  .setup label { display: grid; gap: 0.15rem; font-size: 0.85rem; min-inline-size: 0; }
  .setup input:not([type='checkbox']), .setup select {
    min-block-size: 2.25rem;
    inline-size: 100%;
    min-inline-size: 0;
    padding: 0 0.6rem;
    border: 1px solid var(--field);
    border-radius: 8px;
    background: var(--ground);
  }
  .setup small { overflow-wrap: anywhere; }
  .setup .check { display: flex; align-items: center; gap: 0.5rem; min-block-size: 2.25rem; }
  .with-button { display: flex; gap: 0.3rem; }
  .branches { display: grid; gap: 0.25rem; }
  .branches button { display: block; inline-size: 100%; text-align: start; }
  .branches button[aria-pressed='true'] { border-color: var(--accent); box-shadow: inset 3px 0 var(--accent); }
  .branches ol { margin-inline-start: 1rem; }
  .challenges { display: grid; gap: 0.6rem; }
  .challenges li { display: grid; gap: 0.35rem; justify-items: start; }
  .share { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; }
  .share .link { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; align-items: end; }
  .share .link label { display: grid; gap: 0.15rem; font-size: 0.85rem; }
  .share .link input {
    min-block-size: 2.25rem;
    min-inline-size: 0;
    padding: 0 0.6rem;
    border: 1px solid var(--field);
    border-radius: 8px;
    background: var(--ground);
  }
  .share .link p, .share .code, .share [role='status'] { grid-column: 1 / -1; }
  .share .code svg { display: block; inline-size: min(14rem, 100%); border-radius: 8px; }
  .share .files { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; }
  .share .file { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.15rem; font-size: 0.85rem; flex: 1 1 100%; min-inline-size: 0; }
  .share .file input { inline-size: 100%; min-inline-size: 0; min-block-size: 2.25rem; }
  .share .file input::file-selector-button {
    min-block-size: 2.25rem;
    padding: 0 0.8rem;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--ground);
    color: var(--ink);
    font: inherit;
  }
  dialog { max-inline-size: min(30rem, 92vw); border: 1px solid var(--line); border-radius: 12px; background: var(--ground); color: var(--ink); }
  dialog dl { display: grid; grid-template-columns: auto 1fr; gap: 0.3rem 1rem; margin-block: 0.75rem; }
  kbd { font-family: var(--mono); font-weight: 700; }
  @container (min-width: 30rem) {
    .share .link { grid-template-columns: minmax(0, 1fr) auto; }
  }
  @container (min-width: 46rem) {
    .below { grid-template-columns: 2fr 1fr; }
  }
`
