// The page of documents: in the room of its address (`?room=`), or alone in this browser; with a text of an owner's, if named.

import '../src/elements/define.ts'
import { speak } from './language.ts'
import { showNotice } from './notice.ts'

speak()
showNotice(document.querySelector('.notice')!)

const room = new URL(location.href).searchParams.get('room')
document.querySelector<HTMLInputElement>('input[name=room]')!.value = room ?? ''
if (room !== null)
  for (const element of document.querySelectorAll('swarm-editor, swarm-board')) element.setAttribute('room', room)
