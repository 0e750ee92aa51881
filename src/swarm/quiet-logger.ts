// The log of libp2p, kept by nobody: what matters to a page are events of its room.

import type { ComponentLogger, Logger } from '@libp2p/interface'

const quiet: Logger = Object.assign(() => {}, {
  enabled: false,
  error: () => {},
  trace: () => {},
  newScope: () => quiet,
})

export const quietLogger: ComponentLogger = { forComponent: () => quiet }
