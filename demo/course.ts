// The course page.

import '../src/elements/define.ts'
import { speak } from './language.ts'

speak()
