// What a reader takes away from a lab, or brings to it: a link and a code for this moment, traces, pictures.
// Loaded when it is first opened.

import { html, nothing, type TemplateResult } from 'lit'
import { writeLink } from '../../lab/link.ts'
import { SimulatedRun } from '../../lab/simulated-run.ts'
import type { Workbench } from '../../lab/workbench.ts'
import type { DeskTexts } from '../../locales/desk/texts.ts'
import { writeShiviz } from '../../trace/shiviz.ts'
import { writeTrace } from '../../trace/trace-text.ts'
import { qrCode } from '../qr-code.ts'
import type { Address } from './address.ts'
import { pngFileOf, save, svgFileOf } from './picture-file.ts'

/** A code with more in it is too fine for the camera of a phone across a room. */
const codeLengthMax = 1_000

export interface Share {
  readonly bench: Workbench
  readonly texts: DeskTexts
  readonly address: Address
  readonly isCopied: boolean
  readonly picture: () => SVGSVGElement | null
  readonly copied: () => void
  readonly open: (file: File) => void
  readonly runAgain: () => void
}

export function share({ bench, picture, open, runAgain, ...rest }: Share): TemplateResult {
  const { texts } = rest
  const { run } = bench
  const { happenings } = bench.tape
  const keep = (extension: string, part: BlobPart) => save(`${nameOf(bench)}.${extension}`, new Blob([part]))
  const draw = async (extension: string, make: (svg: SVGSVGElement) => BlobPart | Promise<BlobPart>) => {
    const svg = picture()
    if (svg !== null) keep(extension, await make(svg))
  }
  const files: readonly (readonly [label: string, act: () => void])[] = [
    [texts.saveTrace, () => keep('jsonl', writeTrace({ header: run.header, happenings }))],
    [texts.saveShiviz, () => keep('shiviz.log', writeShiviz(happenings))],
    [texts.saveSvg, () => void draw('svg', svgFileOf)],
    [texts.savePng, () => void draw('png', pngFileOf)],
  ]
  return html`<div class="share" part="share">
    ${run instanceof SimulatedRun ? link({ bench, run, ...rest }) : nothing}
    <div class="files">
      ${files.map(([label, act]) => html`<button type="button" @click=${act}>${label}</button>`)}
      ${
        run instanceof SimulatedRun
          ? nothing
          : html`<button type="button" @click=${runAgain}>${texts.runAgain}</button>`
      }
      <label class="file"
        >${texts.openTrace}
        <input type="file" accept=".jsonl" @change=${(event: Event) => takeFile(event.target as HTMLInputElement, open)} />
      </label>
    </div>
  </div>`
}

interface Link extends Pick<Share, 'bench' | 'texts' | 'address' | 'isCopied' | 'copied'> {
  readonly run: SimulatedRun
}

function link({ bench, run, texts, address, isCopied, copied }: Link): TemplateResult {
  const url = address.with(writeLink(run, bench.position))
  const select = (event: Event) => (event.target as HTMLInputElement).select()
  const copy = async () => {
    await navigator.clipboard.writeText(url)
    copied()
  }
  return html`<div class="link">
    <label>${texts.code} <input readonly .value=${url} @focus=${select} /></label>
    <button type="button" @click=${copy}>${texts.copyLink}</button>
    <span role="status">${isCopied ? texts.copied : nothing}</span>
    ${
      url.length > codeLengthMax
        ? html`<p class="quiet">${texts.tooLong}</p>`
        : html`<div class="code">${qrCode(url, texts.code)}</div>`
    }
  </div>`
}

/** A trace from a file says these names itself: only plain letters become part of a file name. */
function nameOf({ run: { header } }: Workbench): string {
  return `${header.protocol}-${header.scenario}-${header.seed}`.replace(/[^\w-]+/g, '-')
}

/** The same file may be chosen again. */
function takeFile(input: HTMLInputElement, open: (file: File) => void): void {
  const file = input.files?.[0]
  if (file !== undefined) open(file)
  input.value = ''
}
