// How the ground of a lab looks: a strip above the picture, with the door to its room.

import { css } from 'lit'

export const groundStyles = css`
  .ground { display: grid; gap: 0.6rem; padding: 0.9rem 1rem; border-block-start: 1px solid var(--line); background: var(--raised); }
  h3 { font-size: 1rem; }
  .hosts { display: flex; flex-wrap: wrap; gap: 0.4rem 0.9rem; }
  .hosts li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem; min-inline-size: 0; }
  .who { font-weight: 600; overflow-wrap: anywhere; }
  .node { padding: 0 0.5rem; border: 1px solid var(--field); border-radius: 999px; background: var(--ground); font-family: var(--mono); font-size: 0.85em; }
  .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.8rem; }
  .trouble { padding: 0.5rem 0.75rem; border-inline-start: 4px solid var(--vermillion); background: var(--ground); overflow-wrap: anywhere; }
  summary { min-block-size: 24px; cursor: pointer; font-weight: 600; }
  .door > summary { display: none; }
  details > swarm-room { margin-block-start: 0.5rem; }
  @media (pointer: coarse) {
    summary { min-block-size: 44px; align-content: center; }
  }
`
