// What all elements look like: colours for light and dark, spacing, controls. A page may set every one of them.
// The four hues were measured: at least 3:1 on both grounds, and apart under the common colour-vision deficiencies.
// They are for shapes; text never has them.

import { css } from 'lit'

export const looks = css`
  :host {
    --ground: var(--swarm-ground, light-dark(#fff, #11151c));
    --raised: var(--swarm-raised, light-dark(#f4f6f8, #1a202b));
    --ink: var(--swarm-ink, light-dark(#17202b, #e8ecf2));
    --quiet: var(--swarm-quiet, light-dark(#52606f, #a8b3c1));
    --line: var(--swarm-line, light-dark(#d5dbe2, #354052));
    --field: var(--swarm-field, light-dark(#76838f, #7d8a9b));
    --accent: var(--swarm-accent, light-dark(#005a8f, #7cc4f2));
    --on-accent: var(--swarm-on-accent, light-dark(#fff, #0b1a26));
    --blue: var(--swarm-blue, #0072b2);
    --vermillion: var(--swarm-vermillion, #d55e00);
    --green: var(--swarm-green, #009e6b);
    --purple: var(--swarm-purple, #cc79a7);
    --font: var(--swarm-font, system-ui, sans-serif);
    --mono: var(--swarm-mono, ui-monospace, 'Cascadia Mono', Menlo, monospace);
    --radius: var(--swarm-radius, 10px);
    color-scheme: light dark;
    container-type: inline-size;
    display: block;
    color: var(--ink);
    font: 1rem / 1.5 var(--font);
  }
  :host([hidden]) { display: none; }
  :host([theme='light']) { color-scheme: light; }
  :host([theme='dark']) { color-scheme: dark; }
  *, ::before, ::after { box-sizing: border-box; }
  button, input, select, textarea { font: inherit; color: inherit; }
  button {
    min-block-size: 2.25rem;
    padding: 0 0.8rem;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--ground);
    color: var(--ink);
    cursor: pointer;
  }
  button:hover:not(:disabled) { border-color: var(--field); background: var(--raised); }
  button:disabled { opacity: 0.5; cursor: default; }
  button.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); font-weight: 600; }
  button.primary:hover:not(:disabled) { background: color-mix(in oklab, var(--accent), var(--ink) 20%); }
  @media (pointer: coarse) {
    button { min-block-size: 44px; min-inline-size: 44px; }
  }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  h2, h3, h4, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  .quiet { color: var(--quiet); }
  .number { font-variant-numeric: tabular-nums; }
  .unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (prefers-reduced-motion: reduce) {
    *, ::before, ::after { animation: none !important; transition: none !important; }
  }
`
