// Makes the elements known to the page: the only module of this room with a side effect.

import { SwarmRoom } from './swarm-room.ts'

customElements.define('swarm-room', SwarmRoom)
