// A register that is read, written, compared and set. With keys, one register for each.

import type { HistoryHeader, HistoryOperation } from '../../trace/history.ts'
import { cas, type RegisterCall, type RegisterModel, read, register, write } from './register.ts'

export const casRegister: RegisterModel = {
  name: 'cas-register',
  initial: given => given ?? null,
  words: { read: readIfAnswered, write, cas },
  ...register,
}

/** As in Knossos: where the register began with a value, a read of null is one whose answer nobody wrote down. */
function readIfAnswered(operation: HistoryOperation, { initial = null }: HistoryHeader): RegisterCall | null {
  const { ending } = operation
  return initial !== null && ending.is === 'ok' && ending.value == null ? null : read(operation)
}
