// The looks of <swarm-timeline>.

import { css } from 'lit'

export const timelineStyles = css`
  section { display: grid; gap: 0.4rem; min-inline-size: 0; }
  .bar { display: flex; flex-wrap: wrap; gap: 0.35rem; align-items: center; font-size: 0.85rem; }
  .bar button { min-block-size: 2rem; min-inline-size: 2rem; padding: 0 0.6rem; font-size: 0.9rem; }
  .bar .quiet { flex: 1 1 12rem; }
  .scroll { position: relative; overflow: auto; block-size: clamp(16rem, 60cqi, 30rem); border: 1px solid var(--line); border-radius: 8px; overscroll-behavior: contain; }
  .sheet { position: relative; }
  .sheet svg { display: block; position: absolute; inset-inline-start: 0; }
  .heads { position: sticky; inset-block-start: 0; z-index: 1; block-size: 30px; background: var(--ground); border-block-end: 1px solid var(--line); }
  text { fill: var(--ink); font: 12px var(--font); user-select: none; -webkit-user-select: none; }
  .heads text { font-weight: 650; text-anchor: middle; }
  .heads .down { text-decoration: line-through; fill: var(--quiet); }
  .heads .picked { text-decoration: underline; text-underline-offset: 4px; }
  .blue { --hue: var(--blue); }
  .vermillion { --hue: var(--vermillion); }
  .green { --hue: var(--green); }
  .purple { --hue: var(--purple); }
  .lane { stroke: var(--line); stroke-width: 2; }
  .time { fill: var(--quiet); font-size: 11px; font-variant-numeric: tabular-nums; }
  .halo { paint-order: stroke; stroke: var(--ground); stroke-width: 4px; stroke-linejoin: round; }
  .break { stroke: var(--field); stroke-dasharray: 1 5; stroke-linecap: round; stroke-width: 2; }
  .hatch-line { stroke: var(--field); stroke-width: 2; }
  .band { stroke: var(--field); stroke-width: 1; }
  .band.down { fill: url(#down); }
  .band.paused { fill: var(--raised); stroke-dasharray: 4 3; }
  .band.lying { fill: none; stroke: var(--vermillion); stroke-width: 2; stroke-dasharray: 2 3; }
  .band.parted, .band.cut { fill: color-mix(in oklab, var(--vermillion) 9%, transparent); stroke: var(--vermillion); stroke-dasharray: 8 4; }
  .band.cut { fill: none; stroke-dasharray: 3 5; }
  .band-name { fill: var(--quiet); font-size: 11px; }
  .arrow { --weight: 1.4; cursor: pointer; }
  .arrow line { stroke: var(--hue); stroke-width: var(--weight); }
  .arrow .reach { stroke: transparent; stroke-width: 10; }
  .arrow path { fill: var(--hue); }
  .arrow .lost { stroke: var(--ink); stroke-width: 2; fill: none; }
  .arrow text { font-size: 10.5px; font-weight: 650; text-anchor: middle; }
  .arrow:hover, .arrow.marked { --weight: 3; }
  .event { cursor: pointer; }
  .event .body { fill: var(--ground); stroke: var(--ink); stroke-width: 1.5; }
  .event .full { fill: var(--ink); }
  .event .reach { fill: transparent; }
  .event:hover .body, .event.marked .body { stroke-width: 3; }
  .event .side { fill: none; stroke: var(--accent); stroke-width: 1.5; }
  .event.itself .side { stroke-width: 3; }
  .event.neither, .arrow.neither { opacity: 0.25; }
  .said { font-size: 11.5px; font-weight: 600; }
  .to-come { fill: var(--ground); opacity: 0.6; pointer-events: none; }
  .here { stroke: var(--accent); stroke-width: 2; }
  .here-flag { fill: var(--accent); }
  .scroll:focus-visible { outline-offset: -3px; }
  .legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; font-size: 0.82rem; color: var(--quiet); }
  .legend li { display: inline-flex; align-items: center; gap: 0.35rem; min-block-size: 1.6rem; }
  .legend b { color: var(--ink); font-weight: 650; }
  .legend line { stroke: var(--hue); stroke-width: 2; }
  .legend path { fill: var(--hue); }
  .legend .side { fill: none; stroke: var(--accent); stroke-width: 1.5; }
  ol { display: grid; max-block-size: 30rem; overflow-y: auto; }
  li button { display: block; inline-size: 100%; padding: 0.25rem 0.5rem; border: 0; border-radius: 6px; background: none; text-align: start; overflow-wrap: anywhere; }
  li[aria-current] button { background: var(--raised); box-shadow: inset 3px 0 var(--accent); }
`
