// A lab and the picture it begins with: one file for a page to load.

export { SwarmNetwork } from '../network/swarm-network.ts'
export { SwarmLab } from './swarm-lab.ts'
