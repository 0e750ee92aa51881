// La barra de un laboratorio, en español.

import type { ShellTexts } from './texts.ts'

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

export const es: ShellTexts = {
  lab: title => `Laboratorio: ${title}`,
  loading: 'Cargando…',
  ground: {
    simulated: 'simulado',
    tabs: 'pestañas de este navegador',
    laptops: 'portátiles reales',
    recorded: 'una grabación',
  },
  simulatedTime: 'tiempo simulado',
  wallTime: 'tiempo real',
  ms: ms => `${ms} ms`,
  event: (position, length) => `${position} de ${length} sucesos`,
  toStart: 'Al principio',
  stepBack: 'Un paso atrás',
  play: 'Reproducir',
  pause: 'Pausa',
  step: 'Un paso adelante',
  decisionBack: 'Atrás, a la última decisión',
  decision: 'Adelante, a la próxima decisión',
  toViolation: 'A la primera regla rota',
  toEnd: 'Al final del escenario',
  speed: 'Velocidad',
  speedOf: share => `${share} × tiempo real`,
  place: 'Lugar en la ejecución',
  summary: ({ nodes, up, onTheWay, broken }) =>
    [
      `${plural(nodes, 'nodo', 'nodos')}, ${up} en marcha. ${plural(onTheWay, 'mensaje', 'mensajes')} en camino.`,
      broken === null
        ? ''
        : broken === 0
          ? 'Ninguna regla está rota.'
          : `${plural(broken, 'regla rota', 'reglas rotas')}.`,
    ].join(' '),
  wrong: 'Este laboratorio no se puede mostrar',
}
