// A barra de um laboratório, em português.

import type { ShellTexts } from './texts.ts'

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

export const pt: ShellTexts = {
  lab: title => `Laboratório: ${title}`,
  loading: 'A carregar…',
  ground: {
    simulated: 'simulado',
    tabs: 'separadores deste navegador',
    laptops: 'portáteis reais',
    recorded: 'uma gravação',
  },
  simulatedTime: 'tempo simulado',
  wallTime: 'tempo real',
  ms: ms => `${ms} ms`,
  event: (position, length) => `${position} de ${length} acontecimentos`,
  toStart: 'Ao princípio',
  stepBack: 'Um passo atrás',
  play: 'Reproduzir',
  pause: 'Pausa',
  step: 'Um passo à frente',
  decisionBack: 'Atrás, à última decisão',
  decision: 'À frente, à próxima decisão',
  toViolation: 'À primeira regra violada',
  toEnd: 'Ao fim do cenário',
  speed: 'Velocidade',
  speedOf: share => `${share} × tempo real`,
  place: 'Lugar na execução',
  summary: ({ nodes, up, onTheWay, broken }) =>
    [
      `${plural(nodes, 'nó', 'nós')}, ${up} a funcionar. ${plural(onTheWay, 'mensagem', 'mensagens')} a caminho.`,
      broken === null
        ? ''
        : broken === 0
          ? 'Nenhuma regra foi violada.'
          : `${plural(broken, 'regra violada', 'regras violadas')}.`,
    ].join(' '),
  wrong: 'Este laboratório não se pode mostrar',
}
