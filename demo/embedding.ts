// The page on embedding.

import '../src/elements/define.ts'
import { speak } from './language.ts'

speak()
