// The pictures, in Portuguese.

import type { PictureTexts } from './texts.ts'

export const pt: PictureTexts = {
  network: 'Rede',
  nodesAndMessages: (nodes, messages) =>
    `${nodes === 1 ? 'Um nó' : `${nodes} nós`}, ${messages === 1 ? 'uma mensagem' : `${messages} mensagens`} a caminho`,
  standing: { up: 'ativo', paused: 'em pausa', down: 'caído' },
  lying: 'mente',
  saving: 'espera pelo disco',
  messageFrom: (what, from, to) => `${what} de ${from} para ${to}`,
  times: count => `${count} vezes`,
  link: (from, to) => `Ligação de ${from} para ${to}`,
  side: letter => `lado ${letter}`,
  links: 'Ligações',
  legend: 'Legenda',
  roles: 'Nós',
  messages: 'Mensagens',
  draw: 'Desenhar uma partição',
  drawHint: 'Contorne os nós que devem ficar separados.',
  groups: 'Partição…',
  otherSide: 'Quem fica do outro lado?',
  corrupt: 'Alterar',
  doIt: 'Fazer',
  close: 'Fechar',
  bandwidth: 'Bytes por milissegundo, em cada ligação',
  timeline: 'Espaço e tempo',
  timelineKeys:
    'As setas passam de um evento a outro, J e K percorrem um nó, Enter vai até lá, mais e menos mudam o tamanho.',
  happening: (index, atMs) => `#${index} aos ${atMs} ms`,
  list: 'Lista',
  zoomIn: 'Ampliar',
  zoomOut: 'Reduzir',
  quiet: ms => `${ms} ms de calma`,
  unplaced: count => `Há mais ${count} mensagens a caminho do que as desenhadas.`,
  notDrawn: count => `Outras ${count} mensagens cruzam este trecho e não são desenhadas. Amplie para vê-las.`,
  band: { down: 'caído', paused: 'em pausa', lying: 'mente', parted: 'partição', cut: 'ligação cortada' },
  past: 'pode ter levado a ele',
  future: 'pode seguir-se dele',
  nothingYet: 'Nada aconteceu ainda.',
  earlier: 'Antes',
  later: 'Depois',
}
