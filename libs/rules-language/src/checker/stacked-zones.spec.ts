// Zone tables one after the other: which table decides, what decides nothing, and a rate for every zone that can be met.
import fc from 'fast-check'
import { compileRules, type CompileResult } from '../rule-set/compile-rules.ts'

const TABLES = ['home', 'near', 'world'] as const
type Rows = readonly (readonly [prefix: string, zone: string])[]

function compiled(tables: readonly Rows[], rates: string): CompileResult {
  const text = tables.map(
    (rows, index) =>
      `zones ${TABLES[index]} { | prefix | zone |\n${rows.map(([prefix, zone]) => `| ${prefix} | ${zone} |\n`).join('')}}`
  )
  const [first, ...others] = TABLES.slice(0, tables.length)
  const names = others.length === 0 ? first : `${first} then ${others.join(', ')}`
  const rules = `operator "X" { currency AUD; time zone "UTC" }
${text.join('\n')}
tariff v for voice {
zone by called number in ${names}
rates { | zone | price |
${rates}
}
}
plan p "P" { from 2026-01-01 }
`
  return compileRules({ files: new Map([['a.farthing', rules]]), signatures: [] })
}

function zoneOf(result: CompileResult, to: string): string {
  const version = result.ok ? result.rules.tariffs.get('v')?.[0] : undefined
  const outcome = version?.rate({ startedAt: 1_772_000_000_000, quantity: 60_000, to })
  return outcome === undefined ? 'nothing' : outcome.ok ? outcome.zone : outcome.reason
}

const found = ({ diagnostics }: CompileResult): string[] =>
  diagnostics
    .filter(({ code }) => code !== 'R0112' && code !== 'R0133' && code !== 'R0132')
    .map(({ code, message }) => `${code} ${message}`)

describe('stacked zone tables', () => {
  it('let the first that knows a number decide, by its longest prefix', () => {
    const result = compiled(
      [
        [
          ['613', 'local'],
          ['6139', 'city']
        ],
        [
          ['61', 'national'],
          ['614', 'mobile']
        ],
        [
          ['6', 'south'],
          ['1', 'west']
        ]
      ],
      '| * | 0.10 per minute |'
    )
    expect(found(result)).toEqual([])
    expect(['6139', '6131', '614', '612', '62', '1', '9'].map(to => zoneOf(result, to))).toEqual([
      'city',
      'local',
      'mobile',
      'national',
      'south',
      'west',
      'no-zone'
    ])
  })

  it('warn of a table and of rows that decide nothing', () => {
    const rows: readonly Rows[] = [
      [['61', 'local']],
      [
        ['613', 'national'],
        ['61', 'mobile']
      ],
      [
        ['613', 'far'],
        ['1', 'west']
      ]
    ]
    expect(found(compiled(rows, '| local | 0.10 per minute |\n| west | 0.20 per minute |'))).toEqual([
      'R0134 zone table near decides nothing: tables before it know all its numbers; 61 stands before 613 (a.farthing:3:1)',
      'R0135 a row of world decides nothing behind the tables before it: 61 stands before 613 (a.farthing:3:1)'
    ])
  })

  it('want a rate for the zones that can be met, and warn of rates for others', () => {
    const rows: readonly Rows[] = [
      [['61', 'local']],
      [
        ['613', 'national'],
        ['1', 'west']
      ]
    ]
    expect(found(compiled(rows, '| local | 0.10 per minute |\n| national | 0.20 per minute |'))).toEqual([
      'R0152 west has no rate',
      'R0135 a row of near decides nothing behind the tables before it: 61 stands before 613 (a.farthing:3:1)',
      'R0155 this row never applies: every zone and band that it is for has a row of its own'
    ])
  })

  it('decide as asking one table after the other does', () => {
    const prefix = fc.stringMatching(/^[12]{1,4}$/)
    const table = fc.uniqueArray(fc.tuple(prefix, fc.constantFrom('a', 'b', 'c')), {
      selector: ([text]) => text,
      minLength: 1,
      maxLength: 6
    })
    fc.assert(
      fc.property(
        fc.array(table, { minLength: 1, maxLength: 3 }),
        fc.array(fc.stringMatching(/^[12]{1,6}$/), { minLength: 8 }),
        (tables, numbers) => {
          const result = compiled(tables, '| * | 0.10 per minute |')
          for (const number of numbers) {
            const asked = tables.map(
              rows => rows.filter(([start]) => number.startsWith(start)).sort(([a], [b]) => b.length - a.length)[0]?.[1]
            )
            expect(zoneOf(result, number)).toBe(asked.find(zone => zone !== undefined) ?? 'no-zone')
          }
        }
      )
    )
  })
})
