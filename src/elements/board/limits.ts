// The limits of a board, and what it begins with: they are known before the board is loaded.

/** Of more, the rest are not drawn, and the board says so. */
export const cardsMax = 500
export const columnsMax = 12
export const cardLengthMax = 500
export const titleLengthMax = 60

/** They are written when the first column changes, and until then every tab knows them. */
export const firstColumns = ['todo', 'doing', 'done'] as const
