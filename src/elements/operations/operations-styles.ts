// The looks of <swarm-operations>.

import { css } from 'lit'

export const operationsStyles = css`
  section { display: grid; gap: 0.6rem; min-inline-size: 0; }
  header { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: baseline; }
  h3 { font-size: 1rem; }
  .verdict { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr); gap: 0.25rem 0.6rem; padding: 0.6rem 0.7rem; border: 1px solid var(--line); border-radius: var(--radius); overflow-wrap: anywhere; }
  .verdict > :not(.sign) { grid-column: 2; justify-self: start; }
  .sign { display: grid; place-items: center; inline-size: 1.5rem; block-size: 1.5rem; border-radius: 50%; border: 2px dashed var(--field); font-weight: 700; line-height: 1; }
  .holds .sign { border: 2px solid var(--blue); background: var(--blue); color: #fff; }
  .broken { border-color: var(--vermillion); border-inline-start-width: 5px; }
  .broken .sign { border: 2px solid var(--vermillion); border-radius: 4px; }
  .verdict ol { display: flex; flex-wrap: wrap; gap: 0.25rem 0.4rem; font: 0.85rem var(--mono); }
  .verdict li { padding: 0 0.4rem; border: 1px solid var(--line); border-radius: 6px; }
  .picture { display: grid; grid-template-columns: auto minmax(0, 1fr); max-block-size: 26rem; overflow-y: auto; border: 1px solid var(--line); border-radius: var(--radius); }
  .scroll { overflow-x: auto; }
  .picture svg { display: block; }
  .names { border-inline-end: 1px solid var(--line); }
  .lane { stroke: var(--line); }
  .tick { stroke: var(--line); stroke-dasharray: 1 5; }
  text { fill: var(--ink); font-family: var(--font); font-size: 12px; }
  .time { fill: var(--quiet); font-size: 11px; text-anchor: middle; }
  .client { font-weight: 650; }
  .now { stroke: var(--accent); stroke-width: 2; }
  .hatch { stroke: var(--field); stroke-width: 2; }
  .bar { cursor: pointer; }
  .bar rect { fill: color-mix(in oklab, var(--blue) 18%, var(--ground)); stroke: var(--blue); stroke-width: 1.5; }
  .bar text { font-family: var(--mono); font-size: 11px; text-anchor: middle; pointer-events: none; }
  .bar.refused rect { fill: url(#refused); stroke: var(--field); }
  .bar.unknown rect { fill: var(--ground); stroke: var(--purple); stroke-dasharray: 5 3; }
  .bar.waiting rect { fill: var(--ground); stroke: var(--field); stroke-dasharray: 2 3; }
  .bar.stuck rect { fill: color-mix(in oklab, var(--vermillion) 22%, var(--ground)); stroke: var(--vermillion); stroke-width: 3; stroke-dasharray: none; }
  .bar.stuck text { font-weight: 700; }
  .bar:hover rect { stroke-width: 3; }
  .key { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; font-size: 0.82rem; color: var(--quiet); }
  .key b { color: var(--ink); }
  summary { min-block-size: 2.25rem; align-content: center; cursor: pointer; font-weight: 600; }
  .table { overflow-x: auto; }
  table { border-collapse: collapse; font-size: 0.9rem; inline-size: 100%; }
  th, td { text-align: start; padding: 0.2rem 0.6rem 0.2rem 0; border-block-end: 1px solid var(--line); vertical-align: baseline; }
  td.number { text-align: end; }
  td button { min-block-size: 1.75rem; padding: 0 0.5rem; font: 0.85rem var(--mono); overflow-wrap: anywhere; text-align: start; }
  tr.stuck { box-shadow: inset 4px 0 var(--vermillion); }
  tr.stuck td:first-child { padding-inline-start: 0.6rem; }
`
