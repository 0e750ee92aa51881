// Proves that a pure room has the language alone: whatever needs a clock, a network, a disk or a page does not compile.

// @ts-expect-error Time is an input.
setTimeout(() => {}, 0)
// @ts-expect-error The network is an effect.
fetch('/')
// @ts-expect-error A page is for those who show.
window.document
// @ts-expect-error What a node did is in its trace.
console.log('')
// @ts-expect-error Randomness comes from the seed.
crypto.getRandomValues(new Uint8Array(1))
// @ts-expect-error The time of day is no input of ours at all.
performance.now()
// @ts-expect-error Text becomes bytes in core/bytes.
new TextEncoder()
// @ts-expect-error Plain data is cloned in core/plain.
structuredClone({})
// @ts-expect-error There is no process here.
process.env
// @ts-expect-error Nor a file.
import('node:fs')

export {}
