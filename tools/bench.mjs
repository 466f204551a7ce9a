// Runs the benchmarks of test/bench one after another, each in a process of its own: `npm run bench [-- NAME ...]`.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './packages.mjs'

const folder = join(root, 'test/bench')
const known = readdirSync(folder).filter(name => existsSync(join(folder, name, `${name}.bench.ts`)))
const options = process.argv.slice(2).filter(word => word.startsWith('-'))
const asked = process.argv.slice(2).filter(word => !word.startsWith('-'))
const unknown = asked.filter(name => !known.includes(name))
if (unknown.length > 0) {
  console.error(`No benchmark named ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  process.exit(2)
}

const node = ['--conditions=source', '--expose-gc', '--no-warnings', '--import', './tools/swc-hook.mjs']
const failed = (asked.length > 0 ? asked : known).filter(name => {
  const script = join('test/bench', name, `${name}.bench.ts`)
  return spawnSync(process.execPath, [...node, script, ...options], { cwd: root, stdio: 'inherit' }).status !== 0
})
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`)
process.exit(failed.length > 0 ? 1 : 0)
