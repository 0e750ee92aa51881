// The stage of real peers, through the one acceptance suite of hosts: all nodes on one page.

import { afterEach, describe, it } from 'vitest'
import { memoryClusters } from '../../../src/swarm/cluster/store.ts'
import { errands } from '../../host/errands.ts'
import { type Ground, hostAcceptance } from '../../host/host.acceptance.ts'
import { Pages, slowClusters } from './pages.ts'

const pages = new Pages()
afterEach(() => pages.close())

describe('a host on a page', () => {
  for (const { claim, run } of hostAcceptance) it(claim, () => run(live()))
})

const live = (): Ground => ({
  async open(members, saveMs) {
    const store = saveMs === 0 ? memoryClusters() : slowClusters(saveMs)
    const { cluster } = await pages.open('ann', { nodes: members, protocol: () => errands, store, settleMs: 1 })
    return cluster
  },
  after: ms => new Promise(resolve => setTimeout(resolve, ms)),
})
