// The models that come with the house, by the names that histories call them.

import type { Model } from './model.ts'
import { casRegister } from './models/cas-register.ts'
import { keyValue } from './models/key-value.ts'
import { mutex } from './models/mutex.ts'
import { queue } from './models/queue.ts'

export { casRegister, keyValue, mutex, queue }

export const models: ReadonlyMap<string, Model> = new Map(
  [casRegister, keyValue, mutex, queue].map((model: Model) => [model.name, model]),
)
