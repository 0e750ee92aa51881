// Calls agreed on by hand, in one process: a description's user names the call, its password the other side.

import type { HandCall } from '../../src/swarm/hand-call.ts'
import type { HandSide } from '../../src/swarm/invitation.ts'
import { Inbox, type Port } from '../../src/swarm/port.ts'

export class HandCalls {
  /** Answers are taken, and nobody reaches anybody. */
  isCut = false
  readonly #calls = new Map<string, MemoryPort>()
  readonly #opened = new Map<string, (port: Port) => void>()

  call(): HandCall {
    const user = `user${this.#calls.size}`
    const own = new MemoryPort()
    this.#calls.set(user, own)
    const port = new Promise<Port>(resolve => this.#opened.set(user, resolve))
    return {
      port,
      offer: async () => sideOf(user),
      answer: async ({ description }) => {
        own.far = this.#calls.get(description.user)!
        return sideOf(user)
      },
      take: async ({ description }) => {
        if (this.isCut) return
        own.far = this.#calls.get(description.user)!
        for (const one of [user, description.user]) this.#opened.get(one)!(this.#calls.get(one)!)
      },
      close: () => own.close(),
    }
  }
}

export const sideOf = (user: string): HandSide => ({
  description: { user, password: 'password', fingerprint: new Uint8Array(32).fill(7), setup: 'actpass' },
  candidates: [{ kind: 'v4', address: Uint8Array.of(192, 168, 1, 7), port: 50_000, isReflexive: false }],
})

class MemoryPort implements Port {
  readonly bufferedBytes = 0
  far: MemoryPort | null = null
  readonly #inbox = new Inbox()

  send(bytes: Uint8Array): void {
    const { far } = this
    queueMicrotask(() => far?.arrived(bytes))
  }

  listen(...listener: Parameters<Port['listen']>): void {
    this.#inbox.listen(...listener)
  }

  arrived(bytes: Uint8Array): void {
    this.#inbox.message(bytes)
  }

  close(): void {
    const { far } = this
    this.far = null
    this.#inbox.closed()
    queueMicrotask(() => far?.close())
  }
}
