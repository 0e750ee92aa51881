// The looks of what all elements with a document have, beside those that all elements share.

import { css } from 'lit'
import { inviteStyles } from '../room-styles.ts'

export const documentStyles = css`
  ${inviteStyles}
  .sheet {
    display: grid;
    overflow: clip;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) + 4px);
    background: var(--ground);
  }
  .waiting { padding: 2rem 1.25rem; }
  .trouble { margin: 0.75rem 1rem; border-inline-start: 4px solid var(--vermillion); padding-inline-start: 0.7rem; }
  .bar {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.5rem 1.25rem;
    padding: 0.8rem 1rem 0.55rem;
  }
  .title { overflow-wrap: anywhere; font-size: 1.1rem; line-height: 1.3; }
  .badge { display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.5rem; color: var(--quiet); font-size: 0.875rem; }
  .badge span + span::before { content: '·'; margin-inline-end: 0.5rem; }
  .badge svg {
    inline-size: 1rem;
    block-size: 1rem;
    fill: none;
    stroke: var(--accent);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .company { display: grid; gap: 0.5rem; justify-items: end; align-content: start; min-inline-size: 0; }
  .people { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem; min-inline-size: 0; }
  .person {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    max-inline-size: 14rem;
    min-block-size: 2.25rem;
    padding: 0 0.6rem 0 0.25rem;
    font-size: 0.875rem;
  }
  button.person { border-radius: 99px; }
  .who { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: isolate; }
  .pen { flex: none; inline-size: 0.9rem; block-size: 0.9rem; fill: none; stroke: currentcolor; stroke-width: 2; }
  .face {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 1.75rem;
    block-size: 1.75rem;
    border-radius: 50%;
    background: var(--hue);
    color: var(--on-hue);
    font-size: 0.72rem;
    font-weight: 700;
    letter-spacing: 0.02em;
    forced-color-adjust: none;
  }
  .naming, .keeping, .row { display: flex; flex-wrap: wrap; align-items: end; gap: 0.5rem; }
  .naming label, .keeping label { display: grid; gap: 0.2rem; font-size: 0.875rem; }
  input:not([type='range']), textarea {
    min-block-size: 2.25rem;
    inline-size: 100%;
    padding: 0.25rem 0.6rem;
    border: 1px solid var(--field);
    border-radius: 8px;
    background: var(--ground);
  }
  ::placeholder { color: var(--quiet); opacity: 1; }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.15rem;
    padding: 0.25rem 0.75rem;
    border-block: 1px solid var(--line);
    background: var(--raised);
  }
  .tool {
    display: grid;
    place-items: center;
    min-inline-size: 2.25rem;
    padding: 0 0.3rem;
    border-color: transparent;
    background: none;
    font-weight: 700;
  }
  .tool.apart:not(:first-child) { margin-inline-start: 0.6rem; }
  .tool:hover:not([aria-disabled='true']) { background: var(--ground); }
  .tool[aria-disabled='true'] { opacity: 0.45; cursor: default; }
  .tool[aria-pressed='true'] { border-color: var(--accent); background: var(--ground); color: var(--accent); }
  .tool svg {
    inline-size: 1.3rem;
    block-size: 1.3rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .panel { display: grid; gap: 0.75rem; padding: 0.9rem 1rem; border-block-end: 1px solid var(--line); }
  .invite { justify-items: start; }
  .invite h3, dialog h3 { font-size: 1rem; }
  .invite > svg { inline-size: min(9rem, 100%); }
  .invite svg { display: block; border: 1px solid var(--line); border-radius: 8px; }
  .invite a { overflow-wrap: anywhere; color: var(--accent); }
  .slider { display: grid; gap: 0.25rem; font-size: 0.875rem; }
  .slider input { inline-size: 100%; min-block-size: 24px; accent-color: var(--accent); }
  .older {
    max-block-size: 20rem;
    overflow: auto;
    padding: 0.75rem;
    border: 1px dashed var(--field);
    border-radius: 8px;
    overflow-wrap: anywhere;
  }
  @container (max-width: 34rem) {
    .company { justify-items: start; inline-size: 100%; }
    li.person .who { position: absolute; inline-size: 1px; block-size: 1px; clip-path: inset(50%); }
  }
  @media (pointer: coarse) {
    .tool, .person { min-block-size: 44px; }
    .tool { min-inline-size: 44px; }
  }
`
