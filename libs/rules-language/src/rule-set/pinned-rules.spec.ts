import { compileRules } from './compile-rules.ts'
import { pinnedRules } from './pinned-rules.ts'

const RULES = `operator "X" { currency AUD; time zone "UTC" }
tariff calls for voice { from 2026-01-01 until 2026-07-01
rates { | price |
| 0.10 per minute |
} }
tariff calls for voice { from 2026-07-01
rates { | price |
| 0.20 per minute |
} }
plan p "P" { from 2026-01-01 until 2026-07-01 }
plan p "P" { from 2026-07-01 }
plan later "Later" { from 2027-01-01 }
`

describe('rules as they are on one day', () => {
  const compiled = compileRules({ files: new Map([['a.farthing', RULES]]), signatures: [] })
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ line, message }) => `${line} ${message}`).join('\n'))
  const { rules: pinned } = pinnedRules(compiled.rules, Temporal.PlainDate.from('2026-08-01'))
  const march = Temporal.Instant.from('2026-03-02T10:00:00Z').epochMilliseconds

  it('rate usage of any day by the version of that day', () => {
    const versions = pinned.tariffs.get('calls') ?? []
    expect(versions).toHaveLength(1)
    expect(versions[0]?.rate({ startedAt: march, quantity: 60_000, to: '' })).toMatchObject({ amount: 200_000 })
  })

  it('have one version of a plan, for everybody, since ever', () => {
    expect(pinned.plans.get('p')).toMatchObject([{ from: null, until: null, reach: null, at: { line: 11 } }])
  })

  it('leave alone what has no version that day', () => {
    expect(pinned.plans.get('later')).toEqual(compiled.rules.plans.get('later'))
  })
})
