// A text as a QR code: one path, always dark on light, because not every reader knows the reverse.

import { html, type TemplateResult } from 'lit'
import { encode } from 'uqr'

export function qrCode(text: string, label: string): TemplateResult {
  const { size, data } = encode(text, { border: 2 })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return html`<svg part="qr" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
    <rect width="100%" height="100%" fill="#fff"></rect>
    <path d=${squares.join('')} fill="#000"></path>
  </svg>`
}
