// A link for those who know a secret: peers appear once they have proven it to each other, and all that passes is sealed.
// Who lacks the secret sees who talks to whom, when and how much, and can neither join, read, alter, forge nor replay.

import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { equalBytes } from '@noble/ciphers/utils.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { assert } from '../core/assert.ts'
import { concat, utf8Encode } from '../core/bytes.ts'
import type { PeerId } from '../core/ids.ts'
import { bytesOf, type Of, oneOf } from '../core/shape.ts'
import { parsed, written } from './frame.ts'
import { assertFits, type Link, type LinkListener, linkMessageBytesMax } from './link.ts'

const nonceBytes = 32
/** A frame's kind and length, and the tag of Poly1305. */
const sealBytesMax = 32

/** Both say `hello`; who has heard one proves the secret over both nonces; who has seen the proof listens. */
const frame = oneOf({
  hello: { nonce: bytesOf(nonceBytes) },
  proof: { mac: bytesOf(32) },
  sealed: { bytes: bytesOf(linkMessageBytesMax) },
})

export function sealedLink<L extends Link>(link: L, secret: Uint8Array): L {
  const messageBytesMax = link.messageBytesMax - sealBytesMax
  let vault: Vault | null = null
  return {
    ...link,
    messageBytesMax,
    peers: () => vault?.peers() ?? [],
    send(to: PeerId, bytes: Uint8Array) {
      assertFits(bytes, messageBytesMax)
      return vault?.send(to, bytes)
    },
    open(listener: LinkListener) {
      assert(vault === null, 'a link is opened once at a time')
      const opened = new Vault(link, secret, listener)
      vault = opened
      return () => {
        opened.close()
        if (vault === opened) vault = null
      }
    },
  }
}

interface Acquaintance {
  ourNonce: Uint8Array
  theirNonce: Uint8Array | null
  /** Present once the other side has proven that it knows the secret. */
  session: Session | null
}

class Vault {
  readonly #link: Link
  readonly #secret: Uint8Array
  readonly #listener: LinkListener
  readonly #acquaintances = new Map<PeerId, Acquaintance>()
  readonly #closeLink: () => void

  constructor(link: Link, secret: Uint8Array, listener: LinkListener) {
    this.#link = link
    this.#secret = secret
    this.#listener = listener
    this.#closeLink = link.open({
      receive: (from, bytes) => this.#receive(from, bytes),
      peersChanged: peers => this.#peersChanged(peers),
    })
  }

  peers(): PeerId[] {
    return [...this.#acquaintances].filter(([, { session }]) => session !== null).map(([peer]) => peer)
  }

  send(to: PeerId, bytes: Uint8Array): Promise<void> | undefined {
    const session = this.#acquaintances.get(to)?.session
    return session ? this.#say(to, { type: 'sealed', bytes: session.seal(bytes) }) : undefined
  }

  close(): void {
    this.#closeLink()
    this.#acquaintances.clear()
  }

  #say(to: PeerId, said: Of<typeof frame>): Promise<void> | undefined {
    return this.#link.send(to, written(frame, said))
  }

  #peersChanged(peers: readonly PeerId[]): void {
    for (const peer of this.#acquaintances.keys()) if (!peers.includes(peer)) this.#acquaintances.delete(peer)
    for (const peer of peers) if (!this.#acquaintances.has(peer)) this.#greet(peer)
    this.#listener.peersChanged(this.peers()) // also where only the way to one of them is another
  }

  #greet(peer: PeerId): Acquaintance {
    const ourNonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
    const acquaintance: Acquaintance = { ourNonce, theirNonce: null, session: null }
    this.#acquaintances.set(peer, acquaintance)
    this.#say(peer, { type: 'hello', nonce: ourNonce })
    return acquaintance
  }

  #receive(from: PeerId, bytes: Uint8Array): void {
    const said = parsed(frame, bytes, 'sealed')
    if (said === null) return // garbage, or a peer without the secret who speaks plainly
    const known = this.#acquaintances.get(from)
    if (said.type === 'hello') this.#hearHello(from, known ?? this.#greet(from), said.nonce)
    else if (said.type === 'proof') this.#hearProof(from, known, said.mac)
    else {
      const opened = known?.session?.open(said.bytes)
      if (opened) this.#listener.receive(from, opened) // else forged, replayed, or sealed for another session
    }
  }

  /** A second `hello` means that the other side lost the connection and we have not noticed: begin again with it. */
  #hearHello(from: PeerId, known: Acquaintance, nonce: Uint8Array): void {
    const isAgain = known.session !== null
    const acquaintance = isAgain ? this.#greet(from) : known
    acquaintance.theirNonce = nonce
    this.#say(from, { type: 'proof', mac: this.#proof(this.#link.self, from, acquaintance.ourNonce, nonce) })
    if (isAgain) this.#listener.peersChanged(this.peers())
  }

  #hearProof(from: PeerId, known: Acquaintance | undefined, mac: Uint8Array): void {
    if (!known?.theirNonce || known.session !== null) return // out of turn
    const { ourNonce, theirNonce } = known
    if (!equalBytes(mac, this.#proof(from, this.#link.self, theirNonce, ourNonce))) return // lacks the secret
    known.session = new Session(
      this.#key(this.#link.self, from, ourNonce, theirNonce),
      this.#key(from, this.#link.self, theirNonce, ourNonce),
    )
    this.#listener.peersChanged(this.peers())
  }

  #proof(prover: PeerId, verifier: PeerId, proverNonce: Uint8Array, verifierNonce: Uint8Array): Uint8Array {
    return hmac(sha256, this.#secret, label('proof', prover, verifier, proverNonce, verifierNonce))
  }

  #key(sender: PeerId, receiver: PeerId, senderNonce: Uint8Array, receiverNonce: Uint8Array): Uint8Array {
    return hkdf(sha256, this.#secret, undefined, label('seal', sender, receiver, senderNonce, receiverNonce), 32)
  }
}

/** Every part has a fixed length or its own, so that no two labels are alike. */
function label(purpose: string, from: PeerId, to: PeerId, fromNonce: Uint8Array, toNonce: Uint8Array): Uint8Array {
  return concat(utf8Encode(`tabswarm ${purpose} 1 ${from.length} ${from} ${to.length} ${to} `), fromNonce, toNonce)
}

/** One key a direction, and messages counted: a link keeps order, so the count need not travel. */
class Session {
  readonly #sealing: Uint8Array
  readonly #opening: Uint8Array
  #sealed = 0
  #opened = 0

  constructor(sealing: Uint8Array, opening: Uint8Array) {
    this.#sealing = sealing
    this.#opening = opening
  }

  seal(bytes: Uint8Array): Uint8Array {
    return chacha20poly1305(this.#sealing, countNonce(this.#sealed++)).encrypt(bytes)
  }

  /** What does not open leaves the count as it was, so that a forger cannot break an honest flow. */
  open(bytes: Uint8Array): Uint8Array | null {
    try {
      const opened = chacha20poly1305(this.#opening, countNonce(this.#opened)).decrypt(bytes)
      this.#opened++
      return opened
    } catch {
      return null
    }
  }
}

function countNonce(count: number): Uint8Array {
  const nonce = new Uint8Array(12)
  new DataView(nonce.buffer).setBigUint64(4, BigInt(count))
  return nonce
}
