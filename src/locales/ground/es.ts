// El suelo de un laboratorio en español.

import type { GroundTexts } from './texts.ts'

export const es: GroundTexts = {
  title: 'Ejecutarlo en pares reales',
  invitation:
    'Quien entra en esta sala pasa a ser parte del sistema: los nodos se reparten entre las páginas, y cada página los muestra todos. Los pares conocen la dirección de red de los demás.',
  opening: 'Buscando a los demás…',
  here: participants =>
    participants === 1 ? 'Está solo aquí, con todos los nodos' : `Participan ${participants} páginas`,
  you: 'usted',
  unnamed: 'alguien',
  away: 'la página de nadie',
  watching: 'mira',
  hosts: 'Quién aloja qué',
  room: 'La sala, y cómo invitar a otros',
  follow:
    'Pulse reproducir para seguir lo que ocurre ahora. Desplácese para ver lo que fue; los demás siguen mientras tanto.',
  show: 'Mostrar lo que ocurre ahora',
  anew: 'Empezar de nuevo para todos',
  anewHow:
    'Todos los nodos arrancan otra vez con discos vacíos, según lo elegido en la preparación de este laboratorio.',
  isFull: 'El registro está lleno: lo que ocurre ahora no se muestra. Empiece de nuevo para seguir mirando.',
  over: 'Ha salido. Lo registrado se queda aquí; «ejecutar de nuevo» lo lleva al simulador.',
  wrong: 'No ha funcionado',
}
