// El laboratorio de rumores, en español.

import type { LabWords } from '../../lab/words.ts'

export const words: LabWords = {
  title: '¿Te has enterado?',
  says: 'Las noticias pasan de nodo en nodo como una epidemia, y los últimos son los que más cuestan.',
  rules: {
    R1: 'Un nodo informado nunca deja de estarlo: lo que sabía, o contó antes de una caída, lo sigue sabiendo igual o mejor.',
    R2: 'Nadie tiene una noticia que nadie empezó (integridad).',
    R3: 'Un nodo que perdió el interés por un rumor ya no lo difunde (§1.4: está retirado).',
    R4: 'El tráfico se cuenta bien: cada nodo ha contado cada noticia que envió, y nada más.',
    R5: 'Un contacto se llama útil exactamente si aquel a quien se contó era susceptible al empezar su ciclo (tabla 1).',
    R6: 'Con antientropía, cada nodo de un núcleo conexo se ha enterado de toda clave que alguno de ellos conoce (§1.3).',
    R7: 'Con antientropía, todos los de un núcleo conexo que conocen una clave conocen su versión más nueva (§1.1).',
    R8: 'Cuando ya no se dice nada nuevo, todo rumor muere: en un núcleo conexo nadie difunde para siempre (§1.4).',
    R9: 'Un rumor muere antes de que todos lo hayan oído: queda un residuo (§1.4).',
    R10: 'Un contacto es inútil: el nodo al que se le cuenta ya lo sabe.',
  },
  scenarios: {
    conversation:
      'Varios rumores a la vez, unos más nuevos que otros: empujar, pedir y comparar en silencio llevan todo a todos.',
    'calm-push':
      'Un rumor en una sala tranquila de cincuenta: primero se duplica en cada ciclo, luego cuesta hallar a los últimos.',
    'pull-finishes':
      'Lo mismo, y además se pide: pedir acaba lo que empujar empieza, y los últimos preguntan por sí mismos.',
    residue:
      'Quien se lo cuenta a uno que ya lo sabe calla al instante (k = 1), y uno de cada cinco no se entera nunca.',
    'coin-flips':
      'Nadie responde, y tras cada contacto una moneda dice si seguir: solo el azar decide quién se entera.',
    'lossy-network': 'Se pierde un tercio de los mensajes: el rumor tarda más y llega igualmente.',
    'killed-nodes': 'Un cuarto de la sala cierra la tapa a mitad de camino; dos vuelven y se ponen al día.',
    partition:
      'Cada mitad oye sus propias noticias y sus rumores mueren; tras la cura, solo comparar junta las mitades.',
  },
  mutants: {
    forgetsInACrash: 'Tras una caída empieza con la memoria vacía.',
    signsWhatItRelays: 'Apunta lo que oye con su propio nombre, como si lo hubiera empezado él.',
    tellsOldStories: 'A quien pide le responde con todo lo que sabe, caliente o frío.',
    countsCycles: 'Cuenta como una noticia cada ciclo en que difundió algo, fuese lo que fuese y a cuantos fuese.',
    isTooQuick: 'Da un rumor por viejo en cuanto lo ha oído, y no cuando acaba el ciclo.',
    comparesInVain: 'Se compara con otros y no hace nada con las diferencias.',
    believesTheFirst: 'Se queda con el primer valor que oyó de una clave, y no acepta de otros uno más nuevo.',
    neverTires: 'No escucha si sus rumores son noticia.',
  },
  events: {
    heard: '{node} se entera de {key}, versión {version}.',
    cooled: '{node} pierde el interés por {key}, versión {version}.',
  },
}
