// O laboratório de ping, em português.

import type { LabWords } from '../../lab/words.ts'

export const words: LabWords = {
  title: 'Quem está aí?',
  says: 'Cada nó pergunta a todos os outros se ainda lá estão, e suspeita dos que se calam.',
  rules: {
    R1: 'Só se dá por vivo quem respondeu à ronda em curso.',
    R2: 'Uma ronda de que outros ouviram falar nunca recomeça, nem depois de uma queda.',
    R3: 'Numa rede calma vê-se quem funciona, e não quem caiu (completude).',
    R4: 'Dá-se por perdido alguém que funciona: lento e morto parecem-se.',
  },
  scenarios: {
    calm: 'Todos respondem a todos.',
    'closed-lid': 'Um portátil dorme três segundos e acorda: nunca esteve morto, só lento.',
    'one-way': 'n2 ouve n1 mas n1 não ouve n2: só um deles suspeita do outro.',
    'slow-answers': 'A rede é mais lenta do que a nossa paciência: as respostas chegam uma ronda tarde.',
  },
  mutants: {
    takesOldAnswers: 'Conta uma resposta a qualquer ronda, por antiga que seja.',
    forgetsItsRound: 'Depois de uma queda recomeça pela primeira ronda.',
    neverSuspects: 'Não se importa que uma resposta esteja atrasada.',
  },
  challenges: {
    'false-alarm':
      'Tu és a rede: faz com que n1 perca de vista n3, que está bem, com três intervenções no máximo e em quatro segundos.',
  },
  events: {
    appeared: '{node} vê {peer}.',
    vanished: '{node} já não vê {peer}.',
  },
}
