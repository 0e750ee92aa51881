// One Raft server, drawn: who it is in this term, its log with the commit line, and what a leader knows of its followers.

import { css, html, nothing, type TemplateResult } from 'lit'
import type { NodeView } from '../../lab/view.ts'
import { entryAt, lastIndex } from './log.ts'
import type { Leader, RaftNode } from './node.ts'
import type { Entry } from './vocabulary.ts'

/** The end of the log is where things happen. */
const entriesShownMax = 24

const words = {
  en: {
    term: 'Term',
    role: { follower: 'follower', preCandidate: 'asks around', candidate: 'candidate', leader: 'leader' },
    votedFor: (peer: string) => `voted for ${peer}`,
    follows: (peer: string) => `follows ${peer}`,
    votes: (count: number, of: number) => `${count} of ${of} answers are yes`,
    log: 'Log',
    committedTo: (index: number) => `committed up to ${index}`,
    compactedTo: (index: number) => `compacted up to ${index}`,
    noEntries: 'No entries.',
    followers: 'What it knows of the others',
    next: 'next',
    match: 'match',
    entry: (index: number, term: number, what: string, isCommitted: boolean) =>
      `Entry ${index} of term ${term}, ${what}, ${isCommitted ? 'committed' : 'not committed'}`,
    content: { noOp: 'no-op', openSession: 'session', command: 'command', configuration: 'members' },
    state: { probe: 'probes', replicate: 'replicates', snapshot: 'sends a snapshot' },
  },
  es: {
    term: 'Mandato',
    role: { follower: 'seguidor', preCandidate: 'sondea', candidate: 'candidato', leader: 'líder' },
    votedFor: (peer: string) => `votó por ${peer}`,
    follows: (peer: string) => `sigue a ${peer}`,
    votes: (count: number, of: number) => `${count} de ${of} respuestas son sí`,
    log: 'Registro',
    committedTo: (index: number) => `confirmado hasta ${index}`,
    compactedTo: (index: number) => `compactado hasta ${index}`,
    noEntries: 'Sin entradas.',
    followers: 'Qué sabe de los demás',
    next: 'siguiente',
    match: 'coincide',
    entry: (index: number, term: number, what: string, isCommitted: boolean) =>
      `Entrada ${index} del mandato ${term}, ${what}, ${isCommitted ? 'confirmada' : 'sin confirmar'}`,
    content: { noOp: 'vacía', openSession: 'sesión', command: 'orden', configuration: 'miembros' },
    state: { probe: 'tantea', replicate: 'replica', snapshot: 'envía una instantánea' },
  },
  pt: {
    term: 'Mandato',
    role: { follower: 'seguidor', preCandidate: 'sonda', candidate: 'candidato', leader: 'líder' },
    votedFor: (peer: string) => `votou em ${peer}`,
    follows: (peer: string) => `segue ${peer}`,
    votes: (count: number, of: number) => `${count} de ${of} respostas são sim`,
    log: 'Registo',
    committedTo: (index: number) => `confirmado até ${index}`,
    compactedTo: (index: number) => `compactado até ${index}`,
    noEntries: 'Sem entradas.',
    followers: 'O que sabe dos outros',
    next: 'seguinte',
    match: 'coincide',
    entry: (index: number, term: number, what: string, isCommitted: boolean) =>
      `Entrada ${index} do mandato ${term}, ${what}, ${isCommitted ? 'confirmada' : 'por confirmar'}`,
    content: { noOp: 'vazia', openSession: 'sessão', command: 'comando', configuration: 'membros' },
    state: { probe: 'sonda', replicate: 'replica', snapshot: 'envia um instantâneo' },
  },
} as const

type Texts = (typeof words)[keyof typeof words]

