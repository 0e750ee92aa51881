// O chão de um laboratório em português.

import type { GroundTexts } from './texts.ts'

export const pt: GroundTexts = {
  title: 'Executar em pares reais',
  invitation:
    'Quem entra nesta sala passa a fazer parte do sistema: os nós são repartidos pelas páginas, e cada página mostra todos. Os pares ficam a conhecer o endereço de rede uns dos outros.',
  opening: 'À procura dos outros…',
  here: participants =>
    participants === 1 ? 'Está sozinho aqui, com todos os nós' : `Participam ${participants} páginas`,
  you: 'você',
  unnamed: 'alguém',
  away: 'a página de ninguém',
  watching: 'observa',
  hosts: 'Quem aloja o quê',
  room: 'A sala, e como convidar outros',
  follow:
    'Prima reproduzir para seguir o que acontece agora. Percorra para ver o que foi; os outros continuam entretanto.',
  show: 'Mostrar o que acontece agora',
  anew: 'Começar de novo para todos',
  anewHow: 'Todos os nós arrancam outra vez com discos vazios, segundo o escolhido na preparação deste laboratório.',
  isFull: 'O registo está cheio: o que acontece agora não é mostrado. Comece de novo para continuar a ver.',
  over: 'Saiu. O que foi registado fica aqui; «executar de novo» leva-o para o simulador.',
  wrong: 'Não resultou',
}
