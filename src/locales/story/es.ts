// La historia de una ejecución, en español.

import type { StoryTexts } from './texts.ts'

const link = ({ from, to }: { readonly from: string | null; readonly to: string | null }): string =>
  from === null && to === null ? 'Todos los enlaces' : `El enlace de ${from ?? 'todos'} a ${to ?? 'todos'}`

const isAll = ({ from, to }: { readonly from: string | null; readonly to: string | null }): boolean =>
  from === null && to === null

const percent = (perMille: number): string => `${perMille / 10} %`

export const es: StoryTexts = {
  title: 'Qué ha pasado',
  nothingYet: 'Todavía no ha pasado nada.',
  starts: node => `${node} arranca por primera vez.`,
  restarts: node => `${node} arranca de nuevo con lo que había guardado.`,
  hears: (node, what, from) => `${node} recibe ${what} de ${from}.`,
  wakes: (node, what) => `A ${node} lo despierta su temporizador ${what}.`,
  isAsked: (node, what) => `A ${node} le piden ${what}.`,
  hasDone: (node, what) => `${node} ha terminado su trabajo en ${what}.`,
  learnsPeers: (node, count) => `${node} se entera de que hay ${count === 1 ? 'otro más' : `otros ${count}`}.`,
  sends: (what, to) => `Envía ${what} a ${to}.`,
  everyone: 'todos',
  saves: 'Antes guarda.',
  answers: what => `Responde ${what}.`,
  refuses: reason => `Se niega: ${reason}.`,
  abandons: reason => `Ya no puede decir qué ha sido de ello: ${reason}.`,
  works: what => `Empieza a trabajar en ${what}.`,
  announces: what => `Anuncia ${what}.`,
  becomes: (node, role) => `${node} es ahora ${role}.`,
  isOnDisk: node => `Lo que guardó ${node} está en su disco, y sigue adelante.`,
  isLost: (what, from, to) => `${what} de ${from} nunca llega a ${to}.`,
  lostWhy: {
    cut: 'El enlace está cortado.',
    loss: 'La red lo perdió.',
    down: 'El nodo está caído.',
    gone: 'El nodo ya no es miembro.',
    dropped: 'Alguien lo descartó a mano.',
  },
  wants: (client, what) => `El cliente ${client} quiere ${what}.`,
  hasAnswer: (client, what, answer) => `El cliente ${client} tiene la respuesta a ${what}: ${answer}.`,
  isRefused: (client, what, reason) => `Al cliente ${client} le niegan ${what}: ${reason}.`,
  neverKnows: (client, what, reason) => `El cliente ${client} nunca sabrá si ${what} se hizo: ${reason}.`,
  meddled: {
    deliver: what => `Alguien hace que ${what} ocurra ya.`,
    drop: what => `Alguien descarta ${what}.`,
    duplicate: what => `Alguien duplica ${what}.`,
    delay: what => `Alguien retiene ${what}.`,
    corrupt: what => `Alguien altera ${what} por el camino.`,
  },
  fault: {
    partition: ({ groups }) => `La red se parte: ${groups.join(' | ')}.`,
    cut: ends => `${link(ends)} ${isAll(ends) ? 'quedan cortados' : 'queda cortado'}.`,
    mend: ends => `${link(ends)} ${isAll(ends) ? 'vuelven' : 'vuelve'} a funcionar.`,
    heal: () => 'La red vuelve a estar entera.',
    loss: ({ perMille, ...ends }) =>
      `${link(ends)} ${isAll(ends) ? 'pierden' : 'pierde'} el ${percent(perMille)} de sus mensajes.`,
    delay: ({ lowMs, highMs, ...ends }) =>
      `${link(ends)} ${isAll(ends) ? 'tardan' : 'tarda'} de ${lowMs} a ${highMs} ms.`,
    duplicate: ({ perMille, ...ends }) =>
      `${link(ends)} ${isAll(ends) ? 'duplican' : 'duplica'} el ${percent(perMille)} de sus mensajes.`,
    reorder: ({ perMille, byMs, ...ends }) =>
      `${link(ends)} ${isAll(ends) ? 'retrasan' : 'retrasa'} ${byMs} ms el ${percent(perMille)} de sus mensajes.`,
    bandwidth: ({ bytesPerMs }) =>
      bytesPerMs === 0
        ? 'Los enlaces llevan todo lo que se les da.'
        : `Los enlaces llevan ${bytesPerMs} bytes por milisegundo.`,
    order: ({ isKept }) =>
      isKept ? 'Los mensajes de un enlace ya no se adelantan.' : 'Los mensajes pueden adelantarse unos a otros.',
    crash: ({ node, disk }) =>
      disk === 'lost' ? `${node} se cae y pierde su disco.` : `${node} se cae; su disco conserva lo guardado.`,
    restart: ({ node }) => `${node} se enciende de nuevo.`,
    pause: ({ node }) => `${node} se queda parado, y no lo sabe.`,
    resume: ({ node }) => `${node} sigue.`,
    skew: ({ node, byMs }) => `El reloj de ${node} salta ${byMs} ms.`,
    drift: ({ node, perMillion }) => `El reloj de ${node} se desvía ${perMillion} millonésimas.`,
    slow: ({ node, byMs }) => `${node} tarda ${byMs} ms en cada paso.`,
    betray: ({ node, lies }) => (lies.length === 0 ? `${node} vuelve a ser honrado.` : `${node} empieza a mentir.`),
    join: ({ node }) => `${node} se incorpora.`,
    leave: ({ node }) => `${node} se marcha.`,
  },
}
