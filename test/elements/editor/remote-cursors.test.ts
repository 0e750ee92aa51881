// Places in a text, as peers say them: what is none is passed over, and no word of a peer adds anything to the document.

import { expect, test } from 'vitest'
import { createRelativePositionFromTypeIndex, Doc } from 'yjs'
import { positionIn } from '../../../src/elements/editor/remote-cursors.ts'

const doc = new Doc()
const text = doc.getText('text')
text.insert(0, 'steady')

test.each([0, 3, 6])('a place that yjs wrote is read back, at %i', index => {
  const place = createRelativePositionFromTypeIndex(text, index)
  expect(positionIn(JSON.parse(JSON.stringify(place)), 'text')).toEqual(place)
})

test.each([
  null,
  'here',
  7,
  {},
  { tname: 'other' },
  { tname: { toString: 1 } },
  { item: { client: -1, clock: 0 } },
  { item: { client: 1, clock: 1e99 } },
  { item: 'first', type: [] },
])('%j is no place', said => {
  expect(positionIn(said, 'text')).toBeNull()
})
