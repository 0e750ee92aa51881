// A store of texts under keys: get, put, append, and compare and set. What was never put is the empty text.

import { append, cas, type RegisterModel, read, register, write } from './register.ts'

export const keyValue: RegisterModel = {
  name: 'key-value',
  initial: given => given ?? '',
  words: { get: read, put: write, append, cas },
  ...register,
}
