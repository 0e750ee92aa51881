// The looks of what comes once the nodes stand: sides and cuts, messages and what fell, the lasso, the legend.

import { css } from 'lit'

export const airStyles = css`
  .side { fill: var(--raised); stroke: var(--raised); stroke-linejoin: round; stroke-linecap: round; }
  .side.edge { fill: var(--field); stroke: var(--field); }
  .side-name { font-size: 12px; fill: var(--quiet); text-anchor: middle; }
  .cut line { stroke: var(--vermillion); stroke-width: 2; stroke-dasharray: 3 5; }
  .cut path { stroke: var(--vermillion); stroke-width: 3; fill: none; }
  .trail { stroke: var(--hue); stroke-width: 1.75; opacity: 0.75; }
  .heard { stroke: var(--hue); stroke-width: 2.5; fill: none; }
  .heard-head { fill: var(--hue); }
  .message { cursor: pointer; }
  .message .body { fill: var(--hue); stroke: var(--ground); stroke-width: 1.5; stroke-linejoin: round; }
  .message text, .count { font-size: 11px; font-weight: 650; text-anchor: middle; paint-order: stroke; stroke: var(--ground); stroke-width: 3px; }
  .message:hover .body, .message.hovered .body { stroke: var(--ink); stroke-width: 2.5; }
  .message .ring { fill: none; stroke: var(--accent); stroke-width: 2; stroke-dasharray: 5 3; }
  .message .target { fill: transparent; }
  .tick { stroke: var(--hue); stroke-width: 2; }
  .fallen .body { fill: none; stroke: var(--hue); stroke-width: 1.5; }
  .fallen .cross { stroke: var(--ink); stroke-width: 2; }
  .lasso { fill: color-mix(in oklab, var(--accent) 15%, transparent); stroke: var(--accent); stroke-width: 2; stroke-dasharray: 6 4; }
  .legend { display: flex; flex-wrap: wrap; gap: 0.15rem 1rem; font-size: 0.82rem; color: var(--quiet); }
  .legend ul { display: contents; }
  .legend li { display: inline-flex; align-items: center; gap: 0.35rem; min-block-size: 1.6rem; }
  .legend svg { flex: none; overflow: visible; }
  .legend b { color: var(--ink); font-weight: 650; }
  .legend .body { fill: var(--hue); }
  .legend .role .body { fill: color-mix(in oklab, var(--hue, var(--field)) 20%, var(--ground)); stroke: var(--hue, var(--field)); stroke-width: 2; }
  .legend line { stroke: var(--hue, var(--field)); stroke-width: 2; }
`
