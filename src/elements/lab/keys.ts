// What each key does while a lab has the focus, and nothing in it is being typed into.

export type Deed =
  | 'toggle'
  | 'step'
  | 'stepBack'
  | 'decision'
  | 'decisionBack'
  | 'toStart'
  | 'toEnd'
  | 'toViolation'
  | 'toActions'
  | 'help'
  | 'leave'
  | { readonly pick: number }

const plain: Readonly<Record<string, Deed>> = {
  ' ': 'toggle',
  ArrowRight: 'step',
  ArrowLeft: 'stepBack',
  Home: 'toStart',
  End: 'toEnd',
  v: 'toViolation',
  V: 'toViolation',
  '.': 'toActions',
  '?': 'help',
  Escape: 'leave',
}

const shifted: Readonly<Record<string, Deed>> = { ArrowRight: 'decision', ArrowLeft: 'decisionBack' }

/** Null for a key that is not the lab's. */
export function deedOf(event: KeyboardEvent): Deed | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isTypedInto(event)) return null
  if (event.shiftKey && Object.hasOwn(shifted, event.key)) return shifted[event.key]!
  if (Object.hasOwn(plain, event.key)) return plain[event.key]!
  return /^[1-9]$/.test(event.key) ? { pick: Number(event.key) - 1 } : null
}

/** Buttons have Space, lists have arrows: whatever has the focus goes first. */
function isTypedInto(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0]
  if (!(target instanceof HTMLElement)) return false
  if (event.key === 'Escape') return target instanceof HTMLInputElement && target.type !== 'range'
  if (target.matches('input, select, textarea, [contenteditable]')) return true
  return event.key === ' ' && target.closest('button, summary, a, [role="button"]') !== null
}
