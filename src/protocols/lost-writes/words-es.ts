// El laboratorio de las escrituras perdidas, en español.

import type { LabWords } from '../../lab/words.ts'

export const words: LabWords = {
  title: 'Lo que cuesta el último escritor',
  says: 'Un carrito de la compra guardado de tres maneras: el último pierde cosas, los hermanos preguntan, y las adiciones guardan lo que se quiso.',
  rules: {
    R1: 'No se pierde ninguna adición: lo que se puso, y no sacó nadie que supiera de ello, está en algún carrito que se muestra.',
    R2: 'Lo que se sacó se queda fuera: algo que muestran todos los carritos lo puso alguien, y no se ha sacado desde entonces.',
    R3: 'En una red en calma todos los de un núcleo conexo guardan lo mismo.',
    R4: 'Aquello de lo que una réplica se ha enterado lo sabe para siempre: lo que contó a otros lo sabe aún tras una caída.',
    R5: 'El último en escribir pierde: una edición cede al instante ante otra anterior que había visto, cuyo reloj iba adelantado.',
    R6: 'Una edición aceptada ya no está porque otro escribió después sin saber de ella, y a ninguno se le dice.',
    R7: 'A un cliente se le dan dos carritos, y tiene que hacer de ellos uno.',
  },
  scenarios: {
    family:
      'Cuatro personas llenan un carrito desde todas partes, cada adición con su propio nombre: nada se pierde y nada resucita.',
    'cart-latest':
      'El carrito posterior sustituye al otro: se pierden los huevos, y vuelve el pan que se había sacado.',
    'cart-siblings':
      'Se guardan y se muestran los dos carritos. No se pierde nada; pero quien hace de ellos uno trae de vuelta el pan.',
    'cart-additions':
      'La misma historia, y el carrito es lo que se puso y no se sacó: huevos, leche y té, como todos querían.',
    'clock-ahead-latest':
      'n2 ve el pan y añade leche, y se le dice que todo va bien. El reloj de n1 va adelantado, así que queda solo el pan.',
    'clock-ahead-siblings':
      'Un reloj vectorial pregunta quién había visto qué, no qué hora era: el carrito posterior sustituye al que ha visto.',
    'clock-ahead-additions': 'Pan y leche: donde no se sobrescribe nada, ningún reloj puede equivocarse.',
  },
  mutants: {
    takesTheOther: 'Pone el carrito del que le hablan en lugar del suyo.',
    throwsAllTogether: 'Hace un montón con los dos carritos, se sacara lo que se sacara de cualquiera de ellos.',
    saysItOnce: 'Cuenta una edición cuando se hace, y nunca más a quienes estaban fuera.',
    forgetsInACrash: 'Tras una caída empieza con el carrito vacío.',
  },
  events: {
    edited: '{node} hace la edición {count}: {change} {item}.',
    lost: '{node} aceptó la edición {count}, y se ha perdido: cedió ante otra que no sabía de ella.',
  },
}
