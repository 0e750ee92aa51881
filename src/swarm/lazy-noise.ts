// Noise, loaded and made when a connection first needs it: peers that only speak directly never do.

import type { ConnectionEncrypter } from '@libp2p/interface'
import type { NoiseExtensions, noise } from '@libp2p/noise'

type NoiseComponents = Parameters<ReturnType<typeof noise>>[0]

/** Whoever waits for it until it is needed may find that the page's server is gone by then. */
export const fetchNoise = () => import('@libp2p/noise')

export function lazyNoise(components: NoiseComponents): ConnectionEncrypter<NoiseExtensions> {
  let made: ConnectionEncrypter<NoiseExtensions> | undefined
  const noiseNow = async () => {
    const { noise } = await fetchNoise()
    made ??= noise()(components)
    return made
  }
  return {
    protocol: '/noise',
    secureInbound: async (connection, options) => (await noiseNow()).secureInbound(connection, options),
    secureOutbound: async (connection, options) => (await noiseNow()).secureOutbound(connection, options),
  }
}
