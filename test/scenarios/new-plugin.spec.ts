import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join, relative } from 'node:path'
import { loadPlugins } from '@farthing/kernel/plugin-host'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('npm run new:plugin', () => {
  let folder: string
  beforeAll(() => {
    mkdirSync(join(root, 'data'), { recursive: true })
    folder = mkdtempSync(join(root, 'data/new-plugin-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const run = (...words: string[]): string =>
    execFileSync(process.execPath, ['tools/new-plugin.mjs', ...words], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, NODE_OPTIONS: '' }
    })

  it('makes a plugin that loads at once, with its statement and its charge type', async () => {
    expect(run('paper-bills', relative(root, folder))).toContain('npm test -- plugins/paper-bills')
    const loaded = await loadPlugins(folder)
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    expect([...loaded.registry.statements.keys()]).toEqual(['paper-bills.fee'])
    expect([...loaded.registry.chargeTypes.keys()]).toEqual(['paper-bills'])
  })

  it('leaves no word of the template behind', () => {
    const source = readFileSync(join(folder, 'paper-bills/src/paper-bills.ts'), 'utf8')
    expect(source).toContain('export const paperBillsCharge: ChargeType<PaperBills>')
    expect(source).not.toMatch(/sample/i)
  })

  it.each([
    ['Paper_Bills', 'not in kebab case'],
    ['paper-bills', 'exists already'],
    ['', 'give the plugin a name']
  ])('refuses %j: %s', (name, reason) => {
    expect(() => run(name, relative(root, folder))).toThrow(reason)
  })
})
