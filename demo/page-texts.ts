// What the front page says in other languages; English stands in the page itself, for readers without scripts.

export interface PageTexts {
  readonly course: string
  readonly rooms: string
  readonly embedding: string
  readonly title: string
  readonly lead: string
  readonly labs: string
  readonly labsSay: string
  readonly yours: string
  readonly yoursSay: string
  readonly howTo: string
  readonly open: string
  readonly rules: (count: number) => string
}

export const en = {
  open: 'Open the lab',
  rules: (count: number) => `${count} rules, checked live`,
} as const

export const translations: Readonly<Record<'es' | 'pt', PageTexts>> = {
  es: {
    course: 'Curso',
    rooms: 'Salas',
    embedding: 'Insertar',
    title: 'Sistemas distribuidos que caben en la mano',
    lead: 'Avanza un protocolo paso a paso, rómpelo, rebobínalo. El mismo código corre solo en esta página, entre las pestañas de tu navegador y entre los portátiles de una clase.',
    labs: 'Todos los laboratorios',
    labsSay: 'Cada uno es un protocolo de verdad, con sus reglas comprobadas en vivo y errores para observar.',
    yours: 'En tu propia página',
    yoursSay: 'Una etiqueta, y hay un laboratorio en la página de tu curso.',
    howTo: 'Cómo insertar un laboratorio',
    open: 'Abrir el laboratorio',
    rules: count => `${count} reglas, comprobadas en vivo`,
  },
  pt: {
    course: 'Curso',
    rooms: 'Salas',
    embedding: 'Incorporar',
    title: 'Sistemas distribuídos que cabem na mão',
    lead: 'Avança um protocolo passo a passo, estraga-o, rebobina-o. O mesmo código corre sozinho nesta página, entre os separadores do teu navegador e entre os portáteis de uma turma.',
    labs: 'Todos os laboratórios',
    labsSay: 'Cada um é um protocolo a sério, com as suas regras verificadas ao vivo e erros para observar.',
    yours: 'Na tua própria página',
    yoursSay: 'Uma etiqueta, e há um laboratório na página do teu curso.',
    howTo: 'Como incorporar um laboratório',
    open: 'Abrir o laboratório',
    rules: count => `${count} regras, verificadas ao vivo`,
  },
}
