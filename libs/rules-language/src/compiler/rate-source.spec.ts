// What becomes code: integers and names of ours. The operator's words must never be among them.
import { compileRules } from '../rule-set/compile-rules.ts'
import type { RuleSet } from '../rule-set/rule-set.ts'
import { EARLIEST_START } from './tariff-form.ts'

const EVIL = '"+process.exit(1)+"`${process.exit(1)}` \\u0022 */ }); globalThis.broken = true; //'
const sources: string[] = []

/** Every source handed to the Function constructor while `work` runs. */
function spied<T>(work: () => T): T {
  const Original = globalThis.Function
  globalThis.Function = new Proxy(Original, {
    construct(target, parts: string[]) {
      sources.push(parts.join('\n'))
      return Reflect.construct(target, parts) as object
    }
  })
  try {
    return work()
  } finally {
    globalThis.Function = Original
  }
}

function rulesOf(): RuleSet {
  const quoted = `"${EVIL.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  const csv = `"${EVIL.replaceAll('"', '""')}"`
  const rules = `operator ${quoted} { currency AUD; time zone "Australia/Melbourne"; holidays ${quoted} }
holidays ${quoted} from "h.csv"
zones ${quoted} from "z.csv"
tariff ${quoted} for voice {
  zone by called number in ${quoted}
  band ${quoted} = weekdays 08:00..20:00 except holidays
  band offpeak = otherwise
  rates from "r.csv"
}
plan p "P" { from 2026-01-01 }`
  const result = compileRules({
    files: new Map([
      ['a.farthing', rules],
      ['h.csv', `date,name\n2026-12-25,${csv}\n`],
      ['z.csv', `prefix,zone\n61,${csv}\n`],
      ['r.csv', `zone,band,price,increment,minimum,maximum\n${csv},*,0.25 per minute,60s / 30s,0.1,9.5\n`]
    ]),
    signatures: []
  })
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result.rules
}

describe('generated code', () => {
  it('holds words of ours and integers only, whatever the operator calls things', () => {
    const rules = spied(rulesOf)
    expect(sources).toHaveLength(1)
    const [source = ''] = sources
    expect(source).not.toMatch(/process|globalThis|["`\\]/)
    const texts = source.match(/'[^']*'/g)
    expect(texts).toEqual(["'use strict'"])
    expect(source.match(/\d+\.\d+|\d+e\d+/g)).toBeNull()
    const tariff = rules.tariffs.get(EVIL)?.[0]
    const outcome = tariff?.rate({ startedAt: EARLIEST_START, quantity: 60_000, to: '612' })
    expect(outcome).toMatchObject({ ok: true, amount: 250_000, zone: EVIL })
    expect('broken' in globalThis).toBe(false)
  })
})
