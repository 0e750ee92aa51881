// A text as a QR code: one path, always dark on light, because not every reader knows the reverse.

import { html, nothing, type TemplateResult } from 'lit'
import { encode } from 'uqr'

/** The largest code holds 2953 bytes (ISO/IEC 18004, version 40, level L); an address that a stranger wrote may have more. */
const codeBytesMax = 2953

export function qrCode(text: string, label: string): TemplateResult | typeof nothing {
  if (new TextEncoder().encode(text).length > codeBytesMax) return nothing
  const { size, data } = encode(text, { border: 2 })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return html`<svg part="qr" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
    <rect width="100%" height="100%" fill="#fff"></rect>
    <path d=${squares.join('')} fill="#000"></path>
  </svg>`
}
