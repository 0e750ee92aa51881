// A text as a QR code: as long as the standard lets one be, and of a longer text none.

import { nothing } from 'lit'
import { expect, test } from 'vitest'
import { qrCode } from '../../src/elements/qr-code.ts'

test('the longest text that a code can hold has one, and one byte more has none', () => {
  expect(qrCode('é'.repeat(1476), 'code')).not.toBe(nothing)
  expect(qrCode('é'.repeat(1477), 'code')).toBe(nothing)
})
