// All labs as cards, each with a small live picture: a run that stands still until somebody points at it.

import { labNamed, labNames } from '../src/elements/lab/labs.ts'
import { SimulatedRun } from '../src/lab/simulated-run.ts'
import { wordsOf } from '../src/lab/words.ts'
import { Workbench } from '../src/lab/workbench.ts'
import { language } from './language.ts'
import { en, translations } from './page-texts.ts'

/** Not the tenth of a second in which nothing has happened yet. */
const firstMs = 212
const nodesMax = 12
const speed = 0.02

export function showCards(list: HTMLElement): void {
  const sight = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue
      sight.unobserve(target)
      void fill(target as HTMLElement)
    }
  })
  for (const name of labNames) {
    const card = document.createElement('li')
    card.className = 'card'
    card.dataset.lab = name
    card.innerHTML = emptyCard
    card.querySelector('h3')!.textContent = name
    list.append(card)
    sight.observe(card)
  }
}

/** No word of anybody else's is in it. */
const emptyCard =
  '<div class="miniature" aria-hidden="true" inert></div><div class="words"><h3></h3><p></p></div><div class="ways"><a></a><span class="quiet"></span></div>'

async function fill(card: HTMLElement): Promise<void> {
  const name = card.dataset.lab!
  const lab = (await labNamed(name))!
  const words = await wordsOf(lab, language)
  const texts = translations[language as keyof typeof translations] ?? en
  card.querySelector('h3')!.textContent = words.title
  card.querySelector('p')!.textContent = words.says
  const link = card.querySelector('a')!
  link.textContent = texts.open
  link.setAttribute('aria-label', `${texts.open}: ${words.title}`)
  link.href = `./demo/lab.html?protocol=${name}${language === 'en' ? '' : `&lang=${language}`}`
  card.querySelector('span')!.textContent = texts.rules(lab.rules.length)
  const scenario = lab.scenarios.find(({ nodes }) => nodes <= nodesMax) ?? lab.scenarios[0]!
  const bench = new Workbench(new SimulatedRun({ lab, seed: 1, scenario: scenario.name }))
  bench.play(firstMs)
  const picture = document.createElement('swarm-network')
  Object.assign(picture, { bench })
  card.querySelector('.miniature')!.append(picture)
  playWhilePointedAt(card, bench)
}

function playWhilePointedAt(card: HTMLElement, bench: Workbench): void {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)')
  let frame = 0
  const stop = () => {
    cancelAnimationFrame(frame)
    frame = 0
  }
  const start = () => {
    if (frame !== 0 || isCalm.matches) return
    let lastMs = performance.now()
    const go = (nowMs: number) => {
      bench.play(Math.max(0, nowMs - lastMs) * speed)
      lastMs = nowMs
      frame = requestAnimationFrame(go)
    }
    frame = requestAnimationFrame(go)
  }
  card.addEventListener('pointerenter', start)
  card.addEventListener('focusin', start)
  card.addEventListener('pointerleave', stop)
  card.addEventListener('focusout', stop)
}
