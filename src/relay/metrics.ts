// What a relay counts, and the text in which Prometheus reads it.

export const counted = {
  connections_total: 'Connections accepted.',
  connections_refused_total: 'Connections refused by a limit.',
  joins_total: 'Rooms joined.',
  joins_refused_total: 'Rooms not joined, by a limit or a malformed frame.',
  messages_total: 'Messages passed on.',
  bytes_total: 'Bytes passed on.',
  messages_dropped_total: 'Messages to someone who is not in the room.',
  malformed_total: 'Frames that did not parse.',
  slowed_total: 'Times a sender was slowed.',
  slow_readers_total: 'Members sent away because they did not read.',
} as const

export type Counted = keyof typeof counted

export interface Gauge {
  readonly help: string
  readonly read: () => number
}

export class Metrics {
  readonly #counts = new Map<Counted, number>()

  count(name: Counted, by = 1): void {
    this.#counts.set(name, this.get(name) + by)
  }

  get(name: Counted): number {
    return this.#counts.get(name) ?? 0
  }

  text(gauges: Readonly<Record<string, Gauge>>): string {
    const counters = Object.entries(counted).map(([name, help]) =>
      entry(name, 'counter', help, this.get(name as Counted)),
    )
    const states = Object.entries(gauges).map(([name, { help, read }]) => entry(name, 'gauge', help, read()))
    return [...states, ...counters].join('')
  }
}

const entry = (name: string, kind: string, help: string, value: number): string =>
  `# HELP tabswarm_relay_${name} ${help}\n# TYPE tabswarm_relay_${name} ${kind}\ntabswarm_relay_${name} ${value}\n`
