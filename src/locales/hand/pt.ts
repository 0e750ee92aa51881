// O leitor como rede, em português.

import type { HandTexts } from './texts.ts'

export const pt: HandTexts = {
  title: 'Tu és a rede',
  invitation:
    'Retém todas as mensagens: cada uma fica no ar até a entregares ou deitares fora. Os temporizadores continuam. Consegues impedir que se eleja um líder, ou violar uma regra?',
  hold: 'Reter todas as mensagens',
  letGo: 'Soltar tudo',
  letGoSays: 'O que espera é entregue agora, e a rede volta a fazer o seu trabalho.',
  waiting: count => (count === 1 ? '1 mensagem no ar' : `${count} mensagens no ar`),
  silence: 'Nada está no ar. Deixa passar o tempo até alguém dizer alguma coisa.',
  goOn: 'Até alguém dizer algo',
  of: 'De e para',
  everyone: 'todos',
  deliver: 'Entregar',
  drop: 'Deitar fora',
  twice: 'Duplicar',
  deliverAll: count => `Entregar estas ${count}`,
  dropAll: count => `Deitar fora estas ${count}`,
  andMore: count => `e mais ${count}`,
  keys: 'Na lista: ↑ ↓ à seguinte, D entrega, X deita fora.',
  said: (what, from, to) => `${what} de ${from} para ${to}`,
  lost: 'Não havia ninguém que a ouvisse.',
  tooLate: 'Tarde demais: já não está no ar.',
  closed: 'Uma gravação não pode ser mudada.',
  safe: 'A segurança mantém-se: nenhuma regra que deva valer sempre foi violada.',
  unsafe: (id, says) => `Violaste ${id}: ${says}`,
  unknown: 'As regras ainda não estão aqui.',
  tally: {
    sent: 'Mensagens enviadas',
    delivered: 'Entregues por ti',
    dropped: 'Deitadas fora por ti',
    doubled: 'Duplicadas por ti',
    changed: 'Mudadas por ti',
    crashed: 'Nós caídos',
    answered: 'Operações respondidas',
    perOperation: 'Mensagens por operação',
  },
}
