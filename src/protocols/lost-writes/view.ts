// One keeper of the cart, drawn: what a customer would be shown, by what it stands there, and what was lost on the way.

import { css, html, nothing, type TemplateResult } from 'lit'
import type { Dot } from '../../core/crdt/dot.ts'
import type { NodeView } from '../../lab/view.ts'
import type { Cart } from './cart.ts'
import type { CartNode } from './protocol.ts'

const words = {
  en: {
    latest: 'The latest cart',
    siblings: 'Carts between which nobody has decided',
    additions: 'What was put in and not taken out',
    lost: (count: number) => `${count} of its acknowledged edits lost`,
    empty: 'empty',
    at: (timeMs: number) => `stamped ${timeMs} ms`,
    hasSeen: 'had seen',
    heard: 'It has heard of',
    nothing: 'nothing',
  },
  es: {
    latest: 'El último carrito',
    siblings: 'Carritos entre los que nadie ha decidido',
    additions: 'Lo que se puso y no se sacó',
    lost: (count: number) => `${count} de sus ediciones aceptadas, perdidas`,
    empty: 'vacío',
    at: (timeMs: number) => `con hora ${timeMs} ms`,
    hasSeen: 'había visto',
    heard: 'Se ha enterado de',
    nothing: 'nada',
  },
  pt: {
    latest: 'O último carrinho',
    siblings: 'Carrinhos entre os quais ninguém decidiu',
    additions: 'O que se pôs e não se tirou',
    lost: (count: number) => `${count} das suas edições aceites, perdidas`,
    empty: 'vazio',
    at: (timeMs: number) => `com hora ${timeMs} ms`,
    hasSeen: 'tinha visto',
    heard: 'Soube de',
    nothing: 'nada',
  },
} as const

type Texts = (typeof words)[keyof typeof words]

const styles = css`
  .carts { display: grid; gap: 0.6rem; margin-block-end: 0.75rem; overflow-wrap: anywhere; }
  .carts .who { display: flex; flex-wrap: wrap; gap: 0.2rem 0.75rem; align-items: baseline; }
  .carts ol { display: grid; gap: 0.4rem; }
  .carts li { padding: 0.35rem 0.6rem; border: 2px solid var(--field); border-radius: 6px; }
  .carts .several li { border-style: dashed; }
  .carts .items { display: flex; flex-wrap: wrap; gap: 0.2rem 0.75rem; font-size: 1.05rem; }
  .carts small, .carts .quiet { font-size: 0.8rem; color: var(--quiet); }
`

export const view: NodeView<CartNode> = {
  styles,

  draw({ node, language }) {
    const texts = words[language as keyof typeof words] ?? words.en
    const { cart, heard } = node.store
    return html`<div class="carts" part="carts">
      <p class="who">
        <strong>${texts[cart.type]}</strong>
        ${node.lost === 0 ? nothing : html`<span>${texts.lost(node.lost)}</span>`}
      </p>
      ${drawCart(cart, texts)}
      <p class="quiet">${texts.heard} ${heard.size === 0 ? texts.nothing : written(heard)}</p>
    </div>`
  },
}

function drawCart(cart: Cart, texts: Texts): TemplateResult {
  switch (cart.type) {
    case 'latest': {
      const { register } = cart
      if (register === null) return html`<p>${texts.empty}</p>`
      const { value, atMs, dot } = register
      return html`<ol><li>${drawItems(value.items, texts)}<small>${nameOf(dot)}, ${texts.at(atMs)}</small></li></ol>`
    }
    case 'siblings':
      if (cart.register.length === 0) return html`<p>${texts.empty}</p>`
      return html`<ol class=${cart.register.length > 1 ? 'several' : ''}>
        ${cart.register.map(
          ({ value, dot, clock }) =>
            html`<li>${drawItems(value, texts)}<small>${nameOf(dot)}, ${texts.hasSeen} ${written(clock)}</small></li>`,
        )}
      </ol>`
    case 'additions':
      if (cart.set.length === 0) return html`<p>${texts.empty}</p>`
      return html`<ol>
        ${cart.set.map(({ element, dot }) => html`<li>${element} <small>${nameOf(dot)}</small></li>`)}
      </ol>`
  }
}

const drawItems = (items: readonly string[], texts: Texts): TemplateResult =>
  html`<p class="items">${items.length === 0 ? texts.empty : items.map(item => html`<span>${item}</span>`)}</p>`

const nameOf = ({ actor, count }: Dot): string => `${actor} ${count}`

const written = (vector: ReadonlyMap<string, number>): string =>
  [...vector].map(([actor, count]) => `${actor} ${count}`).join(', ')
