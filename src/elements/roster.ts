// All elements by name, each loaded and made known to the page when it is first wanted. Nothing happens on import.

const loaders: Readonly<Record<string, () => Promise<CustomElementConstructor>>> = {
  'swarm-lab': async () => (await import('./lab/first-picture.ts')).SwarmLab,
  'swarm-network': async () => (await import('./lab/first-picture.ts')).SwarmNetwork,
  'swarm-timeline': async () => (await import('./timeline/swarm-timeline.ts')).SwarmTimeline,
  'swarm-state': async () => (await import('./state/swarm-state.ts')).SwarmState,
  'swarm-rules': async () => (await import('./rules/swarm-rules.ts')).SwarmRules,
  'swarm-faults': async () => (await import('./faults/swarm-faults.ts')).SwarmFaults,
  'swarm-operations': async () => (await import('./operations/swarm-operations.ts')).SwarmOperations,
  'swarm-hand': async () => (await import('./hand/swarm-hand.ts')).SwarmHand,
  'swarm-charts': async () => (await import('./charts/swarm-charts.ts')).SwarmCharts,
  'swarm-story': async () => (await import('./story/swarm-story.ts')).SwarmStory,
  'swarm-ground': async () => (await import('./ground/swarm-ground.ts')).SwarmGround,
  'swarm-room': async () => (await import('./swarm-room.ts')).SwarmRoom,
  'swarm-editor': async () => (await import('./editor/swarm-editor.ts')).SwarmEditor,
  'swarm-board': async () => (await import('./board/swarm-board.ts')).SwarmBoard,
}

export const elementNames: readonly string[] = Object.keys(loaders)

/** Resolves when the page knows the element. An element that a page defined itself is left as it is. */
export async function summon(name: string): Promise<void> {
  const element = await loaders[name]!()
  if (customElements.get(name) === undefined) customElements.define(name, element)
}
