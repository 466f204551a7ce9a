import { readFileSync } from 'node:fs'
import { definePlugin } from './plugin.ts'
import type { ChargeType } from './charge-type.ts'
import { loadRegistry } from './registry.ts'
import type { UsageFormat } from './usage-format.ts'
import { sdkVersion } from './version.ts'

const statement = (id: `${string}.${string}`, pattern = 'levy <amount>') => ({
  id,
  in: ['plan'],
  pattern,
  slots: { amount: { kind: 'money' as const } },
  doc: 'A levy.',
  example: 'levy 1.00',
  lower: () => ({ ok: true as const, value: null })
})
const charge = (code: string, priced: string): ChargeType => ({
  code,
  statement: priced,
  ledger: 'revenue',
  targets: () => []
})
const format = (code: string): UsageFormat => ({
  code,
  title: code,
  hasHeader: false,
  open: () => ({ ok: false, problem: 'never' })
})
const levies = definePlugin({
  id: 'levies',
  sdk: '^0.1.0',
  contributes: { statements: [statement('levies.levy')], chargeTypes: [charge('levy', 'levies.levy')] }
})
const file = (folder: string): string => `plugins/${folder}/src/index.ts`

/** 'file: cause -> fix' of every problem. */
const refusals = (...sources: { plugin: unknown; file: string }[]): string[] => {
  const loaded = loadRegistry(sources)
  return loaded.ok ? [] : loaded.problems.map(({ file: where, cause, fix }) => `${where}: ${cause} -> ${fix}`)
}

describe('the registry', () => {
  it('indexes every contribution by its code', () => {
    const loaded = loadRegistry([{ plugin: levies, file: file('levies') }])
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    const { registry } = loaded
    expect([...registry.plugins.keys()]).toEqual(['levies'])
    expect([...registry.statements.keys()]).toEqual(['levies.levy'])
    expect(registry.chargeTypes.get('levy')?.statement).toBe('levies.levy')
    expect(registry.usageFormats.size).toBe(0)
  })

  it('takes the folder from a built file and from a package.json as well', () => {
    expect(refusals({ plugin: levies, file: 'plugins/levies/dist/index.js' })).toEqual([])
    expect(refusals({ plugin: levies, file: '/srv/farthing/plugins/levies/package.json' })).toEqual([])
  })

  it('offers the version that the package has', () => {
    const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ version: sdkVersion })
  })
})

describe('a plugin is refused, with file, cause and fix, when', () => {
  it('it exports none', () => {
    expect(refusals({ plugin: undefined, file: file('levies') })).toEqual([
      'plugins/levies/src/index.ts: it exports no plugin -> write `export const plugin = definePlugin({ id, sdk, contributes })`'
    ])
  })

  it('its id differs from its folder', () => {
    expect(refusals({ plugin: levies, file: file('taxes') })).toEqual([
      `plugins/taxes/src/index.ts: the plugin's id "levies" differs from its folder "taxes" -> rename the folder to "levies", or write id: 'taxes'`
    ])
  })

  it.each([
    ['^9.0.0', 'it wants sdk ^9.0.0, and this is 0.1.0'],
    ['banana', 'its sdk range "banana" is not a semver range'],
    [undefined, 'its sdk range undefined is not a semver range']
  ])('it was written for sdk %s', (sdk, cause) => {
    expect(refusals({ plugin: { ...levies, sdk }, file: file('levies') })).toEqual([expect.stringContaining(cause)])
  })

  it('another has its id', () => {
    const twin = { plugin: { ...levies, contributes: {} }, file: 'more/levies/src/index.ts' }
    expect(refusals({ plugin: levies, file: file('levies') }, twin)).toEqual([
      expect.stringContaining(
        'more/levies/src/index.ts: the plugin id "levies" is already taken by plugins/levies/src/index.ts'
      )
    ])
  })

  it('it repeats a code of another plugin, of whatever kind', () => {
    const one = { id: 'one', sdk: '^0.1.0', contributes: { usageFormats: [format('csv')] } }
    const two = {
      id: 'two',
      sdk: '^0.1.0',
      contributes: { usageFormats: [format('csv')], chargeTypes: [charge('levy', 'levies.levy')] }
    }
    const sources = [levies, one, two].map(plugin => ({ plugin, file: file(plugin.id) }))
    expect(refusals(...sources)).toEqual([
      expect.stringContaining(`${file('two')}: charge type "levy" is already contributed by ${file('levies')}`),
      expect.stringContaining(`${file('two')}: usage format "csv" is already contributed by ${file('one')}`)
    ])
  })

  it('it contributes to an extension point that does not exist', () => {
    const plugin = { id: 'odd', sdk: '*', contributes: { chargeTypez: [], statements: 'none' } }
    expect(refusals({ plugin, file: file('odd') })).toEqual([
      `${file('odd')}: "chargeTypez" is not an extension point -> contribute to one of: statements, chargeTypes, deeds, usageTerms, changeJudges, bindingTerms, invoiceGroupings, taxes, commissions, points, facts, declaredFormats, usageFormats`,
      `${file('odd')}: "statements" is not a list -> write statements: [ ... ]`
    ])
  })

  it('an item is malformed, each fault by itself', () => {
    const plugin = {
      id: 'odd',
      sdk: '*',
      contributes: {
        statements: [{ id: 'other.levy', pattern: '' }],
        chargeTypes: [{ code: 'a:b', statement: 'odd.levy', ledger: 'cash', targets: 3 }, 5],
        usageFormats: [{}],
        usageTerms: [{ statement: 'odd.levy' }]
      }
    }
    const found = refusals({ plugin, file: file('odd') })
    expect(found).toContain(
      `${file('odd')}: statement "other.levy" is malformed: its id must begin with "odd." -> mend it as the docstring of its type says`
    )
    expect(found.filter(text => text.includes('charge type "a:b"'))).toHaveLength(3)
    expect(found).toContainEqual(expect.stringContaining('chargeTypes[1] is not an object'))
    expect(found).toContainEqual(expect.stringContaining('usageFormats[0] is malformed: `open` must be a function'))
    expect(found).toContainEqual(
      expect.stringContaining('it needs a function `tariffs`, `grants`, `offers`, `overages`, `minimums` or `caps`')
    )
  })

  it('a charge type prices a statement that nobody contributes', () => {
    const plugin = { id: 'odd', sdk: '*', contributes: { chargeTypes: [charge('odd', 'odd.levy')] } }
    expect(refusals({ plugin, file: file('odd') }, { plugin: levies, file: file('levies') })).toEqual([
      `${file('odd')}: charge type "odd" prices the statement "odd.levy", which no plugin contributes -> contribute it, or name one of: levies.levy`
    ])
  })

  it('several things are wrong: all of them are said at once', () => {
    const plugin = { id: 'odd', sdk: '^2.0.0', contributes: { wishes: [] } }
    expect(refusals({ plugin, file: file('even') })).toHaveLength(3)
  })
})
