// `npm run new:plugin NAME [KIND]`: copies the template of a charge, or of a usage format, to plugins/NAME. It passes every check and works after a restart, as it stands.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './packages.mjs'

/** What stands for the plugin's name in each template, and how it is used once it is there. */
const TEMPLATES = {
  charge: { sample: 'sample-fee', use: name => `${name} 1.50   in a plan of rules/, then npx farthing check rules` },
  'usage-format': { sample: 'sample-log', use: name => `npx farthing usage import FILE --format ${name}` }
}
/** `folder`: somewhere else within this repository, for the spec. */
const [name = '', kind = 'charge', folderWanted = 'plugins'] = process.argv.slice(2)
const plugins = join(root, folderWanted)

const refusal = reasonAgainst(name)
if (refusal !== undefined) {
  console.error(
    `new:plugin: ${refusal}\nUsage: npm run new:plugin NAME [charge | usage-format], for example: npm run new:plugin paper-bills`
  )
  process.exit(2)
}

const { sample, use } = TEMPLATES[kind]
const folder = join(plugins, name)
cpSync(join(root, 'tools/plugin-templates', kind), folder, { recursive: true })
rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter(found => found.isFile())) {
  const file = join(entry.parentPath, entry.name)
  writeFileSync(file, renamed(readFileSync(file, 'utf8')))
  if (entry.name.includes(sample)) renameSync(file, join(entry.parentPath, entry.name.replace(sample, name)))
}
spawnSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', folder], { cwd: root, stdio: 'ignore' })
console.log(`plugins/${name} is there. Next:
  edit  plugins/${name}/src/${name}.ts and its spec
  run   npm test -- plugins/${name}
  use   ${use(name)}
A restart of farthing finds it; npm run build makes it start faster.`)

function reasonAgainst(wanted) {
  if (wanted === '') return 'give the plugin a name'
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(wanted))
    return `'${wanted}' is not in kebab case (lower-case words joined by hyphens)`
  if (wanted.length > 40) return `'${wanted}' is longer than 40 characters`
  if (!Object.hasOwn(TEMPLATES, kind)) return `'${kind}' is no template; there are ${Object.keys(TEMPLATES).join(', ')}`
  if (existsSync(join(plugins, wanted))) return `plugins/${wanted} exists already`
  return undefined
}

/** sample-fee, sampleFee, SampleFee and 'sample fee' in the new name. */
function renamed(text) {
  const before = spellings(sample)
  return spellings(name).reduce((result, spelling, index) => result.replaceAll(before[index], spelling), text)
}

function spellings(kebab) {
  const words = kebab.split('-')
  const pascal = words.map(word => word[0].toUpperCase() + word.slice(1)).join('')
  return [kebab, pascal, pascal[0].toLowerCase() + pascal.slice(1), words.join(' ')]
}
