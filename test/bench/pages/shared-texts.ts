// One text shared by the tabs of a browser, in three ways: ours, y-webrtc's and automerge-repo's.

import { automergeWasmBase64 } from '@automerge/automerge/automerge.wasm.base64'
import {
  Automerge,
  type AutomergeUrl,
  type DocHandle,
  initializeBase64Wasm,
  Repo,
} from '@automerge/automerge-repo/slim'
import { BroadcastChannelNetworkAdapter } from '@automerge/automerge-repo-network-broadcastchannel'
import { WebrtcProvider } from 'y-webrtc'
import { Doc } from 'yjs'
import { openDocument } from '../../../src/documents/open-document.ts'
import { joinRoom } from '../../../src/swarm/join-room.ts'

export interface SharedText {
  /** With how many other tabs it is shared, as far as this one can tell. */
  others(): number
  length(): number
  append(text: string): void
  onChange(listener: () => void): void
}

/** The first tab of a room gives what the others need to find its text. */
export interface Place {
  readonly room: string
  readonly key: string | null
}

export interface Opened {
  readonly text: SharedText
  readonly key: string
}

export const kinds = ['tabswarm', 'y-webrtc', 'automerge-repo'] as const
export type Kind = (typeof kinds)[number]

export const openText: Readonly<Record<Kind, (place: Place) => Promise<Opened>>> = {
  tabswarm: async ({ room }) => {
    const document = openDocument(await joinRoom({ room, storage: 'memory' }), 'text', { storage: 'memory' })
    return { text: yjsText(document.doc, () => document.status.peers), key: '' }
  },
  // Without signalling servers it speaks over a BroadcastChannel alone.
  'y-webrtc': async ({ room }) => {
    const doc = new Doc()
    const provider = new WebrtcProvider(room, doc, { signaling: [] })
    return { text: yjsText(doc, () => provider.room?.bcConns.size ?? 0), key: '' }
  },
  'automerge-repo': async ({ room, key }) => {
    await initializeBase64Wasm(automergeWasmBase64)
    const repo = new Repo({ network: [new BroadcastChannelNetworkAdapter({ channelName: room })] })
    const handle = key === null ? repo.create<AutomergeText>({ text: '' }) : await found(repo, key as AutomergeUrl)
    return { text: automergeText(repo, handle), key: handle.url }
  },
}

interface AutomergeText {
  text: string
}

function yjsText(doc: Doc, others: () => number): SharedText {
  const text = doc.getText('text')
  return {
    others,
    length: () => text.length,
    append: added => text.insert(text.length, added),
    onChange: listener => doc.on('update', listener),
  }
}

function automergeText(repo: Repo, handle: DocHandle<AutomergeText>): SharedText {
  const length = () => handle.doc().text.length
  return {
    others: () => repo.peers.length,
    length,
    append: added => handle.change(doc => Automerge.splice(doc, ['text'], length(), 0, added)),
    onChange: listener => handle.on('change', listener),
  }
}

/** It says that a text is not to be had while its network is still forming. */
async function found(repo: Repo, url: AutomergeUrl): Promise<DocHandle<AutomergeText>> {
  while (repo.peers.length === 0) await new Promise(resolve => setTimeout(resolve, 20))
  return await repo.find<AutomergeText>(url)
}
