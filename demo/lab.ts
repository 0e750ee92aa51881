// A page with one lab, chosen by its address: `lab.html?protocol=raft&scenario=split-vote&seed=7`.

import '../src/elements/define.ts'
import { setFromAddress } from './lab-address.ts'
import { speak } from './language.ts'

speak()
setFromAddress(document.querySelector('swarm-lab')!)
