// Lets Node run this repository's TypeScript as it stands, decorators included: used by tests, the watcher and dropped-in plugins.
import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const OPTIONS = {
  sourceMaps: 'inline',
  swcrc: false,
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true
  },
  module: { type: 'es6' }
}
/** What was transpiled before, named by all that it depends on: a second process starts in two thirds of the time. */
const cache = join(import.meta.dirname, '../node_modules/.cache/farthing-swc')
const made = `${require('@swc/core/package.json').version} ${JSON.stringify(OPTIONS)}`

registerHooks({
  resolve(specifier, context, nextResolve) {
    try {
      return nextResolve(specifier, context)
    } catch (problem) {
      if (problem.code !== 'ERR_MODULE_NOT_FOUND' || !/^\.\.?\/.*\.js$/.test(specifier)) throw problem
      return nextResolve(specifier.replace(/\.js$/, '.ts'), context)
    }
  },
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context)
    return { format: 'module', source: transpiled(fileURLToPath(url)), shortCircuit: true }
  }
})

function transpiled(filename) {
  const text = readFileSync(filename, 'utf8')
  const file = join(cache, hash('sha256', `${made}\n${filename}\n${text}`))
  try {
    return readFileSync(file, 'utf8')
  } catch {
    const { code } = require('@swc/core').transformSync(text, { filename, ...OPTIONS })
    keep(file, code)
    return code
  }
}

/** Whole or not at all, for another process may read it. Where nothing can be written, each process transpiles for itself. */
function keep(file, code) {
  try {
    mkdirSync(cache, { recursive: true })
    writeFileSync(`${file}.${process.pid}`, code)
    renameSync(`${file}.${process.pid}`, file)
  } catch {
    // read-only, or full
  }
}
