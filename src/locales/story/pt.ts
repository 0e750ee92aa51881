// A história de uma execução, em português.

import type { StoryTexts } from './texts.ts'

const link = ({ from, to }: { readonly from: string | null; readonly to: string | null }): string =>
  from === null && to === null ? 'Todas as ligações' : `A ligação de ${from ?? 'todos'} a ${to ?? 'todos'}`

const isAll = ({ from, to }: { readonly from: string | null; readonly to: string | null }): boolean =>
  from === null && to === null

const percent = (perMille: number): string => `${perMille / 10} %`

export const pt: StoryTexts = {
  title: 'O que aconteceu',
  nothingYet: 'Ainda não aconteceu nada.',
  starts: node => `${node} arranca pela primeira vez.`,
  restarts: node => `${node} arranca de novo com o que tinha guardado.`,
  hears: (node, what, from) => `${node} recebe ${what} de ${from}.`,
  wakes: (node, what) => `${node} é acordado pelo seu temporizador ${what}.`,
  isAsked: (node, what) => `Pedem ${what} a ${node}.`,
  hasDone: (node, what) => `${node} terminou o seu trabalho em ${what}.`,
  learnsPeers: (node, count) => `${node} fica a saber que há ${count === 1 ? 'mais um' : `mais ${count}`}.`,
  sends: (what, to) => `Envia ${what} a ${to}.`,
  everyone: 'todos',
  saves: 'Antes, guarda.',
  answers: what => `Responde ${what}.`,
  refuses: reason => `Recusa: ${reason}.`,
  abandons: reason => `Já não pode dizer o que foi feito disso: ${reason}.`,
  works: what => `Começa a trabalhar em ${what}.`,
  announces: what => `Anuncia ${what}.`,
  becomes: (node, role) => `${node} é agora ${role}.`,
  isOnDisk: node => `O que ${node} guardou está no disco, e ele continua.`,
  isLost: (what, from, to) => `${what} de ${from} nunca chega a ${to}.`,
  lostWhy: {
    cut: 'A ligação está cortada.',
    loss: 'A rede perdeu-o.',
    down: 'O nó está em baixo.',
    gone: 'O nó já não é membro.',
    dropped: 'Alguém o descartou à mão.',
  },
  wants: (client, what) => `O cliente ${client} quer ${what}.`,
  hasAnswer: (client, what, answer) => `O cliente ${client} tem a resposta a ${what}: ${answer}.`,
  isRefused: (client, what, reason) => `Ao cliente ${client} recusam ${what}: ${reason}.`,
  neverKnows: (client, what, reason) => `O cliente ${client} nunca saberá se ${what} foi feito: ${reason}.`,
  meddled: {
    deliver: what => `Alguém faz com que ${what} aconteça já.`,
    drop: what => `Alguém descarta ${what}.`,
    duplicate: what => `Alguém duplica ${what}.`,
    delay: what => `Alguém retém ${what}.`,
    corrupt: what => `Alguém altera ${what} pelo caminho.`,
  },
  fault: {
    partition: ({ groups }) => `A rede divide-se: ${groups.join(' | ')}.`,
    cut: ends => `${link(ends)} ${isAll(ends) ? 'ficam cortadas' : 'fica cortada'}.`,
    mend: ends => `${link(ends)} ${isAll(ends) ? 'voltam' : 'volta'} a funcionar.`,
    heal: () => 'A rede está inteira outra vez.',
    loss: ({ perMille, ...ends }) =>
      `${link(ends)} ${isAll(ends) ? 'perdem' : 'perde'} ${percent(perMille)} das suas mensagens.`,
    delay: ({ lowMs, highMs, ...ends }) =>
      `${link(ends)} ${isAll(ends) ? 'demoram' : 'demora'} de ${lowMs} a ${highMs} ms.`,
    duplicate: ({ perMille, ...ends }) =>
      `${link(ends)} ${isAll(ends) ? 'duplicam' : 'duplica'} ${percent(perMille)} das suas mensagens.`,
    reorder: ({ perMille, byMs, ...ends }) =>
      `${link(ends)} ${isAll(ends) ? 'atrasam' : 'atrasa'} ${byMs} ms ${percent(perMille)} das suas mensagens.`,
    bandwidth: ({ bytesPerMs }) =>
      bytesPerMs === 0
        ? 'As ligações levam tudo o que lhes é dado.'
        : `As ligações levam ${bytesPerMs} bytes por milissegundo.`,
    order: ({ isKept }) =>
      isKept ? 'As mensagens de uma ligação já não se ultrapassam.' : 'As mensagens podem ultrapassar-se.',
    crash: ({ node, disk }) =>
      disk === 'lost' ? `${node} cai e perde o disco.` : `${node} cai; o disco conserva o que foi guardado.`,
    restart: ({ node }) => `${node} é ligado outra vez.`,
    pause: ({ node }) => `${node} fica parado, e não o sabe.`,
    resume: ({ node }) => `${node} continua.`,
    skew: ({ node, byMs }) => `O relógio de ${node} salta ${byMs} ms.`,
    drift: ({ node, perMillion }) => `O relógio de ${node} desvia-se ${perMillion} milionésimas.`,
    slow: ({ node, byMs }) => `${node} demora ${byMs} ms em cada passo.`,
    betray: ({ node, lies }) => (lies.length === 0 ? `${node} volta a ser honesto.` : `${node} começa a mentir.`),
    join: ({ node }) => `${node} junta-se.`,
    leave: ({ node }) => `${node} vai-se embora.`,
  },
}
