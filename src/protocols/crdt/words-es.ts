// El laboratorio de tipos de datos replicados, en español.

import type { LabWords } from '../../lab/words.ts'

export const words: LabWords = {
  title: 'Edita primero, acuerda después',
  says: 'Cada cual edita su propia copia, a solas si hace falta, y quienes conocen las mismas ediciones ven lo mismo.',
  rules: {
    R1: 'Las réplicas que han incorporado las mismas operaciones muestran lo mismo, las aprendieran como las aprendieran (convergencia fuerte).',
    R2: 'Si además saben estable lo mismo, son iguales byte por byte, con lápidas y todo.',
    R3: 'Una réplica muestra la suma de las operaciones que ha incorporado: ninguna se pierde y ninguna cuenta dos veces.',
    R4: 'Fusionar es idempotente: un mensaje del que una réplica ya lo sabe todo no cambia nada de lo que tiene.',
    R5: 'Fusionar es conmutativo y asociativo: los estados de tres réplicas cualesquiera dan lo mismo en cualquier orden.',
    R6: 'Una operación se incorpora solo donde se sabe todo lo que sabía su autor (entrega causal).',
    R7: 'Lo que una réplica ha incorporado no lo olvida nunca, y lo que contó a otros lo sabe aún tras una caída.',
    R8: 'No hay dos operaciones con el mismo nombre, ni siquiera tras perderse un disco.',
    R9: 'En una red en calma todos los de un núcleo conexo han incorporado lo mismo tras sus rondas: ninguna edición aceptada falta en ningún sitio.',
    R10: 'Donde no falta nadie y no se escribe nada nuevo, no queda ninguna lápida tras sus rondas (estabilidad causal).',
    R11: 'Una asignación pierde contra otra que su autor había visto: el reloj va atrasado y se pierde la escritura posterior.',
    R12: 'De dos asignaciones que no sabían la una de la otra se pierde una, y nadie se entera.',
    R13: 'Un cliente que lee el registro multivalor recibe hermanos.',
    R14: 'Se recogen lápidas mientras la ejecución sigue.',
  },
  scenarios: {
    busy: 'Cinco réplicas, editadas en todas partes a la vez: cada una envía solo lo que le falta a la otra.',
    'busy-states': 'Lo mismo, y cada una envía todo lo que tiene, una y otra vez: sencillo, robusto y pesado.',
    'busy-operations': 'Lo mismo, y cada operación se envía a todos y se hace una vez, en orden causal.',
    'edit-while-parted': 'Dos mitades siguen editando sin verse; cuando la red se cura, ninguna ha perdido nada.',
    'by-hand':
      'Nadie cuenta nada por sí mismo: haz que las réplicas se encuentren en cualquier orden y cuantas veces quieras. Sale lo mismo.',
    'shuffled-twice':
      'Las operaciones llegan dos veces y en cualquier orden: hechas una vez cada una y en orden causal, dan lo mismo en todas partes.',
    'clock-behind':
      'n3 lee "noon" y asigna "evening", más tarde y a sabiendas; su reloj va atrasado, y se queda "noon".',
    'hybrid-clock':
      'Lo mismo con un reloj que sigue lo que ha visto: lo que sabía de un valor va después de él, y gana "evening".',
    'shopping-cart':
      'Uno saca la leche mientras otro la vuelve a poner: lo que nadie ha visto nadie puede quitarlo, y se queda.',
    siblings:
      'Dos escriben el mismo registro sin saber del otro: quien lee recibe los dos valores, y quien escribe después los sustituye.',
    'two-typists':
      'Dos escriben en el mismo sitio a la vez: cada palabra queda entera, y todos las ven en el mismo orden.',
    tombstones:
      'Mientras n3 está fuera hay que guardarle cada letra y clave borrada; poco después de su vuelta no queda nada de ellas.',
    'tombstones-for-ever':
      'Nadie pregunta quién necesita aún las lápidas, y se quedan: el texto está vacío, y el estado no.',
    'lost-disk':
      'n1 pierde su disco y vuelve con otro nombre. Solo vuelve a editar cuando ha aprendido lo que saben los demás.',
  },
  mutants: {
    prefersItsOwn: 'Donde dos asignaron el registro, se queda con lo que se asignó aquí.',
    forgetsTombstones: 'Suelta lo que borra en cuanto se lo ha contado a los demás.',
    countsTwice: 'Hace una operación cada vez que llega.',
    addsInsteadOfMerging: 'Suma las cuentas de un estado a las suyas en vez de tomar las mayores.',
    sharesItsName: 'Se llama a sí mismo como se llaman todos los demás.',
    doesNotWait: 'Hace una operación cuando llega, sepa o no aquello sobre lo que se apoya.',
    forgetsInACrash: 'Tras una caída empieza de cero, con disco o sin él.',
    keepsItsName: 'Sigue con su antiguo nombre tras perder el disco, y vuelve a repartir los mismos nombres.',
    tellsNobody: 'Oye lo que les falta a otros y se lo guarda.',
    keepsEverything: 'No pregunta nunca si una lápida hace falta aún.',
  },
  events: {
    edited: '{node} hace la edición {count}: {change}.',
    learned: '{node} incorpora algo nuevo de {peer}.',
    lost: '{node} asignó {value}, y se pierde al instante: {holds} lleva una hora posterior.',
    collected: '{node} suelta lápidas que todos conocen: {count}.',
  },
  challenges: {
    'later-loses':
      'Haz que una asignación pierda aunque se hiciera después y a sabiendas: con tres intervenciones como mucho, en cuatro segundos.',
  },
}
