// Noise, made when a connection first needs it: its key costs thirty milliseconds in a fresh page, and peers that only
// speak directly never use it.

import type { ConnectionEncrypter } from '@libp2p/interface'
import { type NoiseExtensions, noise } from '@libp2p/noise'

type NoiseComponents = Parameters<ReturnType<typeof noise>>[0]

export function lazyNoise(components: NoiseComponents): ConnectionEncrypter<NoiseExtensions> {
  let made: ConnectionEncrypter<NoiseExtensions> | undefined
  const noiseNow = () => {
    made ??= noise()(components)
    return made
  }
  return {
    protocol: '/noise',
    secureInbound: (connection, options) => noiseNow().secureInbound(connection, options),
    secureOutbound: (connection, options) => noiseNow().secureOutbound(connection, options),
  }
}
