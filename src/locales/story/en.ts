// The story of a run, in English.

import type { StoryTexts } from './texts.ts'

const link = ({ from, to }: { readonly from: string | null; readonly to: string | null }): string =>
  from === null && to === null ? 'every link' : `the link from ${from ?? 'everyone'} to ${to ?? 'everyone'}`

const percent = (perMille: number): string => `${perMille / 10} %`

export const en: StoryTexts = {
  title: 'What happened',
  nothingYet: 'Nothing has happened yet.',
  starts: node => `${node} starts for the first time.`,
  restarts: node => `${node} starts again with what it had saved.`,
  hears: (node, what, from) => `${node} hears ${what} from ${from}.`,
  wakes: (node, what) => `${node} is woken by its timer ${what}.`,
  isAsked: (node, what) => `${node} is asked for ${what}.`,
  hasDone: (node, what) => `${node} has done its work on ${what}.`,
  learnsPeers: (node, count) => `${node} learns that there ${count === 1 ? 'is 1 other' : `are ${count} others`}.`,
  sends: (what, to) => `It sends ${what} to ${to}.`,
  everyone: 'everyone',
  saves: 'It saves first.',
  answers: what => `It answers ${what}.`,
  refuses: reason => `It refuses: ${reason}.`,
  abandons: reason => `It can no longer say what became of it: ${reason}.`,
  works: what => `It begins to work on ${what}.`,
  announces: what => `It announces ${what}.`,
  becomes: (node, role) => `${node} is ${role} now.`,
  isOnDisk: node => `What ${node} saved is on its disk, and it goes on.`,
  isLost: (what, from, to) => `${what} from ${from} never reaches ${to}.`,
  lostWhy: {
    cut: 'The link is cut.',
    loss: 'The network lost it.',
    down: 'The node is down.',
    gone: 'The node is no longer a member.',
    dropped: 'Somebody dropped it by hand.',
  },
  wants: (client, what) => `Client ${client} wants ${what}.`,
  hasAnswer: (client, what, answer) => `Client ${client} has the answer to ${what}: ${answer}.`,
  isRefused: (client, what, reason) => `Client ${client} is refused ${what}: ${reason}.`,
  neverKnows: (client, what, reason) => `Client ${client} will never know whether ${what} was done: ${reason}.`,
  meddled: {
    deliver: what => `Somebody lets ${what} happen at once.`,
    drop: what => `Somebody drops ${what}.`,
    duplicate: what => `Somebody doubles ${what}.`,
    delay: what => `Somebody holds ${what} back.`,
    corrupt: what => `Somebody changes ${what} on its way.`,
  },
  fault: {
    partition: ({ groups }) => `The network falls apart: ${groups.join(' | ')}.`,
    cut: ends => `${capital(link(ends))} is cut.`,
    mend: ends => `${capital(link(ends))} works again.`,
    heal: () => 'The network is whole again.',
    loss: ({ perMille, ...ends }) => `${capital(link(ends))} loses ${percent(perMille)} of its messages.`,
    delay: ({ lowMs, highMs, ...ends }) => `${capital(link(ends))} takes ${lowMs} to ${highMs} ms.`,
    duplicate: ({ perMille, ...ends }) => `${capital(link(ends))} doubles ${percent(perMille)} of its messages.`,
    reorder: ({ perMille, byMs, ...ends }) =>
      `${capital(link(ends))} holds back ${percent(perMille)} of its messages by ${byMs} ms.`,
    bandwidth: ({ bytesPerMs }) =>
      bytesPerMs === 0 ? 'Links carry as much as they are given.' : `Links carry ${bytesPerMs} bytes a millisecond.`,
    order: ({ isKept }) =>
      isKept ? 'Messages of one link no longer overtake each other.' : 'Messages may overtake each other.',
    crash: ({ node, disk }) =>
      disk === 'lost' ? `${node} crashes, and its disk is lost.` : `${node} crashes; its disk keeps what was saved.`,
    restart: ({ node }) => `${node} is switched on again.`,
    pause: ({ node }) => `${node} stands still, and knows nothing of it.`,
    resume: ({ node }) => `${node} goes on.`,
    skew: ({ node, byMs }) => `The clock of ${node} jumps by ${byMs} ms.`,
    drift: ({ node, perMillion }) => `The clock of ${node} runs wrong by ${perMillion} millionths.`,
    slow: ({ node, byMs }) => `${node} takes ${byMs} ms for each step.`,
    betray: ({ node, lies }) => (lies.length === 0 ? `${node} is honest again.` : `${node} begins to lie.`),
    join: ({ node }) => `${node} joins.`,
    leave: ({ node }) => `${node} leaves.`,
  },
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
