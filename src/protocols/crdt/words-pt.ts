// O laboratório de tipos de dados replicados, em português.

import type { LabWords } from '../../lab/words.ts'

export const words: LabWords = {
  title: 'Edita primeiro, concorda depois',
  says: 'Cada um edita a sua própria cópia, a sós se for preciso, e quem conhece as mesmas edições vê o mesmo.',
  rules: {
    R1: 'As réplicas que incorporaram as mesmas operações mostram o mesmo, como quer que as tenham aprendido (convergência forte).',
    R2: 'Se além disso sabem estável o mesmo, são iguais byte a byte, com lápides e tudo.',
    R3: 'Uma réplica mostra a soma das operações que incorporou: nenhuma se perde e nenhuma conta duas vezes.',
    R4: 'Fundir é idempotente: uma mensagem da qual uma réplica já sabe tudo não muda nada do que ela tem.',
    R5: 'Fundir é comutativo e associativo: os estados de quaisquer três réplicas dão o mesmo em qualquer ordem.',
    R6: 'Uma operação só se incorpora onde se sabe tudo o que o seu autor sabia (entrega causal).',
    R7: 'O que uma réplica incorporou nunca o esquece, e o que contou a outros ainda o sabe depois de uma queda.',
    R8: 'Não há duas operações com o mesmo nome, nem mesmo depois de se perder um disco.',
    R9: 'Numa rede calma todos os de um núcleo conexo incorporaram o mesmo depois das suas rondas: nenhuma edição aceite falta em lado nenhum.',
    R10: 'Onde não falta ninguém e não se escreve nada de novo, não fica nenhuma lápide depois das suas rondas (estabilidade causal).',
    R11: 'Uma atribuição perde contra outra que o seu autor tinha visto: o relógio está atrasado e perde-se a escrita posterior.',
    R12: 'De duas atribuições que não sabiam uma da outra perde-se uma, e ninguém é avisado.',
    R13: 'Um cliente que lê o registo multivalor recebe irmãos.',
    R14: 'Recolhem-se lápides enquanto a execução continua.',
  },
  scenarios: {
    busy: 'Cinco réplicas, editadas em todo o lado ao mesmo tempo: cada uma envia só o que falta à outra.',
    'busy-states': 'O mesmo, e cada uma envia tudo o que tem, vezes sem conta: simples, robusto e pesado.',
    'busy-operations': 'O mesmo, e cada operação é enviada a todos e feita uma vez, por ordem causal.',
    'edit-while-parted': 'Duas metades continuam a editar sem se verem; quando a rede sara, nenhuma perdeu nada.',
    'by-hand':
      'Ninguém conta nada por si: faz com que as réplicas se encontrem em qualquer ordem e as vezes que quiseres. Sai o mesmo.',
    'shuffled-twice':
      'As operações chegam duas vezes e em qualquer ordem: feitas uma vez cada e por ordem causal, dão o mesmo em todo o lado.',
    'clock-behind':
      'n3 lê "noon" e atribui "evening", mais tarde e com conhecimento; o seu relógio está atrasado, e fica "noon".',
    'hybrid-clock':
      'O mesmo com um relógio que segue o que viu: o que sabia de um valor vem depois dele, e ganha "evening".',
    'shopping-cart': 'Um tira o leite enquanto outro o volta a pôr: o que ninguém viu ninguém pode tirar, e fica.',
    siblings:
      'Dois escrevem o mesmo registo sem saberem um do outro: quem lê recebe os dois valores, e quem escreve depois substitui ambos.',
    'two-typists':
      'Dois escrevem no mesmo sítio ao mesmo tempo: cada palavra fica inteira, e todos as veem pela mesma ordem.',
    tombstones:
      'Enquanto n3 está fora é preciso guardar-lhe cada letra e chave apagada; pouco depois de voltar não resta nada delas.',
    'tombstones-for-ever':
      'Ninguém pergunta quem ainda precisa das lápides, e elas ficam: o texto está vazio, e o estado não.',
    'lost-disk': 'n1 perde o disco e volta com outro nome. Só volta a editar quando aprendeu o que os outros sabem.',
  },
  mutants: {
    prefersItsOwn: 'Onde dois atribuíram o registo, fica com o que foi atribuído aqui.',
    forgetsTombstones: 'Larga o que apaga assim que o contou aos outros.',
    countsTwice: 'Faz uma operação cada vez que ela chega.',
    addsInsteadOfMerging: 'Soma as contagens de um estado às suas em vez de tomar as maiores.',
    sharesItsName: 'Chama-se a si próprio como todos os outros se chamam.',
    doesNotWait: 'Faz uma operação quando ela chega, saiba ou não aquilo em que ela assenta.',
    forgetsInACrash: 'Depois de uma queda começa do nada, com disco ou sem ele.',
    keepsItsName: 'Continua com o antigo nome depois de perder o disco, e volta a dar os mesmos nomes.',
    tellsNobody: 'Ouve o que falta aos outros e guarda-o para si.',
    keepsEverything: 'Nunca pergunta se uma lápide ainda é precisa.',
  },
  events: {
    edited: '{node} faz a edição {count}: {change}.',
    learned: '{node} incorpora algo de novo de {peer}.',
    lost: '{node} atribuiu {value}, e perde-se logo: {holds} traz uma hora posterior.',
    collected: '{node} larga lápides que todos conhecem: {count}.',
  },
  challenges: {
    'later-loses':
      'Faz com que uma atribuição perca embora feita depois e com conhecimento: com três intervenções no máximo, em quatro segundos.',
  },
}
