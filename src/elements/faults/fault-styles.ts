// The looks of <swarm-faults>.

import { css } from 'lit'

export const faultStyles = css`
  section { display: grid; gap: 0.5rem; }
  h3, summary { font-size: 1rem; font-weight: 700; }
  summary { min-block-size: 2.25rem; display: flex; align-items: center; cursor: pointer; }
  summary::before { content: '▸'; inline-size: 1.2rem; color: var(--quiet); }
  details[open] > summary::before { content: '▾'; }
  details { border-block-start: 1px solid var(--line); }
  form, .verbs { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: end; }
  form { margin-block-end: 0.75rem; }
  .link .verbs { flex-basis: 100%; }
  label { display: grid; gap: 0.15rem; flex: 1 1 8rem; min-inline-size: 0; font-size: 0.85rem; }
  input, select {
    min-block-size: 2.25rem;
    min-inline-size: 0;
    inline-size: 100%;
    padding: 0 0.6rem;
    border: 1px solid var(--field);
    border-radius: 8px;
    background: var(--ground);
  }
  .next { display: grid; gap: 0.3rem; max-block-size: 20rem; overflow-y: auto; }
  .next li {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 0.75rem;
    justify-content: space-between;
    align-items: center;
    padding: 0.35rem 0.5rem;
    border: 1px solid var(--line);
    border-radius: 8px;
  }
  .next button { min-block-size: 1.75rem; padding: 0 0.5rem; font-size: 0.85rem; }
  .what { overflow-wrap: anywhere; font-size: 0.9rem; }
  .what small { margin-inline-start: 0.5rem; }
  .trouble:not(:empty) { border-inline-start: 4px solid var(--vermillion); padding-inline-start: 0.6rem; }
`
