// El laboratorio de ping, en español.

import type { LabWords } from '../../lab/words.ts'

export const words: LabWords = {
  title: '¿Quién está ahí?',
  says: 'Cada nodo pregunta a todos los demás si siguen ahí, y sospecha de los que callan.',
  rules: {
    R1: 'Solo se da por vivo a quien ha respondido a la ronda en curso.',
    R2: 'Una ronda de la que otros han oído no se empieza nunca de nuevo, ni siquiera tras una caída.',
    R3: 'En una red tranquila se ve a todo el que funciona, y no a quien está caído (completitud).',
    R4: 'Se da por perdido a uno que funciona: lento y muerto se parecen.',
  },
  scenarios: {
    calm: 'Todos responden a todos.',
    'closed-lid': 'Un portátil duerme tres segundos y despierta: nunca estuvo muerto, solo lento.',
    'one-way': 'n2 oye a n1 pero n1 no oye a n2: solo uno de los dos sospecha del otro.',
    'slow-answers': 'La red es más lenta que nuestra paciencia: las respuestas llegan una ronda tarde.',
  },
  mutants: {
    takesOldAnswers: 'Cuenta una respuesta a cualquier ronda, por vieja que sea.',
    forgetsItsRound: 'Tras una caída empieza otra vez por la primera ronda.',
    neverSuspects: 'No le importa que una respuesta se retrase.',
  },
  challenges: {
    'false-alarm':
      'Tú eres la red: haz que n1 pierda de vista a n3, que está bien, con tres intervenciones como mucho y en cuatro segundos.',
  },
  events: {
    appeared: '{node} ve a {peer}.',
    vanished: '{node} ya no ve a {peer}.',
  },
}
