// `npm run new:plugin NAME`: copies the template to plugins/NAME. It passes every check and works after a restart, as it stands.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './packages.mjs'

const TEMPLATE = 'sample-fee'
const name = process.argv[2] ?? ''
/** Somewhere else within this repository, for the spec: `new-plugin.mjs NAME FOLDER`. */
const plugins = join(root, process.argv[3] ?? 'plugins')

const refusal = reasonAgainst(name)
if (refusal !== undefined) {
  console.error(`new:plugin: ${refusal}\nUsage: npm run new:plugin NAME, for example: npm run new:plugin paper-bills`)
  process.exit(2)
}

const folder = join(plugins, name)
cpSync(join(root, 'tools/plugin-template'), folder, { recursive: true })
rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter(found => found.isFile())) {
  const file = join(entry.parentPath, entry.name)
  writeFileSync(file, renamed(readFileSync(file, 'utf8')))
  if (entry.name.includes(TEMPLATE)) renameSync(file, join(entry.parentPath, entry.name.replace(TEMPLATE, name)))
}
spawnSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', folder], { cwd: root, stdio: 'ignore' })
console.log(`plugins/${name} is there. Next:
  edit  plugins/${name}/src/${name}.ts and its spec
  run   npm test -- plugins/${name}
  use   ${name} 1.50   in a plan of rules/, then npx farthing check rules
A restart of farthing finds it; npm run build makes it start faster.`)

function reasonAgainst(wanted) {
  if (wanted === '') return 'give the plugin a name'
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(wanted))
    return `'${wanted}' is not in kebab case (lower-case words joined by hyphens)`
  if (wanted.length > 40) return `'${wanted}' is longer than 40 characters`
  if (existsSync(join(plugins, wanted))) return `plugins/${wanted} exists already`
  return undefined
}

/** sample-fee, sampleFee, SampleFee and 'sample fee' in the new name. */
function renamed(text) {
  const words = name.split('-')
  const pascal = words.map(word => word[0].toUpperCase() + word.slice(1)).join('')
  return text
    .replaceAll('sample-fee', name)
    .replaceAll('SampleFee', pascal)
    .replaceAll('sampleFee', pascal[0].toLowerCase() + pascal.slice(1))
    .replaceAll('sample fee', words.join(' '))
}
