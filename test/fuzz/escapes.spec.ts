// Names of the host's own things in rules: ordinary names where names stand, refused everywhere else, and nothing of the host is reached.
import { loadPlugins } from '@farthing/kernel/plugin-host'
import { compileRules, type CompileResult, type RuleSet } from '@farthing/rules-language'
import { runExamples } from '@farthing/simulator'

const loaded = await loadPlugins()
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
const { registry } = loaded
const signatures = [...registry.statements.values()]

const names = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'then',
  'constructоr', // Cyrillic о
  '__рroto__' // Cyrillic р
]

/** Everything that may have a name has this one. */
const rulesNamed = (name: string): ReadonlyMap<string, string> =>
  new Map([
    [
      'rules.farthing',
      `operator "${name}" {
  currency AUD
  time zone "Australia/Melbourne"
  country 61, trunk prefix 0, international prefix 0011
  holidays ${name}
}
holidays ${name} { | date | name |
  | 2026-03-09 | "${name}" | }
zones ${name} from "${name}.csv"
tariff ${name} for ${name}, counted in seconds {
  zone by called number in "${name}" # quoted: a word that goes on with the statement would be read as that
  band ${name} = weekdays 08:00..20:00 except holidays
  band other = otherwise
  rates {
    | zone    | band    | price           |
    | ${name} | ${name} | 0.60 per minute |
    | ${name} | other   | 0.30 per minute |
  }
}
plan ${name} "${name}" {
  family ${name}, level 1
  rent 10.00 per month in advance
  tariff ${name}
  include 1 min of ${name} to ${name}
}
example "${name}" {
  on 2026-03-02 subscribe ${name} as ${name}
  at 2026-03-02 10:00 use 3 min of ${name} to +61293334444 from ${name}
  expect charge 2 * 0.60 = 1.20
  on 2026-03-02 bill
  expect invoice {
    charge "${name}" 2026-03-02..2026-04-02 10.00
  }
}
`
    ],
    [`${name}.csv`, `prefix,zone\n61,${name}\n`]
  ])

const compile = (files: ReadonlyMap<string, string>): CompileResult => compileRules({ files, signatures })

function sound(result: CompileResult): RuleSet {
  if (!result.ok) throw new Error(result.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'))
  return result.rules
}

const hostNames = (): string => [Object, Function, Array, Map, String].map(namesOf).join(' ')

function namesOf({ prototype }: { prototype: object }): string {
  return Object.getOwnPropertyNames(prototype).sort().join(',')
}

describe.each(names)('%s', name => {
  const before = hostNames()

  afterEach(() => expect(hostNames()).toBe(before))

  it('is an ordinary name of plans, tariffs, zones, bands, services, calendars, families, files and subscriptions', async () => {
    const rules = sound(compile(rulesNamed(name)))
    expect([...rules.plans.keys(), ...rules.tariffs.keys(), ...rules.zones.keys(), ...rules.holidays.keys()]).toEqual([
      name,
      name,
      name,
      name
    ])
    const [tariff] = rules.tariffs.get(name) ?? []
    const outcome = tariff?.rate({ startedAt: Date.UTC(2026, 2, 3), quantity: 60_000, to: '61293334444' })
    expect(outcome).toMatchObject({ ok: true, amount: 600_000, zone: name, bands: name })
    expect(tariff?.rate({ startedAt: Date.UTC(2026, 2, 3), quantity: 60_000, to: name })).toMatchObject({ ok: false })
    const [report] = await runExamples(rules, registry)
    expect(report).toMatchObject({ title: name, failures: [], ok: true })
  })

  it.each([
    ['an undeclared plan', `example "x" { on 2026-03-02 subscribe ${name}; expect balance 0.00 }`, 'R0111'],
    ['an undeclared tariff', `plan p "P" { tariff ${name} }`, 'R0111'],
    ['an undeclared calendar', '', 'R0111'],
    ['a statement', `${name} "P" { rent 1.00 per month }`, 'R0020'],
    ['a statement in a block', `plan p "P" { ${name} 1.00 }`, 'R0020'],
    ['a unit', `plan p "P" { include 5 ${name} of voice }`, 'R0031'],
    ['a currency', `plan p "P" { bond 1.00 ${name} }`, 'R0024'],
    ['a period', `plan p "P" { rent 1.00 per ${name} }`, 'R0032'],
    ['a day', `tariff t for voice { band a = ${name}; band b = otherwise; rates { | price |\n| free | } }`, 'R0032'],
    ['a choice', `plan p "P" { rent 1.00 per month, prorated by ${name} }`, 'R0022'],
    ['a column', `tariff t for voice { rates { | price | ${name} |\n| free | free | } }`, 'R0051'],
    ['the only column', `tariff t for voice { rates { | ${name} |\n| free | } }`, 'R0050'],
    ['a file', `zones w from "${name}"`, 'R0121'],
    ['a column of a file', `zones w from "w.csv"`, 'R0051'],
    ['a price', `tariff t for voice { rates { | price |\n| ${name} | } }`, 'R0022'],
    ['an amount in a sum', `example "x" { expect charge ${name} + 1 }`, 'R0022']
  ])('%s of that name is refused', (what, text, code) => {
    const calendar = what === 'an undeclared calendar' ? `; holidays ${name}` : ''
    const operator = `operator "O" { currency AUD; time zone "UTC"${calendar} }\n`
    const result = compile(
      new Map([
        ['a.farthing', operator + text],
        ['w.csv', `prefix,zone,${name}\n61,national,x\n`]
      ])
    )
    expect(result.ok).toBe(false)
    expect(result.diagnostics.map(found => found.code)).toContain(code)
  })
})

describe('paths', () => {
  it.each(['../secret.csv', '/etc/passwd', 'a/../../secret.csv', 'C:\\secret.csv', '\\\\host\\secret.csv'])(
    '%s does not leave the rules folder',
    path => {
      const written = path.replaceAll('\\', '\\\\')
      const { diagnostics } = compile(new Map([['a.farthing', `zones w from "${written}"`]]))
      expect(diagnostics.map(({ code }) => code)).toContain('R0122')
    }
  )
})
