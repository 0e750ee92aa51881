// The page of rooms.

import '../src/elements/define.ts'
import { speak } from './language.ts'

speak()
