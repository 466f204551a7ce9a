import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { PluginRegistry, RulesHost } from '@farthing/kernel'
import { simulateLife } from '@farthing/simulator'
import { testKernel } from '@farthing/testing'
import { changesAtWork } from '../../plugins/plan-changes/src/changes-at-work.ts'
import { root } from './farthing.ts'

const RULES = `operator "Test" {
  currency AUD
  time zone "Australia/Melbourne"
  round half up to 0.01
}

plan basic "Basic" {
  from 2026-01-01
  rent 10.00 per month in advance, prorated by day
  leaving-fee 7.50
}
`

const LIFE = {
  account: { billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' },
  facts: [
    { on: '2026-03-01', do: 'subscribe', as: 'one', plan: 'basic' },
    { on: '2026-03-11', do: 'terminate' },
    { on: '2026-04-01', do: 'bill' }
  ]
}

const lockfile = (): string =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

describe('a plugin folder that is dropped in', () => {
  let plugins: string
  beforeAll(() => {
    mkdirSync(join(root, 'data'), { recursive: true })
    plugins = mkdtempSync(join(root, 'data/dropped-in-'))
    for (const name of readdirSync(join(root, 'plugins')).filter(each => each !== 'plan-changes')) {
      const here = join(root, 'plugins', name)
      cpSync(here, join(plugins, name), { recursive: true, filter: path => !path.startsWith(join(here, 'dist')) })
    }
  })
  afterAll(() => rmSync(plugins, { recursive: true }))

  const start = () => testKernel({ pluginsFolder: plugins })
  const request = { files: new Map([['rules.farthing', RULES]]), author: 'test', message: '' }

  it('is unknown before: its statement is refused by name', async () => {
    const kernel = await start()
    const published = await kernel.get(RulesHost).publish(request)
    await kernel.close()
    expect(published).toMatchObject({ ok: false, reason: 'rules-refused', diagnostics: [{ line: 10, column: 3 }] })
  })

  it('charges after a restart, with no other edit and the same lockfile', async () => {
    const before = lockfile()
    const words = ['tools/new-plugin.mjs', 'leaving-fee', 'charge', relative(root, plugins)]
    execFileSync(process.execPath, words, { cwd: root, stdio: 'ignore', env: { ...process.env, NODE_OPTIONS: '' } })
    const kernel = await start()
    const host = kernel.get(RulesHost)
    const published = await host.publish(request)
    if (!published.ok) throw new Error(JSON.stringify(published))
    const rules = await host.whole(published.publication.version)
    if (rules === undefined) throw new Error('the rules were not kept')
    const life = await simulateLife(LIFE, { rules }, kernel.get(PluginRegistry).registry)
    await kernel.close()
    if (!life.ok) throw new Error(JSON.stringify(life.problems))
    const lines = life.result.invoices.flatMap(invoice =>
      invoice.lines.map(line => `${line.description} ${line.amount}`)
    )
    expect(lines).toContain('Basic: leaving fee 7.50')
    expect(lockfile()).toBe(before)
  })

  it('brings a matrix: refused cell by cell, its examples played before it is published', async () => {
    cpSync(join(root, 'plugins/plan-changes'), join(plugins, 'plan-changes'), { recursive: true })
    const kernel = await start()
    const publish = (text: string) => {
      const files = new Map([['rules.farthing', RULES.slice(0, RULES.indexOf('plan basic')) + text]])
      return kernel.get(RulesHost).publish({ ...request, files })
    }
    const wrong = await publish(changesAtWork.replace('| 25.00', '| -    '))
    const red = await publish(changesAtWork.replace('| 25.00', '| 24.00'))
    const right = await publish(changesAtWork)
    await kernel.close()
    expect(wrong).toMatchObject({ ok: false, diagnostics: [{ code: 'R0120', line: 21, column: 51 }] })
    expect([red, right]).toMatchObject([{ ok: false, reason: 'examples-failed' }, { ok: true }])
  })

  it('that is broken stops the start, with file, cause and fix', async () => {
    cpSync(join(plugins, 'leaving-fee'), join(plugins, 'broken-fee'), { recursive: true })
    const broken = "export const plugin = { id: 'leaving-fees', sdk: '^9.0.0', contributes: {} }"
    writeFileSync(join(plugins, 'broken-fee/src/index.ts'), broken)
    await expect(start()).rejects.toThrow(
      /plugins\/broken-fee\/src\/index\.ts[^]*differs from its folder[^]*rename the folder[^]*wants sdk \^9\.0\.0/
    )
  })
})
