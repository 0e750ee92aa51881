// A picture on the page as a file that stands alone: what the page's styles say is written into each of its parts.

const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'opacity',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const

/** Sharp on a projector. */
const dotsPerPixel = 2

export function svgFileOf(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement
  const parts = [...picture.querySelectorAll('*')]
  const copies = [...copy.querySelectorAll('*')]
  for (const [place, part] of parts.entries()) dress(part, copies[place]!)
  dress(picture, copy)
  const { width, height } = picture.viewBox.baseVal
  const ground = document.createElementNS(copy.namespaceURI, 'rect')
  for (const [name, value] of [
    ['width', `${width}`],
    ['height', `${height}`],
    ['fill', groundOf(picture)],
  ] as const)
    ground.setAttribute(name, value)
  copy.prepend(ground)
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', `${width}`)
  copy.setAttribute('height', `${height}`)
  return new XMLSerializer().serializeToString(copy)
}

export async function pngFileOf(picture: SVGSVGElement): Promise<Blob> {
  const { width, height } = picture.viewBox.baseVal
  const image = new Image(width * dotsPerPixel, height * dotsPerPixel)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgFileOf(picture))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob === null ? reject(new Error('the browser makes no PNG')) : resolve(blob)), 'image/png'),
  )
}

export function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), keptMs)
}

/** A browser may ask the reader where to put a file before it reads it. */
const keptMs = 60_000

/** The comments that templates leave behind, and names of styles, mean nothing elsewhere. */
function dress(part: Element, copy: Element): void {
  const style = getComputedStyle(part)
  if (style.display === 'none') return copy.remove()
  for (const name of properties) copy.setAttribute(name, style.getPropertyValue(name))
  for (const name of ['class', 'part', 'tabindex', 'role']) copy.removeAttribute(name)
}

function groundOf(element: Element): string {
  for (let place: Element | null = element; place !== null; place = place.parentElement ?? shadowHostOf(place)) {
    const { backgroundColor } = getComputedStyle(place)
    if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor
  }
  return '#fff'
}

function shadowHostOf(element: Element): Element | null {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}
