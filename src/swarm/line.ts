// A browser's side of a direct connection before anyone is known at its far end: the first of a page takes long.

export class Line {
  readonly connection: RTCPeerConnection
  /** Agreed on beforehand, so that no message opens it and no race closes it. */
  readonly channel: RTCDataChannel
  #offer: Promise<RTCSessionDescriptionInit> | null = null

  constructor(iceServers: readonly RTCIceServer[]) {
    this.connection = new RTCPeerConnection({ iceServers: [...iceServers] })
    this.channel = this.connection.createDataChannel('tabswarm', { negotiated: true, id: 0 })
  }

  /** Made once: a browser numbers the parts of a second one otherwise. */
  offer(): Promise<RTCSessionDescriptionInit> {
    this.#offer ??= this.connection.createOffer()
    return this.#offer
  }
}

/** The browser makes its threads and a certificate now, and not when somebody waits for them. Null where there is no WebRTC. */
export function lineInAdvance(iceServers: readonly RTCIceServer[]): Line | null {
  if (!hasWebRtc()) return null
  const line = new Line(iceServers)
  line.offer().catch(() => {}) // it was closed meanwhile, or whoever calls hears of it
  return line
}

export const hasWebRtc = (): boolean => typeof RTCPeerConnection !== 'undefined'