const styles = css`
  .raft { display: grid; gap: 0.6rem; margin-block-end: 0.75rem; }
  .raft .who { display: flex; flex-wrap: wrap; gap: 0.2rem 0.75rem; align-items: baseline; }
  .raft .who strong { font-size: 1.15rem; }
  .raft ol { display: flex; flex-wrap: wrap; gap: 3px; }
  .raft .entry {
    display: grid;
    justify-items: center;
    min-inline-size: 2.4rem;
    padding: 0.15rem 0.3rem;
    border: 2px dashed var(--field);
    border-radius: 6px;
    line-height: 1.15;
  }
  .raft .committed { border: 2px solid var(--blue); background: var(--raised); }
  .raft .entry b { font-size: 1.05rem; }
  .raft .entry small { font-size: 0.7rem; color: var(--quiet); }
  .raft .entry.last-committed { margin-inline-end: 0.5rem; box-shadow: 0.45rem 0 0 -0.25rem var(--blue); }
  .raft table { border-collapse: collapse; font-size: 0.9rem; }
  .raft th, .raft td { padding: 0.15rem 0.6rem 0.15rem 0; text-align: start; font-weight: 400; }
  .raft thead th { color: var(--quiet); }
  .raft td.number { text-align: end; }
`

export const view: NodeView<RaftNode> = {
  styles,

  draw({ node, language }) {
    const texts = words[language as keyof typeof words] ?? words.en
    return html`<div class="raft" part="raft">
      ${drawWho(node, texts)} ${drawLog(node, texts)} ${node.role.is === 'leader' ? drawFollowers(node.role, texts) : nothing}
    </div>`
  },
}

function drawWho({ term, role, votedFor }: RaftNode, texts: Texts): TemplateResult {
  const votes = 'votes' in role ? [...role.votes.values()] : null
  return html`<p class="who">
    <strong>${texts.term} <span class="number">${term}</span></strong>
    <span>${texts.role[role.is]}</span>
    ${role.is === 'follower' && role.leader !== null ? html`<span>${texts.follows(role.leader)}</span>` : nothing}
    ${votes === null ? nothing : html`<span>${texts.votes(votes.filter(isYes => isYes).length, votes.length)}</span>`}
    ${votedFor === null ? nothing : html`<span class="quiet">${texts.votedFor(votedFor)}</span>`}
  </p>`
}

function drawLog({ log, commitIndex, snapshot }: RaftNode, texts: Texts): TemplateResult {
  const last = lastIndex(log)
  const first = Math.max(log.start + 1, last - entriesShownMax + 1)
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place)
  return html`<div>
    <p>
      <b>${texts.log}</b>
      <span class="quiet">
        ${texts.committedTo(commitIndex)}${snapshot.index > 0 ? `, ${texts.compactedTo(snapshot.index)}` : ''}</span
      >
    </p>
    ${places.length === 0 ? html`<p class="quiet">${texts.noEntries}</p>` : nothing}
    <ol>
      ${places.map(index => drawEntry(index, entryAt(log, index), commitIndex, texts))}
    </ol>
  </div>`
}

/** The term first: it is what Raft compares. Solid is committed, dashed is not. */
function drawEntry(index: number, { term, content }: Entry, commitIndex: number, texts: Texts): TemplateResult {
  const isCommitted = index <= commitIndex
  const classes = `entry${isCommitted ? ' committed' : ''}${index === commitIndex ? ' last-committed' : ''}`
  const what = texts.content[content.type]
  return html`<li class=${classes} title=${texts.entry(index, term, what, isCommitted)}>
    <small class="number">${index}</small><b class="number">${term}</b><small>${what}</small>
  </li>`
}

function drawFollowers({ followers }: Leader, texts: Texts): TemplateResult {
  return html`<table>
    <caption class="unseen">${texts.followers}</caption>
    <thead>
      <tr>
        <th scope="col"><span class="unseen">${texts.followers}</span></th>
        <th scope="col">${texts.match}</th>
        <th scope="col">${texts.next}</th>
        <th scope="col"></th>
      </tr>
    </thead>
    <tbody>
      ${[...followers].map(
        ([peer, { matchIndex, nextIndex, state }]) =>
          html`<tr>
            <th scope="row">${peer}</th>
            <td class="number">${matchIndex}</td>
            <td class="number">${nextIndex}</td>
            <td class="quiet">${texts.state[state]}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
