// The looks of <swarm-network>.

import { css } from 'lit'

export const networkStyles = css`
  section { display: grid; gap: 0.5rem; min-inline-size: 0; }
  .bar { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; }
  .bar button { min-block-size: 2rem; padding: 0 0.7rem; font-size: 0.9rem; }
  .bar button[aria-pressed='true'] { background: var(--accent); color: var(--on-accent); border-color: transparent; }
  .bar p { font-size: 0.85rem; }
  .stage { position: relative; min-inline-size: 0; }
  .stage > svg { display: block; inline-size: 100%; block-size: auto; overflow: visible; position: relative; }
  .stage > canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
  .stage.drawing { touch-action: none; cursor: crosshair; }
  .stage.drawing .node, .stage.drawing .message, .stage.drawing .link { pointer-events: none; }
  text { fill: var(--ink); font-family: var(--font); user-select: none; -webkit-user-select: none; }
  .blue { --hue: var(--blue); }
  .vermillion { --hue: var(--vermillion); }
  .green { --hue: var(--green); }
  .purple { --hue: var(--purple); }

  .hatch-ground { fill: var(--ground); }
  .hatch-line { stroke: var(--field); stroke-width: 2; }
  .link .line { stroke: var(--line); stroke-width: 1; }
  .link .target { stroke: transparent; stroke-width: 24; pointer-events: stroke; cursor: pointer; }
  .link:hover .line { stroke: var(--field); stroke-width: 2; }

  .node { cursor: pointer; }
  .node .target { fill: transparent; }
  .node .body { fill: color-mix(in oklab, var(--hue, var(--field)) 20%, var(--ground)); stroke: var(--hue, var(--field)); stroke-width: 3; stroke-linejoin: round; }
  .node .crown { fill: none; stroke: var(--hue); stroke-width: 1.5; }
  .node .letter { font-weight: 700; text-anchor: middle; }
  .node .name { font-weight: 650; font-size: 14px; }
  .node .fact { font-size: 12.5px; fill: var(--quiet); font-variant-numeric: tabular-nums; }
  .node .timer { fill: none; stroke: var(--field); stroke-width: 2.5; }
  .node .teeth { fill: none; stroke: var(--vermillion); stroke-width: 2; }
  .node .cross, .node .bars { stroke: var(--ink); stroke-width: 3; stroke-linecap: round; fill: none; }
  .node .badge { fill: var(--ground); stroke: var(--ink); stroke-width: 1.5; }
  .node.down .body { fill: url(#hatch); stroke: var(--field); }
  .node.paused .body { stroke-dasharray: 4 4; }
  .node .ring { fill: none; stroke: var(--accent); stroke-width: 2; stroke-dasharray: 5 3; }
  .node:hover .body, .node.hovered .body { stroke-width: 5; }
  .node .flash { fill: none; stroke: var(--ink); stroke-width: 2; opacity: 0; animation: flash 700ms ease-out 1; }
  @keyframes flash { from { opacity: 0.9; transform: scale(1); } to { opacity: 0; transform: scale(1.5); } }

  .node:focus, .message:focus { outline: none; }
  .node:focus-visible, .message:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 8px; }

  .probe { display: none; color: var(--hue); }
  .probe.ink { color: var(--ink); }
  .probe.ground { color: var(--ground); }
  .probe.field { color: var(--field); }
`
