// The limits of a document, all in one place: what a peer may send, and what waits for what.

/** A book of a million words with all its history; y-protocols knows no bound, and a tab's memory does. */
export const bytesPerDocumentMax = 67_108_864
/** Edits whose predecessors are missing wait so long; of more, all are dropped, and asked for again. */
export const waitingBytesMax = 4_194_304
/** After so long without an edit everyone should hold the same, and says what it holds. */
export const settleMs = 1000
/** While edits never pause, what one holds is said so often all the same, and a doubt waits no longer. */
export const unsettledMs = 10_000
/** And so often where nothing happens. */
export const hereEveryMs = 30_000
/** Who has been silent for so many of these has it open no more. */
export const silentHeresMax = 3
/** What was kept here is read first, so as not to ask the others for it; a slow disk is not waited for. */
export const waitForDiskMs = 500
/** So long a newcomer waits to hear who else could serve it, before it asks the nearest. */
export const gatherMs = 20
/** A peer that is asked and sends nothing for so long is passed over. */
export const answerWithinMs = 10_000
/** How often one peer may ask for the document: it costs an encoding of the whole. */
export const asksPerSecondMax = 4
export const asksAtOnceMax = 16
