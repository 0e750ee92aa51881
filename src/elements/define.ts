// Makes the elements known to the page: the only module of this room with a side effect.

import { SwarmFaults } from './faults/swarm-faults.ts'
import { SwarmLab } from './lab/swarm-lab.ts'
import { SwarmNetwork } from './network/swarm-network.ts'
import { SwarmRules } from './rules/swarm-rules.ts'
import { SwarmState } from './state/swarm-state.ts'
import { SwarmStory } from './story/swarm-story.ts'
import { SwarmRoom } from './swarm-room.ts'

customElements.define('swarm-lab', SwarmLab)
customElements.define('swarm-network', SwarmNetwork)
customElements.define('swarm-state', SwarmState)
customElements.define('swarm-rules', SwarmRules)
customElements.define('swarm-faults', SwarmFaults)
customElements.define('swarm-story', SwarmStory)
customElements.define('swarm-room', SwarmRoom)
