// Os gráficos de uma execução, em português.

import type { ChartsTexts } from './texts.ts'

export const pt: ChartsTexts = {
  title: 'Gráficos',
  counting: 'A contar…',
  sent: 'Mensagens enviadas',
  bytes: 'Bytes enviados',
  lost: 'Mensagens perdidas',
  inTheAir: 'Mensagens a caminho',
  each: ms => `em cada ${ms} ms`,
  most: most => `no máximo ${most}`,
  number: 'Um número que os nós guardam',
  firstOf: (shown, count) => `Desenham-se os primeiros ${shown} de ${count} nós.`,
  asTable: 'Como tabela',
  until: 'Até, ms',
  goThere: ms => `Ir para ${ms} ms`,
}
