// Our rooms where there is no WebRTC: a BroadcastChannel carries everything, under noise.

Reflect.deleteProperty(window, 'RTCPeerConnection')

export { openPaths } from './room.ts'
