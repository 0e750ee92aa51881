// Os generais bizantinos, em português.

import type { LabWords } from '../../lab/words.ts'

export const words: LabWords = {
  title: 'Os generais bizantinos: um só plano',
  says: 'Os generais leais acordam um plano, embora haja entre eles traidores que a cada um contam outra coisa.',
  rules: {
    R1: 'Todos os tenentes leais obedecem à mesma ordem (IC1).',
    R2: 'Se o comandante é leal, todo o tenente leal obedece à ordem que ele envia (IC2).',
    R3: 'Todo o general leal obedece no fim a alguma ordem, mesmo que um traidor nada diga.',
    R4: 'Um general leal não envia mais mensagens do que OM(m) ou SM(m) lhe pedem.',
    R5: 'Um tenente leal ouve as duas ordens, e ainda não pode saber quem mente.',
  },
  scenarios: {
    loyal: 'Ninguém mente: nove mensagens, e quatro generais atacam.',
    'three-generals': 'Um de três é traidor: o tenente leal não pode saber qual, e deixa sozinho o seu comandante.',
    'four-generals': 'A mesma mentira entre quatro: a maioria é leal, e toda ela ataca.',
    'traitor-commander': 'O comandante manda um atacar e os outros recuar: descobrem o que foi dito à maioria.',
    'silent-lieutenant': 'Um traidor nada diz, o que também é uma resposta: o silêncio vale por retirada.',
    'two-traitors': 'Sete generais, dois traidores e mais uma ronda: OM(2) cumpre-se.',
    'signed-three': 'Com assinaturas bastam três: o traidor não pode mudar o que o seu comandante assinou.',
    'signed-traitor-commander':
      'O comandante assina as duas ordens: cada tenente mostra ao outro a sua carta, e ambos recuam.',
  },
  mutants: {
    believesItsOwnEars: 'Obedece ao que o comandante lhe disse, diga ele o que disser aos outros.',
    fleesWithTheFirst: 'Recua mal alguém o diz.',
    checksNoSeal: 'Dá uma carta por autêntica sem olhar para os selos.',
    waitsForTheSilent: 'Não age antes de todos terem falado.',
    tellsTheTeller: 'Passa a palavra a todos, mesmo àqueles de quem ela vem.',
  },
  events: { obeyed: '{node} obedece: {order}.' },
}
