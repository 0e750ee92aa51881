// Whether bytes are a yjs update that a document can take: asked before it is applied, so that a document is never left
// half changed. Version 1 only: a few bytes of version 2 can keep a tab busy for seconds (yjs#687).

import { decodeUpdate } from 'yjs'

export class MalformedUpdate extends Error {
  override readonly name = 'MalformedUpdate'
}

/** Throws `MalformedUpdate`. The bytes must have a buffer to themselves: yjs reads past the end of a view. */
export function checkUpdate(update: Uint8Array): void {
  let decoded: ReturnType<typeof decodeUpdate>
  try {
    decoded = decodeUpdate(update)
  } catch (error) {
    throw new MalformedUpdate(`update: ${(error as Error).message}`)
  }
  for (const deletions of decoded.ds.clients.values()) {
    for (const { clock, len } of deletions) checkRange('deletions', clock, len)
  }
  for (const struct of decoded.structs) {
    const { id, length } = struct
    checkRange('clock', id.clock, length)
    for (const field of ['origin', 'rightOrigin', 'parent'] as const) {
      const of = (struct as { readonly [name in typeof field]?: unknown })[field]
      if (isId(of) && of.client === id.client && of.clock >= id.clock)
        throw new MalformedUpdate(`update.${field}: expected what came before clock ${id.clock}, got ${of.clock}`)
    }
  }
}

/** Past the safe integers, sums are no sums any more. */
function checkRange(field: string, clock: number, length: number): void {
  if (length > 0 && Number.isSafeInteger(clock + length)) return
  throw new MalformedUpdate(`update.${field}: expected a range of clocks, got ${length} from ${clock}`)
}

const isId = (value: unknown): value is { readonly client: number; readonly clock: number } =>
  typeof value === 'object' && value !== null && 'client' in value && 'clock' in value
