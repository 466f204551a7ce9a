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
    expect(run('paper-bills', 'charge', relative(root, folder))).toContain('npm test -- plugins/paper-bills')
    const loaded = await loadPlugins(folder)
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    expect([...loaded.registry.statements.keys()]).toEqual(['paper-bills.fee'])
    expect([...loaded.registry.chargeTypes.keys()]).toEqual(['paper-bills'])
  })

  it('makes a plugin of a usage format that reads its own example', async () => {
    expect(run('night-log', 'usage-format', relative(root, folder))).toContain('--format night-log')
    const loaded = await loadPlugins(folder)
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    const opened = loaded.registry.usageFormats.get('night-log')?.open({ header: null, zone: 'UTC' })
    if (opened?.ok !== true) throw new Error('it does not open')
    const call = 'c-1;+61400000001;0399990000;2026-03-02 10:00:00;61;yes'
    expect(opened.parse(call)).toMatchObject({ kind: 'record', record: { id: 'c-1', quantity: 61_000 } })
    expect(readFileSync(join(folder, 'night-log/src/night-log.spec.ts'), 'utf8')).toContain(call)
  })

  it('leaves no word of the template behind', () => {
    const source = readFileSync(join(folder, 'paper-bills/src/paper-bills.ts'), 'utf8')
    expect(source).toContain('export const paperBillsCharge: ChargeType<PaperBills>')
    expect(source).not.toMatch(/sample/i)
  })

  it.each([
    ['Paper_Bills', 'charge', 'not in kebab case'],
    ['paper-bills', 'charge', 'exists already'],
    ['paper-bills', 'format', "'format' is no template; there are charge, usage-format"],
    ['', 'charge', 'give the plugin a name']
  ])('refuses %j %s: %s', (name, kind, reason) => {
    expect(() => run(name, kind, relative(root, folder))).toThrow(reason)
  })
})
