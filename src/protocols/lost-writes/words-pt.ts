// O laboratório das escritas perdidas, em português.

import type { LabWords } from '../../lab/words.ts'

export const words: LabWords = {
  title: 'O que custa o último a escrever',
  says: 'Um carrinho de compras guardado de três maneiras: o último perde coisas, os irmãos perguntam, e as adições guardam o que se quis.',
  rules: {
    R1: 'Nenhuma adição se perde: o que se pôs, e não tirou ninguém que soubesse disso, está num carrinho que se mostra.',
    R2: 'O que se tirou fica de fora: algo que todos os carrinhos mostram alguém o pôs, e não foi tirado desde então.',
    R3: 'Numa rede calma todos os de um núcleo conexo guardam o mesmo.',
    R4: 'Aquilo de que uma réplica soube, sabe-o para sempre: o que contou a outros ainda o sabe depois de uma queda.',
    R5: 'O último a escrever perde: uma edição cede logo a outra anterior que tinha visto, cujo relógio ia adiantado.',
    R6: 'Uma edição aceite desapareceu porque outro escreveu depois sem saber dela, e a nenhum se diz.',
    R7: 'A um cliente dão-se dois carrinhos, e ele tem de fazer deles um.',
  },
  scenarios: {
    family:
      'Quatro pessoas enchem um carrinho de todo o lado, cada adição com o seu próprio nome: nada se perde e nada ressuscita.',
    'cart-latest': 'O carrinho posterior substitui o outro: perdem-se os ovos, e volta o pão que se tinha tirado.',
    'cart-siblings':
      'Guardam-se e mostram-se os dois carrinhos. Nada se perde; mas quem faz deles um traz o pão de volta.',
    'cart-additions':
      'A mesma história, e o carrinho é o que se pôs e não se tirou: ovos, leite e chá, como todos queriam.',
    'clock-ahead-latest':
      'n2 vê o pão e junta leite, e dizem-lhe que está tudo bem. O relógio de n1 vai adiantado, por isso fica só o pão.',
    'clock-ahead-siblings':
      'Um relógio vetorial pergunta quem tinha visto o quê, e não que horas eram: o carrinho posterior substitui o que viu.',
    'clock-ahead-additions': 'Pão e leite: onde nada se sobrescreve, nenhum relógio pode estar errado.',
  },
  mutants: {
    takesTheOther: 'Põe o carrinho de que lhe falam no lugar do seu.',
    throwsAllTogether: 'Faz um monte com os dois carrinhos, tirasse-se o que se tirasse de qualquer deles.',
    saysItOnce: 'Conta uma edição quando ela se faz, e nunca mais a quem estava fora.',
    forgetsInACrash: 'Depois de uma queda começa com o carrinho vazio.',
  },
  events: {
    edited: '{node} faz a edição {count}: {change} {item}.',
    lost: '{node} aceitou a edição {count}, e ela perdeu-se: cedeu a outra que não sabia dela.',
  },
}
