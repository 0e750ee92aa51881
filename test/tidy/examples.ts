// For each tidy rule: trees that break it, so that it has failed at least once, and trees that look alike and are right.

import { firstSentence, kebabCase, linesMax, sayingNames, shortFiles } from './files.ts'
import { requiredFiles, sameness } from './protocol-folders.ts'
import { purity } from './purity.ts'
import { importTable } from './rooms.ts'
import type { TidyRule } from './tree.ts'
import { lockWithoutAddresses, noMachinePaths, noRegistryHosts, nothingPostponed, noWorkHabits } from './wording.ts'

export interface TidyClaim {
  readonly rule: TidyRule
  /** Trees of one file: its path, its text, and a word of the complaint. */
  readonly breaks: readonly (readonly [path: string, text: string, complaint: string])[]
  /** What looks alike and is right. */
  readonly keeps: readonly (readonly [path: string, text: string])[]
}

/** Says in pieces what this file may not say either. */
const glue = (...pieces: readonly string[]): string => pieces.join('')

export const tidyClaims: readonly TidyClaim[] = [
  {
    rule: importTable,
    breaks: [
      ['src/core/a.ts', `import { run } from '../simulator/run.ts'`, 'core may not import simulator'],
      ['src/core/a.ts', `import type { Run } from '../simulator/run.ts'`, 'core may not import simulator'],
      ['src/core/a.ts', `type Run = import('../simulator/run.ts').Run`, 'core may not import simulator'],
      ['src/core/a.ts', `export * from '../faults/fault.ts'`, 'core may not import faults'],
      ['src/core/a.ts', `export { fault } from '../faults/fault.ts'`, 'core may not import faults'],
      ['src/core/a.ts', `const lazy = () => import('../trace/trace.ts')`, 'core may not import trace'],
      ['src/core/a.ts', `import fs from 'node:fs'`, 'core may not import platform packages'],
      ['src/core/a.ts', `import { z } from 'zod'`, 'core is pure and imports no packages'],
      ['src/simulator/a.ts', `import { sha256 } from '@noble/hashes/sha2.js'`, 'simulator may not import arithmetic'],
      ['src/simulator/a.ts', `import '../checkers/rule.ts'`, 'simulator may not import checkers'],
      ['src/checkers/a.ts', `import '../simulator/simulator.ts'`, 'checkers may not import simulator'],
      ['src/simulator/a.ts', `import '../swarm/host.ts'`, 'simulator may not import swarm'],
      ['src/swarm/a.ts', `import '../simulator/simulator.ts'`, 'swarm may not import simulator'],
      ['src/lab/a.ts', `import '../swarm/room.ts'`, 'lab may not import swarm'],
      ['src/lab/a.ts', `new Worker(new URL('../swarm/clock.ts', import.meta.url))`, 'lab may not import swarm'],
      [
        'src/lab/a.ts',
        `const labs = import.meta.glob('../protocols/*/lab.ts')`,
        'lab may not import lab of a protocol',
      ],
      ['src/lab/a.ts', `import { html } from 'lit'`, 'lab may not import elements packages'],
      ['src/lab/a.ts', `import { createLibp2p } from 'libp2p'`, 'lab may not import platform packages'],
      ['src/elements/a.ts', `import { WebSocket } from 'ws'`, 'elements may not import platform packages'],
      ['src/elements/a.ts', `import '../relay/relay.ts'`, 'elements may not import relay'],
      ['src/swarm/a.ts', `import { css } from 'lit/decorators.js'`, 'swarm may not import elements packages'],
      ['demo/a.ts', `import '../src/command/main.ts'`, 'demo may not import command'],
      ['src/core/a.ts', `import '../../test/vectors.ts'`, 'stands in no room'],
      ['src/odds/a.ts', '', 'stands in no room'],
      ['src/protocols/raft/protocol.ts', `import '../ping/protocol.ts'`, 'no protocol imports another'],
      ['src/protocols/raft/lab.ts', `import '../ping/rules.ts'`, 'no protocol imports another'],
      ['src/protocols/raft/protocol.ts', `import '../../trace/trace.ts'`, 'protocol may not import trace'],
      ['src/protocols/raft/protocol.ts', `import './mutants.ts'`, 'protocol may not import mutants'],
      ['src/protocols/raft/mutants.ts', `import '../../checkers/rule.ts'`, 'mutants may not import checkers'],
      ['src/protocols/raft/vocabulary.ts', `import './protocol.ts'`, 'vocabulary may not import protocol'],
      ['src/protocols/raft/rules.ts', `import '../../simulator/simulator.ts'`, 'rules may not import simulator'],
      ['src/protocols/raft/membership.ts', `import '../../faults/fault.ts'`, 'part may not import faults'],
      [
        'src/protocols/raft/lab.ts',
        `import '../../simulator/simulator.ts'`,
        'lab of a protocol may not import simulator',
      ],
      ['src/protocols/raft/view.ts', `import '../../swarm/room.ts'`, 'view may not import swarm'],
    ],
    keeps: [
      ['src/core/a.ts', `import { sha256 } from '@noble/hashes/sha2.js'\nimport { b } from './b.ts'`],
      ['src/core/a.ts', `// import '../simulator/run.ts'\nconst text = "import '../simulator/run.ts'"`],
      ['src/lab/a.ts', `import '../simulator/simulator.ts'\nimport '../checkers/rule.ts'`],
      ['src/swarm/a.ts', `import { createLibp2p } from 'libp2p'\nimport '../core/step.ts'`],
      [
        'src/protocols/raft/protocol.ts',
        `import './vocabulary.ts'\nimport './membership.ts'\nimport '../../core/quorum.ts'`,
      ],
      ['src/protocols/raft/papers.ts', `import '../../simulator/simulator.ts'\nimport './protocol.ts'`],
      ['src/protocols/raft/view.ts', `import { html } from 'lit'\nimport './vocabulary.ts'`],
      ['demo/gallery.ts', `const labs = import.meta.glob('../src/protocols/*/lab.ts')`],
      ['test/a.ts', `import '../src/command/main.ts'`],
    ],
  },
  {
    rule: purity,
    breaks: [
      ['src/core/a.ts', '// Fine.\nconst now = Date.now()', 'src/core/a.ts:2 Date.: time is an input'],
      ['src/core/a.ts', 'const day = new Date()', 'time is an input'],
      ['src/core/a.ts', 'performance.mark()', 'time is an input'],
      ['src/faults/a.ts', 'setTimeout(() => {}, 5)', 'a timer is an effect'],
      ['src/trace/a.ts', 'const chance = Math.random()', 'chance is drawn from the seed'],
      ['src/checkers/a.ts', glue('const text = `$', '{Math.random()}`'), 'chance is drawn from the seed'],
      ...['exp', 'log', 'log2', 'pow', 'sin', 'cos', 'tan', 'atan2', 'hypot', 'cbrt', 'sinh'].map(
        name => ['src/simulator/a.ts', `const x = Math.${name}(1)`, `Math.${name}: engines differ`] as const,
      ),
      ['src/simulator/a.ts', 'const x = 2 ** y', 'engines differ'],
      ['src/simulator/a.ts', 'x **= 2', 'engines differ'],
      ['src/core/a.ts', 'export async function late() {}', 'a step is over when it returns'],
      ['src/core/a.ts', 'const wait = async () => await promise', 'await: a step is over when it returns'],
      ['src/core/a.ts', 'names.sort((a, b) => a.localeCompare(b))', 'from place to place'],
      ['src/core/a.ts', 'new WeakRef(node)', 'garbage collector'],
      ['src/core/a.ts', 'globalThis.x', 'leads out of the room'],
      ['src/protocols/raft/protocol.ts', 'Date.now()', 'time is an input'],
      ['src/protocols/raft/papers.ts', 'Date.now()', 'time is an input'],
      ['src/protocols/raft/membership.ts', 'Date.now()', 'time is an input'],
    ],
    keeps: [
      ['src/core/a.ts', '// Date.now() is banned, and so is await.\nconst text = "Math.random()"'],
      ['src/core/a.ts', 'const pattern = /Date.now()/\nconst text = `await`'],
      ['src/core/a.ts', 'const a = Math.floor(Math.sqrt(2)) + Math.PI\nconst b = 2 ** 32\nconst c = 2n ** 64n'],
      ['src/core/a.ts', 'const asynchronous = 1\nconst update = 2\nfunction setTimer() {}'],
      ['src/swarm/a.ts', 'const now = Date.now()'],
      ['src/protocols/raft/lab.ts', 'const now = Date.now()'],
    ],
  },
  {
    rule: sameness,
    breaks: [
      ...requiredFiles.map(name => ['src/protocols/ping/log.ts', '', `src/protocols/ping lacks ${name}`] as const),
      ['src/protocols/ping/machines/lock.ts', '', 'a protocol folder is flat'],
      ['src/protocols/ping/notes.txt', '', 'expected TypeScript or README.md'],
      ['src/protocols/index.ts', '', 'belongs into a protocol’s folder'],
    ],
    keeps: [['src/protocols/README.md', '']],
  },
  {
    rule: firstSentence,
    breaks: [
      ['src/core/a.ts', 'export const a = 1\n', 'begins without a sentence'],
      ['test/a.ts', '// no capital, no end\n\nexport {}\n', 'begins without a sentence'],
      ['src/core/a.ts', '\n// A sentence, but not first.\n', 'begins without a sentence'],
      ['src/core/a.ts', '', 'begins without a sentence'],
    ],
    keeps: [
      ['src/core/a.ts', '// One thing, said once.\n\nexport {}\n'],
      ['src/core/a.ts', '// A sentence may go on\n// for two lines (see §2).\n\nexport {}\n'],
      ['src/core/a.ts', '/** A sentence in the other kind of comment. */\nexport {}\n'],
      ['src/command/main.ts', '#!/usr/bin/env node\n// The command line.\n\nexport {}\n'],
    ],
  },
  {
    rule: kebabCase,
    breaks: [
      ['src/core/twoWords.ts', '', 'is not kebab-case'],
      ['src/core/two_words.ts', '', 'is not kebab-case'],
      ['src/Core/words.ts', '', 'is not kebab-case'],
    ],
    keeps: [
      ['src/core/two-words.ts', ''],
      ['test/browser/two-words.browser.test.ts', ''],
      ['src/protocols/ping/README.md', ''],
    ],
  },
  {
    rule: sayingNames,
    breaks: ['utils', 'helpers', 'connection-manager', 'peer-data', 'info'].flatMap(name => [
      [`src/core/${name}.ts`, '', 'a name that says nothing'],
      [`src/${name}/thing.ts`, '', 'a name that says nothing'],
    ]),
    keeps: [['src/swarm/data-channel-port.ts', '']],
  },
  {
    rule: shortFiles(),
    breaks: [['src/core/a.ts', '// Line.\n'.repeat(linesMax + 1), 'asks for a better noun']],
    keeps: [
      ['src/core/a.ts', '// Line.\n'.repeat(linesMax)],
      ['src/protocols/raft/README.md', 'Line.\n'.repeat(linesMax + 1)],
    ],
  },
  {
    rule: noRegistryHosts,
    breaks: [
      ['README.md', glue('from https://', 'registry', '.example.org/a'), 'README.md:1 says'],
      ['README.md', glue('see www.', 'npm', 'js.com'), 'README.md:1 says'],
    ],
    keeps: [['README.md', 'npm install tabswarm']],
  },
  {
    rule: noMachinePaths,
    breaks: [
      ['test/a.ts', glue('cd /', 'work/main'), 'test/a.ts:1 says'],
      ['test/a.ts', glue("in ('/", "work')"), 'test/a.ts:1 says'],
      ['test/a.ts', glue('"/', 'root/.cache"'), 'test/a.ts:1 says'],
    ],
    keeps: [['src/core/a.ts', 'ctx.work, net/work, https://host.example/work/page, /worker']],
  },
  {
    rule: noWorkHabits,
    breaks: [
      ['README.md', glue('a coding', ' session'), 'README.md:1 says'],
      ['README.md', glue('written by a sub', 'agent'), 'README.md:1 says'],
    ],
    keeps: [['README.md', 'A client session survives its leader. Sessions are part of a snapshot. An agent of chaos.']],
  },
  {
    rule: nothingPostponed,
    breaks: [['src/core/a.ts', glue('// TO', 'DO later'), 'src/core/a.ts:1 says']],
    keeps: [['src/core/a.ts', '// All todos are done.']],
  },
  {
    rule: lockWithoutAddresses,
    breaks: [['package-lock.json', '"resolved": "somewhere"', 'says "resolved":']],
    keeps: [['test/a.json', '"resolved": 1']],
  },
]
