// The ground of a lab in English.

import type { GroundTexts } from './texts.ts'

export const en: GroundTexts = {
  title: 'Run it on real peers',
  invitation:
    'Everyone who joins this room becomes part of the system: the nodes are shared out among the pages, and every page shows them all. Peers learn each other’s network address.',
  opening: 'Looking for the others…',
  here: participants =>
    participants === 1 ? 'You are alone here, with every node' : `${participants} pages take part`,
  you: 'you',
  unnamed: 'someone',
  away: 'nobody’s page',
  watching: 'watches',
  hosts: 'Who hosts what',
  room: 'The room, and how to invite others',
  follow: 'Press play to follow what happens now. Scrub to look at what was; the others go on meanwhile.',
  show: 'Show what happens now',
  anew: 'Begin anew for everyone',
  anewHow: 'All nodes start again with empty disks, under what is chosen in this lab’s set-up.',
  isFull: 'The record is full: what happens now is not shown. Begin anew to go on watching.',
  over: 'You have left. What was recorded stays here; “run it again” takes it into the simulator.',
  wrong: 'That did not work',
}
