// A layer that signs what is said and hears only what is signed: nobody can speak in another's name.
// Lamport, Shostak & Pease, "The Byzantine Generals Problem", 1982, §4, A4: a loyal general's signature cannot be forged,
// and anyone can verify it.
//
// A signature names the protocol, the speaker and the listener, so that it cannot be carried elsewhere. It does not say
// when: what was once said can be said again by whoever heard it, unless the protocol counts.

import { decode, encode, speechOf } from './codec.ts'
import type { PeerId } from './ids.ts'
import { OuterContext, type Seat, seated, untouched } from './layer.ts'
import type { AnyProtocol, Context, Jobs, Message, Protocol, Vocabulary } from './protocol.ts'
import { bytes, bytesOf, peer, record, type Shape, text } from './shape.ts'
import { isSigned, sign, signatureBytes } from './signature.ts'
import { Malformed } from './wire.ts'

export interface Scheme {
  sign(signer: PeerId, statement: Uint8Array): Uint8Array
  /** False for whatever is not a signature. */
  isSigned(signer: PeerId, statement: Uint8Array, signature: Uint8Array): boolean
}

type Sealed = { readonly sealed: { readonly said: Shape<Uint8Array>; readonly signature: Shape<Uint8Array> } }

export interface SignedVocabulary<V extends Vocabulary> {
  readonly messages: Sealed
  readonly timers: V['timers']
  readonly requests: V['requests']
  readonly events: V['events']
  readonly jobs: Jobs<V>
  readonly durable: V['durable']
}

const statement = record({ protocol: text, from: peer, to: peer, said: bytes })

/** Ed25519 with keys that everyone knows of everyone: a room's members, or a test's. */
export function ed25519Scheme(keys: {
  readonly secretKeyOf: (signer: PeerId) => Uint8Array
  readonly publicKeyOf: (signer: PeerId) => Uint8Array | undefined
}): Scheme {
  return {
    sign: (signer, message) => sign({ secretKey: keys.secretKeyOf(signer), message }),
    isSigned(signer, message, signature) {
      const publicKey = keys.publicKeyOf(signer)
      return publicKey !== undefined && isSigned({ publicKey, message, signature })
    },
  }
}

export function signed<V extends Vocabulary, Node>(
  protocol: Protocol<V, Node>,
  scheme: Scheme,
): Protocol<SignedVocabulary<V>, Node> {
  const { message: shape } = speechOf(protocol.vocabulary)
  const inner = protocol as AnyProtocol
  const seat: Seat = { inner: node => node, around: (_node, ctx) => new Signing(ctx, seal) }
  // The handlers of a vocabulary that is only known to the caller cannot be typed here; the layer's own type says it all.
  const layer: Protocol<SignedVocabulary<any>, any> = {
    ...untouched(inner, seat),
    name: protocol.name,
    vocabulary: { ...inner.vocabulary, messages: { sealed: { said: bytes, signature: bytesOf(signatureBytes) } } },
    start: (ctx, durable) => inner.start(seat.around(null, ctx), durable),
    onTimer: seated(inner.onTimer, seat),
    onMessage: {
      sealed(node, { said, signature }, from, ctx) {
        if (!scheme.isSigned(from, stated(from, ctx.self, said), signature)) return // forged, or damaged on its way
        const message = read(said)
        if (message === null) return // signed, and still no word of this protocol: a traitor's
        inner.onMessage[message.type]!(node, message, from, seat.around(node, ctx))
      },
    },
  }
  return layer as unknown as Protocol<SignedVocabulary<V>, Node>

  function seal(from: PeerId, to: PeerId, message: Message<V>): object {
    const said = encode(shape, message)
    return { type: 'sealed', said, signature: scheme.sign(from, stated(from, to, said)) }
  }

  function stated(from: PeerId, to: PeerId, said: Uint8Array): Uint8Array {
    return encode(statement, { protocol: protocol.name, from, to, said })
  }

  function read(said: Uint8Array): Message<V> | null {
    try {
      return decode(shape, said, protocol.name)
    } catch (error) {
      if (error instanceof Malformed) return null
      throw error
    }
  }
}

class Signing extends OuterContext {
  readonly #seal: (from: PeerId, to: PeerId, message: any) => object

  constructor(outer: Context<any>, seal: (from: PeerId, to: PeerId, message: any) => object) {
    super(outer)
    this.#seal = seal
  }

  override send(to: PeerId, message: any): void {
    this.outer.send(to, this.#seal(this.self, to, message) as never)
  }
}
