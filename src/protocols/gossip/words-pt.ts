// O laboratório de boatos, em português.

import type { LabWords } from '../../lab/words.ts'

export const words: LabWords = {
  title: 'Já sabes a última?',
  says: 'As notícias passam de nó em nó como uma epidemia, e os últimos são os que mais custam.',
  rules: {
    R1: 'Um nó informado nunca deixa de o estar: o que sabia, ou contou antes de uma queda, continua a sabê-lo igual ou melhor.',
    R2: 'Ninguém tem uma notícia que ninguém começou (integridade).',
    R3: 'Um nó que perdeu o interesse por um boato já não o espalha (§1.4: está retirado).',
    R4: 'O tráfego conta-se bem: cada nó contou cada notícia que enviou, e mais nada.',
    R5: 'Um contacto chama-se útil exatamente se aquele a quem se contou era suscetível no início do seu ciclo (tabela 1).',
    R6: 'Com antientropia, cada nó de um núcleo conexo ficou a saber de cada chave que algum deles conhece (§1.3).',
    R7: 'Com antientropia, todos os de um núcleo conexo que conhecem uma chave conhecem a sua versão mais nova (§1.1).',
    R8: 'Quando já não se diz nada de novo, todo o boato morre: num núcleo conexo ninguém espalha para sempre (§1.4).',
    R9: 'Um boato morre antes de todos o terem ouvido: fica um resíduo (§1.4).',
    R10: 'Um contacto é inútil: o nó a quem se conta já o sabe.',
  },
  scenarios: {
    conversation:
      'Vários boatos ao mesmo tempo, uns mais novos do que outros: empurrar, pedir e comparar em silêncio levam tudo a todos.',
    'calm-push':
      'Um boato numa sala calma de cinquenta: primeiro duplica em cada ciclo, depois custa encontrar os últimos.',
    'pull-finishes': 'O mesmo, e além disso pede-se: pedir acaba o que empurrar começa, e os últimos perguntam por si.',
    residue: 'Quem conta a um que já sabe cala-se logo (k = 1), e um em cada cinco nunca fica a saber.',
    'coin-flips':
      'Ninguém responde, e depois de cada contacto uma moeda diz se continua: só o acaso decide quem fica a saber.',
    'lossy-network': 'Perde-se um terço das mensagens: o boato demora mais e chega na mesma.',
    'killed-nodes': 'Um quarto da sala fecha a tampa a meio; dois voltam e põem-se em dia.',
    partition:
      'Cada metade ouve as suas notícias e os seus boatos morrem; depois da cura, só comparar junta as metades.',
  },
  mutants: {
    forgetsInACrash: 'Depois de uma queda começa com a memória vazia.',
    signsWhatItRelays: 'Regista o que ouve com o seu próprio nome, como se o tivesse começado.',
    tellsOldStories: 'A quem pede responde com tudo o que sabe, quente ou frio.',
    countsCycles: 'Conta como uma notícia cada ciclo em que espalhou algo, fosse o que fosse e a quantos fosse.',
    isTooQuick: 'Dá um boato por velho mal o ouve, e não quando o ciclo acaba.',
    comparesInVain: 'Compara-se com outros e não faz nada com as diferenças.',
    believesTheFirst: 'Fica com o primeiro valor que ouviu de uma chave, e não aceita de outros um mais novo.',
    neverTires: 'Não escuta se os seus boatos são novidade.',
  },
  events: {
    heard: '{node} fica a saber de {key}, versão {version}.',
    cooled: '{node} perde o interesse por {key}, versão {version}.',
  },
}
