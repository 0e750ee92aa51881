// Tells the browser which files run as soon as they are there: it then compiles them beside the page, while they come,
// and not function by function when somebody waits.

import type { Plugin } from 'vite'

/** https://v8.dev/blog/explicit-compile-hints */
export const hint = '//# allFunctionsCalledOnLoad\n'

/** Marks each file that holds one of these modules. To other browsers the mark is a comment. */
export const compileHints = (modules: RegExp): Plugin => ({
  name: 'compile-hints',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk' && file.moduleIds.some(id => modules.test(id))) file.code = hint + file.code
    }
  },
})
