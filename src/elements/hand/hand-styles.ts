// The looks of <swarm-hand>.

import { css } from 'lit'

export const handStyles = css`
  section { display: grid; gap: 0.65rem; min-inline-size: 0; justify-items: stretch; }
  section > button { justify-self: start; }
  h3 { font-size: 1rem; }
  .count { font-weight: 650; }
  .verbs { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: end; }
  label { display: grid; gap: 0.1rem; font-size: 0.85rem; }
  select { min-block-size: 2.25rem; padding: 0 0.5rem; border: 1px solid var(--field); border-radius: 8px; background: var(--ground); }
  ol { display: grid; gap: 0.3rem; max-block-size: 20rem; overflow-y: auto; }
  li { display: flex; flex-wrap: wrap; gap: 0.3rem 0.75rem; justify-content: space-between; align-items: center; padding: 0.35rem 0.5rem; border: 1px solid var(--line); border-radius: 8px; }
  li:focus-within { border-color: var(--accent); box-shadow: inset 3px 0 var(--accent); }
  li button { min-block-size: 1.85rem; padding: 0 0.55rem; font-size: 0.85rem; }
  .what { overflow-wrap: anywhere; font-size: 0.9rem; flex: 1 1 12rem; }
  .safety { padding: 0.5rem 0.65rem; border: 1px solid var(--line); border-radius: var(--radius); overflow-wrap: anywhere; }
  .safety .sign { display: inline-grid; place-items: center; inline-size: 1.4rem; block-size: 1.4rem; margin-inline-end: 0.3rem; border-radius: 50%; background: var(--blue); color: #fff; }
  .safety.broken { border-color: var(--vermillion); border-inline-start-width: 5px; }
  .safety.broken .sign { border-radius: 4px; border: 2px solid var(--vermillion); background: none; color: var(--ink); }
  dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(8rem, 45%), 1fr)); gap: 0.4rem; }
  dl div { padding: 0.35rem 0.6rem; background: var(--raised); border-radius: 8px; }
  dt { font-size: 0.8rem; color: var(--quiet); }
  dd { font-weight: 650; }
`
