// A lab alone in a frame, chosen by the address. It tells the page around it how high it is.

import '../src/elements/define.ts'
import { setFromAddress } from './lab-address.ts'
import { speak } from './language.ts'

speak()
setFromAddress(document.querySelector('swarm-lab')!)

/** Nothing but a number leaves the frame, so that any page may hear it. */
function tellHeight(): void {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
  parent.postMessage({ subject: 'lti.frameResize', height }, '*')
  parent.postMessage({ type: 'tabswarm-height', height }, '*')
}

if (parent !== window) new ResizeObserver(tellHeight).observe(document.documentElement)
