// What the front page says in other languages; English stands in the page itself, for readers without scripts.

export interface PageTexts {
  readonly course: string
  readonly rooms: string
  readonly documents: string
  readonly embedding: string
  readonly title: string
  readonly lead: string
  readonly labs: string
  readonly labsSay: string
  readonly together: string
  readonly togetherSay: string
  readonly toDocuments: string
  readonly documentsTitle: string
  readonly documentsLead: string
  readonly notesHead: string
  readonly notesSay: string
  readonly boardHead: string
  readonly boardSay: string
  readonly noticeHead: string
  readonly noticeSay: string
  readonly noticeOwn: string
  readonly noticeReader: string
  readonly noticeWriter: string
  readonly noticeKeep: string
  readonly roomLabel: string
  readonly goThere: string
  readonly roomSay: string
  readonly documentsYours: string
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
    documents: 'Documentos',
    embedding: 'Insertar',
    title: 'Sistemas distribuidos que caben en la mano',
    lead: 'Avanza un protocolo paso a paso, rómpelo, rebobínalo. El mismo código corre solo en esta página, entre las pestañas de tu navegador y entre los portátiles de una clase.',
    labs: 'Todos los laboratorios',
    labsSay: 'Cada uno es un protocolo de verdad, con sus reglas comprobadas en vivo y errores para observar.',
    together: 'Escribir juntos',
    togetherSay:
      'Un texto y un tablero que viven en los navegadores de quienes los usan: sin servidor, sin cuenta, y sin perder nada al desconectarse.',
    toDocuments: 'Abrir los documentos',
    documentsTitle: 'Escribir juntos, sin servidor en medio',
    documentsLead:
      'Un texto y un tablero que viven en los navegadores de quienes los usan. Corta la red: cada cual sigue. Devuélvela: todos tienen lo mismo.',
    notesHead: 'Un texto',
    notesSay:
      'Escribe aquí y en otra pestaña a la vez. Deshacer solo retira lo tuyo; las versiones guardan lo que quieras recuperar.',
    boardHead: 'Un tablero',
    boardSay:
      'Arrastra una tarjeta, o muévela con Alt y las flechas. Si dos la mueven a la vez, sigue habiendo una sola.',
    noticeHead: 'Un texto con dueño',
    noticeSay:
      'Todos en la sala lo leen. Quién escribe lo dice su dueño, con una clave y sin servidor: cada pestaña lo comprueba por sí misma.',
    noticeOwn: 'Ser dueño de uno nuevo',
    noticeReader: 'El enlace para quien lee',
    noticeWriter: 'Un enlace para quien puede escribir',
    noticeKeep: 'La dirección de esta página lleva tu clave: guárdala para ti.',
    roomLabel: 'Sala',
    goThere: 'Entrar',
    roomSay: 'Quien nombra la misma sala ve los mismos documentos. Sin sala, se quedan en este navegador.',
    documentsYours: 'En tu propia página',
    yours: 'En tu propia página',
    yoursSay: 'Una etiqueta, y hay un laboratorio en la página de tu curso.',
    howTo: 'Cómo insertar un laboratorio',
    open: 'Abrir el laboratorio',
    rules: count => `${count} reglas, comprobadas en vivo`,
  },
  pt: {
    course: 'Curso',
    rooms: 'Salas',
    documents: 'Documentos',
    embedding: 'Incorporar',
    title: 'Sistemas distribuídos que cabem na mão',
    lead: 'Avança um protocolo passo a passo, estraga-o, rebobina-o. O mesmo código corre sozinho nesta página, entre os separadores do teu navegador e entre os portáteis de uma turma.',
    labs: 'Todos os laboratórios',
    labsSay: 'Cada um é um protocolo a sério, com as suas regras verificadas ao vivo e erros para observar.',
    together: 'Escrever em conjunto',
    togetherSay:
      'Um texto e um quadro que vivem nos navegadores de quem os usa: sem servidor, sem conta, e sem perder nada quando a ligação cai.',
    toDocuments: 'Abrir os documentos',
    documentsTitle: 'Escrever em conjunto, sem servidor pelo meio',
    documentsLead:
      'Um texto e um quadro que vivem nos navegadores de quem os usa. Corta a rede: cada um continua. Volta a ligá-la: todos têm o mesmo.',
    notesHead: 'Um texto',
    notesSay:
      'Escreve aqui e noutro separador ao mesmo tempo. Anular só retira o que é teu; as versões guardam o que quiseres recuperar.',
    boardHead: 'Um quadro',
    boardSay:
      'Arrasta um cartão, ou move-o com Alt e as setas. Se dois o movem ao mesmo tempo, continua a haver um só.',
    noticeHead: 'Um texto com dono',
    noticeSay:
      'Todos na sala o leem. Quem escreve di-lo o dono, com uma chave e sem servidor: cada separador verifica por si.',
    noticeOwn: 'Ser dono de um novo',
    noticeReader: 'A ligação para quem lê',
    noticeWriter: 'Uma ligação para quem pode escrever',
    noticeKeep: 'O endereço desta página traz a tua chave: guarda-a para ti.',
    roomLabel: 'Sala',
    goThere: 'Entrar',
    roomSay: 'Quem diz o nome da mesma sala vê os mesmos documentos. Sem sala, ficam neste navegador.',
    documentsYours: 'Na tua própria página',
    yours: 'Na tua própria página',
    yoursSay: 'Uma etiqueta, e há um laboratório na página do teu curso.',
    howTo: 'Como incorporar um laboratório',
    open: 'Abrir o laboratório',
    rules: count => `${count} regras, verificadas ao vivo`,
  },
}
