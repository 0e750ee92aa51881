// The looks of <swarm-editor>: the text, the cursors of the others in it, and the preview.

import { css } from 'lit'

export const editorStyles = css`
  .work { display: grid; min-inline-size: 0; }
  .text, .preview { min-inline-size: 0; block-size: var(--swarm-editor-height, 22rem); }
  .cm-editor { block-size: 100%; }
  .cm-editor.cm-focused { outline: 2px solid var(--accent); outline-offset: -2px; }
  .cm-editor .cm-scroller { overflow: hidden auto; font: 1rem / 1.6 var(--font); }
  .cm-editor .cm-content { padding: 1.35rem 0 1rem; caret-color: var(--ink); }
  .cm-editor .cm-line { padding: 0 1rem; }
  .cm-editor .cm-placeholder { color: var(--quiet); }
  .md-1 { font-size: 1.5em; font-weight: 700; line-height: 1.3; }
  .md-2 { font-size: 1.25em; font-weight: 700; line-height: 1.35; }
  .md-3, .md-strong { font-weight: 700; }
  .md-emphasis { font-style: italic; }
  .md-struck { text-decoration: line-through; }
  .md-code { font-family: var(--mono); font-size: 0.92em; }
  .md-quote, .md-mark { color: var(--quiet); font-weight: 400; }
  .md-link { color: var(--accent); }
  .code-point { border: 1px solid var(--field); border-radius: 4px; padding-inline: 0.2rem; font: 0.75em var(--mono); }
  .peer-selection { background: color-mix(in srgb, var(--hue) 24%, transparent); }
  .peer-caret {
    position: relative;
    border-inline-start: 2px solid var(--hue);
    margin-inline: -1px;
    pointer-events: none;
    forced-color-adjust: none;
  }
  .peer-name {
    position: absolute;
    inset-block-end: 100%;
    inset-inline-start: -2px;
    z-index: 2;
    display: grid;
    inline-size: max-content;
    padding: 0 0.3rem;
    border-radius: 4px 4px 4px 0;
    background: var(--hue);
    color: var(--on-hue);
    font: 600 0.7rem / 1.35 var(--font);
    white-space: nowrap;
    unicode-bidi: isolate;
    user-select: none;
  }
  .peer-name span { grid-area: 1 / 1; max-inline-size: 12rem; overflow: hidden; text-overflow: ellipsis; }
  .peer-name span + span { visibility: hidden; max-inline-size: 0; }
  .preview {
    overflow: auto;
    padding: 1rem 1.25rem;
    border-block-start: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  .preview-page > * { content-visibility: auto; contain-intrinsic-block-size: auto 1.6rem; }
  .preview-page > *, .preview-page blockquote > * { margin-block: 0; }
  .preview-page > * + *, .preview-page blockquote > * + * { margin-block-start: 0.8rem; }
  .preview-page :is(h2, h3, h4, h5, h6) { line-height: 1.25; }
  .preview-page .h1 { font-size: 1.7rem; letter-spacing: -0.02em; }
  .preview-page .h2 { font-size: 1.35rem; }
  .preview-page .h3 { font-size: 1.1rem; }
  .preview-page :is(.h4, .h5, .h6) { font-size: 1rem; }
  .preview-page ul { padding-inline-start: 1.4rem; list-style: disc; }
  .preview-page ol { padding-inline-start: 1.6rem; list-style: decimal; }
  .preview-page a { color: var(--accent); }
  .preview-page .picture::before { content: '▧ '; }
  .preview-page blockquote { margin-inline: 0; padding-inline-start: 0.9rem; border-inline-start: 3px solid var(--line); color: var(--quiet); }
  .preview-page code { font: 0.92em var(--mono); }
  .preview-page pre { overflow: auto; padding: 0.75rem 0.9rem; border-radius: 8px; background: var(--raised); line-height: 1.45; }
  .preview-page table { border-collapse: collapse; }
  .preview-page :is(th, td) { padding: 0.25rem 0.6rem; border: 1px solid var(--line); text-align: start; }
  .preview-page hr { border: 0; border-block-start: 1px solid var(--line); }
  .keys { padding: 0.3rem 1rem; border-block-start: 1px solid var(--line); font-size: 0.8rem; }
  .older pre { margin: 0; font: inherit; white-space: pre-wrap; }
  .older pre::before { display: inline-block; inline-size: 1.2rem; content: ''; font-family: var(--mono); }
  .older .then::before { content: '+'; }
  .older .since::before { content: '−'; }
  .older ins { text-decoration: underline; text-decoration-color: var(--green); text-decoration-thickness: 2px; }
  .older del { color: var(--quiet); text-decoration-color: var(--vermillion); text-decoration-thickness: 2px; }
  @container (min-width: 46rem) {
    .work:has(.preview) { grid-template-columns: 1fr 1fr; }
    .preview { border-block-start: 0; border-inline-start: 1px solid var(--line); }
  }
  @media (prefers-reduced-motion: no-preference) {
    .peer-name span { animation: letters 0.3s 3s forwards; }
    .peer-name span + span { animation-name: whole; }
  }
  @keyframes letters { to { max-inline-size: 0; visibility: hidden; } }
  @keyframes whole { to { max-inline-size: 2rem; visibility: visible; } }
`
