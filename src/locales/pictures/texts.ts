// What the pictures of a run say, as one type: a language that lacks a sentence does not compile.

export interface PictureTexts {
  readonly network: string
  readonly nodesAndMessages: (nodes: number, messages: number) => string
  readonly standing: Readonly<Record<'up' | 'paused' | 'down', string>>
  readonly lying: string
  readonly saving: string
  readonly messageFrom: (what: string, from: string, to: string) => string
  readonly times: (count: number) => string
  readonly link: (from: string, to: string) => string
  readonly side: (letter: string) => string
  readonly links: string
  readonly legend: string
  readonly roles: string
  readonly messages: string
  readonly draw: string
  readonly drawHint: string
  readonly groups: string
  readonly otherSide: string
  readonly corrupt: string
  readonly doIt: string
  readonly close: string
  readonly bandwidth: string
  readonly timeline: string
  readonly timelineKeys: string
  readonly happening: (index: number, atMs: string) => string
  readonly list: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly quiet: (ms: string) => string
  readonly unplaced: (count: number) => string
  readonly notDrawn: (count: number) => string
  readonly band: Readonly<Record<'down' | 'paused' | 'lying' | 'parted' | 'cut', string>>
  readonly past: string
  readonly future: string
  readonly nothingYet: string
  readonly earlier: string
  readonly later: string
}
