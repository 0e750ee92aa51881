// The looks of <swarm-room>, beside those that all elements share: larger controls, for it is often met on a phone.

import { css } from 'lit'

/** Of an invitation, in any element that invites. */
export const inviteStyles = css`
  dialog textarea {
    width: 100%;
    padding: 0.5rem 0.8rem;
    font: 0.85rem / 1.4 ui-monospace, monospace;
    color: var(--ink);
    background: var(--ground);
    border: 1px solid var(--field);
    border-radius: 9px;
    overflow-wrap: anywhere;
    resize: vertical;
  }
  dialog {
    width: min(34rem, calc(100vw - 1.5rem));
    max-height: calc(100dvh - 1.5rem);
    overflow-y: auto;
    padding: clamp(1rem, 4vw, 1.75rem);
    color: var(--ink);
    background: var(--ground);
    border: 1px solid var(--line);
    border-radius: 14px;
  }
  dialog[open] { display: grid; gap: 1rem; }
  dialog::backdrop { background: rgb(0 0 0 / 0.5); }
  dialog header { display: flex; flex-wrap: nowrap; justify-content: space-between; align-items: center; gap: 0.75rem; margin: 0; }
  dialog :is(form, label) { display: grid; gap: 0.6rem; }
  dialog header button { flex: none; }
  dialog h3 { margin: 0; font-size: 1.15rem; }
  dialog > button { justify-self: start; }
  .handed { display: grid; gap: 0.9rem; }
  .handed:empty { display: none; }
  .handed svg { width: min(20rem, 100%); justify-self: center; }
  .quiet-text { color: var(--quiet); font-size: 0.9rem; }
  .good { border-left: 4px solid #009e73; padding-left: 0.7rem; }
`

export const roomStyles = css`
  .card {
    background: var(--ground);
    border: 1px solid var(--line);
    border-radius: 14px;
    padding: clamp(1rem, 4cqi, 1.75rem);
  }
  form, .fields { display: grid; gap: 0.9rem; margin: 0; }
  label { display: grid; gap: 0.25rem; font-size: 0.9rem; font-weight: 600; }
  label small { color: var(--quiet); font-weight: 400; }
  input, button {
    min-height: 44px;
    min-width: 0;
    border-radius: 9px;
    font: inherit;
  }
  input {
    width: 100%;
    padding: 0 0.8rem;
    font-weight: 400;
    color: var(--ink);
    background: var(--ground);
    border: 1px solid var(--field);
  }
  button, button:hover:not(:disabled) {
    padding: 0 1.2rem;
    border: 1px solid transparent;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    cursor: pointer;
  }
  button.quiet, button.quiet:hover:not(:disabled) { background: none; color: var(--accent); border-color: var(--line); }
  header, .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; }
  header { justify-content: space-between; margin-bottom: 1.25rem; }
  h2 { font-size: 1.35rem; line-height: 1.25; overflow-wrap: anywhere; }
  h3 { margin-bottom: 0.6rem; font-size: 0.95rem; }
  .trouble { border-left: 4px solid #d55e00; padding-left: 0.7rem; }
  .columns, .column { display: grid; gap: 1.5rem; align-content: start; }
  .peers, .ladder { display: grid; gap: 0.5rem; }
  .peers li {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 0.1rem 0.7rem;
    align-items: center;
    padding: 0.5rem 0.75rem;
    background: var(--raised);
    border-radius: 10px;
  }
  .peers .name { overflow-wrap: anywhere; font-weight: 600; }
  .dot { width: 0.7rem; height: 0.7rem; border: 2px solid #009e73; border-radius: 50%; }
  .direct .dot { background: #009e73; }
  .ladder li { display: grid; grid-template-columns: 1.6rem 1fr; gap: 0 0.5rem; }
  .ladder .mark { color: var(--quiet); font-weight: 700; }
  .ladder .reached .mark { color: var(--accent); }
  .ladder p { grid-column: 2; overflow-wrap: anywhere; }
  .talk h3, .invite h3 { margin: 0; }
  .talk { display: grid; gap: 0.6rem; }
  .talk form { grid-template-columns: 1fr auto; gap: 0.5rem; }
  .talk ol { max-height: 12rem; overflow-y: auto; overflow-wrap: anywhere; }
  .invite { display: grid; gap: 0.75rem; justify-items: start; }
  .invite a { color: var(--accent); overflow-wrap: anywhere; }
  svg { display: block; width: min(11rem, 100%); border-radius: 8px; border: 1px solid var(--line); }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  ${inviteStyles}
  @container (min-width: 34rem) {
    .fields { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.9rem; }
    .columns { grid-template-columns: 3fr 2fr; gap: 2rem; }
    .join { justify-self: start; min-width: 9rem; }
  }
`
