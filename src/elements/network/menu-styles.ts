// The looks of the menu of a node, a link or a message.

import { css } from 'lit'

export const menuStyles = css`
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    inline-size: max-content;
    max-inline-size: min(22rem, calc(100vw - 1rem));
    max-block-size: min(30rem, calc(100vh - 1rem));
    overflow: auto;
    padding: 0.75rem;
    border: 1px solid var(--field);
    border-radius: var(--radius);
    background: var(--ground);
    color: var(--ink);
    box-shadow: 0 8px 30px #0003;
    font-size: 0.95rem;
  }
  .menu .title { font-weight: 700; overflow-wrap: anywhere; margin-inline-end: 2rem; }
  .menu .part { font-weight: 700; font-size: 0.85rem; color: var(--quiet); margin-block-start: 0.7rem; }
  .menu .verbs { display: flex; flex-wrap: wrap; gap: 0.35rem; margin-block-start: 0.5rem; }
  .menu .verbs button { min-block-size: 2rem; padding: 0 0.6rem; font-size: 0.9rem; }
  .menu .close { position: absolute; inset-block-start: 0.4rem; inset-inline-end: 0.4rem; border: none; min-inline-size: 2rem; min-block-size: 2rem; padding: 0; }
  .menu label { display: flex; gap: 0.5rem; align-items: center; min-block-size: 2rem; }
  .menu label.field { display: grid; gap: 0.1rem; font-size: 0.85rem; margin-block-start: 0.3rem; }
  .menu input:not([type='checkbox']), .menu select { min-block-size: 2rem; inline-size: 100%; padding: 0 0.5rem; border: 1px solid var(--field); border-radius: 6px; background: var(--ground); }
  .menu fieldset { border: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; max-block-size: 12rem; overflow: auto; }
  .menu legend { padding: 0; font-size: 0.9rem; }
  .menu dl { display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 0.75rem; margin-block-start: 0.4rem; font-size: 0.9rem; }
  .menu dd { font-family: var(--mono); overflow-wrap: anywhere; }
  .menu summary { min-block-size: 2rem; cursor: pointer; align-content: center; }
  .menu .trouble { border-inline-start: 4px solid var(--vermillion); padding-inline-start: 0.6rem; margin-block-start: 0.4rem; }
`
