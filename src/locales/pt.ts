// Portuguese.

import type { Texts } from './texts.ts'

export const pt: Texts = {
  room: 'Sala',
  yourName: 'Seu nome',
  password: 'Senha',
  passwordHint: 'opcional',
  join: 'Entrar',
  joining: 'Entrando…',
  leave: 'Sair',
  couldNotJoin: 'Não foi possível entrar',
  here: others =>
    others === 0 ? 'Só você está aqui' : others === 1 ? 'Há mais 1 pessoa aqui' : `Há mais ${others} pessoas aqui`,
  you: 'você',
  nobody: 'Abra esta página em outra aba ou envie o convite.',
  unnamed: 'Alguém',
  peers: 'Quem está aqui',
  howConnected: 'Como esta aba está conectada',
  step: { tabs: 'Abas deste navegador', relay: 'Retransmissor', direct: 'Direta' },
  way: { tabs: 'por este navegador', relay: 'pelo retransmissor', direct: 'direta' },
  tabsReach: 'As abas deste navegador se encontram sem nenhum servidor.',
  noRelay: 'Nenhum retransmissor serve esta página: outros computadores não podem ser encontrados.',
  relayJoined: 'O retransmissor ajuda esta aba a encontrar outros computadores.',
  relaySought: 'O retransmissor não responde; continuamos tentando.',
  directTo: count =>
    count === 1 ? 'Os dados vão diretamente para 1 par.' : `Os dados vão diretamente para ${count} pares.`,
  directWaits: 'Tentada com cada par encontrado; até dar certo, o que está acima leva os dados.',
  measuring: 'medindo',
  roundTrip: ms => `${ms} ms`,
  invite: 'Convidar',
  copy: 'Copiar link',
  copied: 'Copiado',
  inviteCode: 'O convite como código QR',
  localInvite: 'Este link só funciona neste computador.',
  say: 'Diga algo a todos',
  send: 'Enviar',
  said: 'O que foi dito',
  arrived: name => `${name} está aqui.`,
  gone: name => `${name} saiu.`,
}
