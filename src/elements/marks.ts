// How pictures tell kinds and roles apart: by shape and letter first, by line pattern, and by colour last.

export type Hue = 'blue' | 'vermillion' | 'green' | 'purple'

/** The four hues that were measured to be far enough apart for every eye, as shapes on light and on dark. */
export const hues: readonly Hue[] = ['blue', 'vermillion', 'green', 'purple']

export type Shape = 'circle' | 'triangle' | 'diamond' | 'square' | 'hexagon' | 'pentagon'

export const shapes: readonly Shape[] = ['circle', 'square', 'triangle', 'diamond', 'hexagon', 'pentagon']

/** In the writing of SVG's `stroke-dasharray`; the first is a whole line. */
const dashes: readonly string[] = ['none', '7 4', '2 4', '10 4 2 4', '5 3 2 3 2 3']

export interface KindMark {
  readonly name: string
  /** A few letters that no other kind has. */
  readonly label: string
  readonly hue: Hue
  readonly shape: Shape
  readonly dash: string
}

/** A mark for each kind of message, in the order of the vocabulary. The first twelve differ in shape or hue. */
export function kindMarks(names: readonly string[]): ReadonlyMap<string, KindMark> {
  const labels = shortLabels(names)
  return new Map(
    names.map((name, place) => [
      name,
      {
        name,
        label: labels[place]!,
        hue: hues[place % hues.length]!,
        shape: shapes[(place + 1) % shapes.length]!,
        dash: dashes[place % dashes.length]!,
      },
    ]),
  )
}

export interface RoleMark {
  readonly name: string
  readonly letter: string
  readonly hue: Hue
  readonly shape: Shape
  /** A ring around the shape: who leads is to be found at a glance. */
  readonly hasCrown: boolean
}

/** Words of the field that mean the same everywhere. */
const leaders = ['leader', 'primary', 'coordinator', 'proposer', 'commander', 'master']
const candidates = ['candidate', 'preCandidate', 'joining', 'looking']
const followers = ['follower', 'backup', 'participant', 'acceptor', 'lieutenant', 'replica', 'member']
const otherShapes: readonly Shape[] = ['square', 'hexagon', 'pentagon']

/** `others`: the roles of this run that no book knows, in the order in which they were met. */
export function roleMark(name: string, others: readonly string[] = []): RoleMark {
  const letter = name.slice(0, 1).toUpperCase()
  if (leaders.includes(name)) return { name, letter, hue: 'blue', shape: 'triangle', hasCrown: true }
  if (candidates.includes(name)) return { name, letter, hue: 'purple', shape: 'diamond', hasCrown: false }
  if (followers.includes(name)) return { name, letter, hue: 'green', shape: 'circle', hasCrown: false }
  const place = Math.max(0, others.indexOf(name))
  const hue = hues[(place + 2) % hues.length]!
  return { name, letter, hue, shape: otherShapes[place % otherShapes.length]!, hasCrown: false }
}

export const isKnownRole = (name: string): boolean => [...leaders, ...candidates, ...followers].includes(name)

/** A shape around the origin as an SVG path, all of about the same weight to the eye. */
export function outline(shape: Shape, radius: number): string {
  switch (shape) {
    case 'circle':
      return `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`
    case 'square':
      return polygon(4, radius * 1.2, 1 / 8)
    case 'diamond':
      return polygon(4, radius * 1.22, 0)
    case 'triangle':
      return polygon(3, radius * 1.3, 0)
    case 'pentagon':
      return polygon(5, radius * 1.12, 0)
    case 'hexagon':
      return polygon(6, radius * 1.1, 1 / 12)
  }
}

/** The edge of who lies: as many teeth as fit. */
export function jagged(radius: number): string {
  const teeth = 14
  const points = Array.from({ length: 2 * teeth }, (_, place) =>
    corner(place / (2 * teeth), place % 2 === 0 ? radius * 1.16 : radius * 0.94),
  )
  return `M${points.join('L')}Z`
}

/** Part of a circle around the origin, from the top, clockwise; nothing for none and the whole for all of it. */
export function arc(radius: number, share: number): string {
  if (share <= 0) return ''
  if (share >= 1) return outline('circle', radius)
  return `M${corner(0, radius)}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${corner(share, radius)}`
}

function polygon(corners: number, radius: number, turn: number): string {
  return `M${Array.from({ length: corners }, (_, place) => corner(turn + place / corners, radius)).join('L')}Z`
}

function corner(turns: number, radius: number): string {
  const angle = turns * 2 * Math.PI
  return `${rounded(Math.sin(angle) * radius)} ${rounded(-Math.cos(angle) * radius)}`
}

export const rounded = (value: number): number => Math.round(value * 100) / 100

/** Initials of the words of a name; where two would be alike, more of the last word, and a number where all are spent. */
function shortLabels(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map(name => {
    const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[\s_-]+/)
    const initials = words.map(word => word.slice(0, 1).toUpperCase()).join('')
    const last = words.at(-1) ?? ''
    const longer = Array.from({ length: last.length }, (_, more) => initials + last.slice(1, more + 1))
    const numbered = Array.from({ length: names.length }, (_, more) => `${initials}${more + 2}`)
    const label = [...longer, ...numbered].find(label => !taken.has(label)) ?? name
    taken.add(label)
    return label
  })
}
