// Claims to a name that one tab of a browser holds at a time: with Web Locks, or by asking around where there are none,
// as on a plain http address. A claim ends with its tab, however the tab ends.

import { toHex } from '../core/bytes.ts'

export interface Claims {
  /** How to let go of the name; or null, when another tab still holds it after `waitMs`. */
  claim(name: string, waitMs: number): Promise<(() => void) | null>
}

/** `navigator.locks` is missing on insecure origins and in Node. */
export const browserClaims = (): Claims =>
  typeof navigator !== 'undefined' && navigator.locks ? lockClaims(navigator.locks) : askingClaims(newToken())

export function lockClaims(locks: LockManager): Claims {
  return {
    claim(name, waitMs) {
      return new Promise((resolve, reject) => {
        const hold = (lock: Lock | null) => {
          if (lock === null) return resolve(null)
          return new Promise<void>(release => resolve(release))
        }
        const patience = waitMs > 0 ? { signal: AbortSignal.timeout(waitMs) } : { ifAvailable: true }
        locks.request(name, patience, hold).catch(error => {
          if (error.name === 'TimeoutError' || error.name === 'AbortError') resolve(null)
          else reject(error)
        })
      })
    },
  }
}

/** A tab answers a message at once, even a hidden one; a busy one may take this long. */
export const askMs = 150
const channelName = 'tabswarm claims'

type Said = { readonly kind: 'want' | 'held'; readonly name: string; readonly token: string }

/** Who wants a name says so; who holds it denies it; of two who want it at once, the lower token gets it. */
export function askingClaims(token: string): Claims {
  return {
    async claim(name, waitMs) {
      const giveUpMs = performance.now() + waitMs
      do {
        const release = await ask(name, token)
        if (release !== null) return release
      } while (performance.now() < giveUpMs)
      return null
    },
  }
}

function ask(name: string, tab: string): Promise<(() => void) | null> {
  const token = `${tab} ${newToken()}`
  const channel = new BroadcastChannel(channelName)
  let isHeld = false
  const say = (kind: Said['kind']) => channel.postMessage({ kind, name, token } satisfies Said)
  return new Promise(resolve => {
    const timer = setTimeout(() => {
      isHeld = true
      resolve(() => channel.close())
    }, askMs)
    const yieldName = () => {
      clearTimeout(timer)
      channel.close()
      resolve(null)
    }
    channel.onmessage = ({ data }) => {
      if (!isSaid(data) || data.name !== name) return // about another name, or from another script
      if (data.kind === 'want' && (isHeld || token < data.token)) say('held')
      else if (!isHeld) yieldName()
    }
    say('want')
  })
}

/** Not `crypto.randomUUID`, which is missing where Web Locks are. */
const newToken = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)))

const isSaid = (data: unknown): data is Said => {
  const said = data as Partial<Said> | null
  return (
    (said?.kind === 'want' || said?.kind === 'held') && typeof said.name === 'string' && typeof said.token === 'string'
  )
}
