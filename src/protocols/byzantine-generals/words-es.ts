// Los generales bizantinos, en español.

import type { LabWords } from '../../lab/words.ts'

export const words: LabWords = {
  title: 'Los generales bizantinos: un solo plan',
  says: 'Los generales leales acuerdan un plan, aunque haya entre ellos traidores que a cada cual le cuentan otra cosa.',
  rules: {
    R1: 'Todos los lugartenientes leales obedecen la misma orden (IC1).',
    R2: 'Si el comandante es leal, todo lugarteniente leal obedece la orden que él envía (IC2).',
    R3: 'Todo general leal obedece al final alguna orden, aunque un traidor no diga nada.',
    R4: 'Un general leal no envía más mensajes de los que OM(m) o SM(m) le piden.',
    R5: 'Un lugarteniente leal oye las dos órdenes, y aún no puede saber quién miente.',
  },
  scenarios: {
    loyal: 'Nadie miente: nueve mensajes, y cuatro generales atacan.',
    'three-generals': 'Uno de tres es traidor: el lugarteniente leal no puede saber cuál, y deja solo a su comandante.',
    'four-generals': 'La misma mentira entre cuatro: la mayoría es leal, y toda ella ataca.',
    'traitor-commander': 'El comandante manda a uno atacar y a los demás retirarse: averiguan qué se dijo a los más.',
    'silent-lieutenant': 'Un traidor no dice nada, lo que también es una respuesta: el silencio vale por retirada.',
    'two-traitors': 'Siete generales, dos traidores y una ronda más: OM(2) se cumple.',
    'signed-three': 'Con firmas bastan tres: el traidor no puede cambiar lo que su comandante firmó.',
    'signed-traitor-commander':
      'El comandante firma las dos órdenes: cada lugarteniente enseña al otro su carta, y ambos se retiran.',
  },
  mutants: {
    believesItsOwnEars: 'Obedece lo que el comandante le dijo a él, diga lo que diga a los demás.',
    fleesWithTheFirst: 'Se retira en cuanto alguien lo dice.',
    checksNoSeal: 'Da una carta por auténtica sin mirar sus sellos.',
    waitsForTheSilent: 'No actúa hasta que todos han hablado.',
    tellsTheTeller: 'Pasa la palabra a todos, incluso a aquellos de quienes viene.',
  },
  events: { obeyed: '{node} obedece: {order}.' },
}
