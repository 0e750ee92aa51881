// The front page: a lab that runs, and cards of all others.

import '../src/elements/define.ts'
import { showCards } from './gallery.ts'
import { speak } from './language.ts'

// An invitation that names a room means the page of rooms.
if (new URL(location.href).searchParams.has('room')) location.replace(`./demo/room.html${location.search}`)

speak()
showCards(document.getElementById('cards')!)
