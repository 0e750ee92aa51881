// What a board needs of yjs, loaded once the board is on the screen.

export { boardIn } from './board.ts'
export { BoardEdits } from './board-edits.ts'
