// El lector como red, en español.

import type { HandTexts } from './texts.ts'

export const es: HandTexts = {
  title: 'Tú eres la red',
  invitation:
    'Retén todos los mensajes: cada uno queda en el aire hasta que lo entregas o lo tiras. Los temporizadores siguen. ¿Puedes impedir que se elija un líder, o romper una regla?',
  hold: 'Retener todos los mensajes',
  letGo: 'Soltarlo todo',
  letGoSays: 'Lo que espera se entrega ahora, y la red vuelve a hacer su trabajo.',
  waiting: count => (count === 1 ? '1 mensaje en el aire' : `${count} mensajes en el aire`),
  silence: 'No hay nada en el aire. Deja pasar el tiempo hasta que alguien diga algo.',
  goOn: 'Hasta que alguien diga algo',
  of: 'De y para',
  everyone: 'todos',
  deliver: 'Entregar',
  drop: 'Tirar',
  twice: 'Duplicar',
  deliverAll: count => `Entregar estos ${count}`,
  dropAll: count => `Tirar estos ${count}`,
  andMore: count => `y ${count} más`,
  keys: 'En la lista: ↑ ↓ al siguiente, D entrega, X tira.',
  said: (what, from, to) => `${what} de ${from} a ${to}`,
  lost: 'No había nadie que lo oyera.',
  tooLate: 'Demasiado tarde: ya no está en el aire.',
  closed: 'Una grabación no se puede cambiar.',
  safe: 'La seguridad se mantiene: ninguna regla que siempre deba cumplirse está rota.',
  unsafe: (id, says) => `Has roto ${id}: ${says}`,
  unknown: 'Las reglas todavía no están aquí.',
  tally: {
    sent: 'Mensajes enviados',
    delivered: 'Entregados por ti',
    dropped: 'Tirados por ti',
    doubled: 'Duplicados por ti',
    changed: 'Cambiados por ti',
    crashed: 'Nodos caídos',
    answered: 'Operaciones respondidas',
    perOperation: 'Mensajes por operación',
  },
}
