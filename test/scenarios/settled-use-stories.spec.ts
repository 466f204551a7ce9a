// What one event got on the bill, and why the other rules had no part in it. Numbers that can be checked on paper.
import { accountHistory, type Fact } from '@farthing/billing-core'
import { formatDecimal } from '@farthing/billing-core/values'
import { type RuleSet, tariffAt } from '@farthing/rules-language'
import { type BillableUsage, ruleBook, settledUses, type UsageInput, verdictsOn } from '@farthing/simulator'
import { allPlugins, rulesOf } from './play.ts'

const rules = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  country 61, trunk prefix 0, international prefix 0011
  round half up to 0.01
}

zones world {
  | prefix | zone     |
  | 61     | national |
  | 614    | mobile   |
}

tariff calls for voice {
  from 2026-01-01 until 2026-06-01
  zone by called number in world
  band peak = weekdays 08:00..20:00
  band offpeak = otherwise
  rates {
    | zone     | band    | setup | price           |
    | national | peak    | 0.30  | 0.20 per minute |
    | national | offpeak | 0.30  | 0.10 per minute |
    | mobile   | *       |       | 0.40 per minute |
  }
}

tariff calls for voice {
  from 2026-06-01
  rates {
    | price           |
    | 0.50 per minute |
  }
}

tariff bulk for voice {
  rates {
    | price           |
    | 0.01 per minute |
  }
}

plan talk "Talk" {
  tariff calls
  include 30 min of voice to national
  include 10 min of voice to mobile
  when voice runs out: 1.00 per started 10 min, at most 1 time
  cap voice to mobile at 3.00 per day
  offer "Free weekends" {
    from 2026-03-01 until 2026-04-01
    on saturday, sunday
    voice to national is free
  }
  offer "Evenings" {
    on weekdays 20:00..24:00
    voice is 50% off
  }
  offer "Long talkers" {
    after 60 min of voice in the cycle
    voice is 30% off
    overrides "Evenings", "Free weekends"
  }
}

plan least "Least" {
  tariff calls
  include 5 min of voice
  when voice runs out: 1.00 per started 10 min, at most 1 time, then free
  minimum voice at 2.50 per day
}
`

const call = (id: string, at: string, minutes: number, to = '61399990000') => ({ id, at, to, minutes })
type Call = ReturnType<typeof call>

const WEEK: readonly Call[] = [
  call('mon', '2026-03-02T10:00', 20), // a Monday
  call('tue', '2026-03-03T10:00', 25),
  call('wed', '2026-03-04T21:00', 10),
  call('sat', '2026-03-07T10:00', 10),
  call('sun', '2026-03-08T10:00', 30, '61412345678')
]

async function inputOf(calls: readonly Call[], plan = 'talk'): Promise<UsageInput> {
  const registry = await allPlugins()
  const compiled = rulesOf(rules, registry)
  const known = Temporal.Instant.from('2026-03-01T00:00:00Z')
  const base = { known, supersedes: null, effective: Temporal.PlainDate.from('2026-03-01') }
  const facts: Fact[] = [
    { kind: 'account-opened', id: 'f1', ...base, billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' },
    { kind: 'subscribed', id: 'f2', ...base, subscription: 's', as: 'Anna', plan, identities: [] }
  ]
  const history = accountHistory('a', facts)
  if (history === null) throw new Error('the account is opened')
  return {
    history,
    ruleBook: ruleBook([{ from: null, rules: compiled }]),
    registry,
    usage: calls.map(each => rated(each, compiled)),
    carried: [],
    billDate: Temporal.PlainDate.from('2026-04-01'),
    since: null
  }
}

function rated({ id, at, to, minutes }: Call, compiled: RuleSet): BillableUsage {
  const startedAt = Temporal.PlainDateTime.from(at).toZonedDateTime('Australia/Melbourne').epochMilliseconds
  const quantity = minutes * 60_000
  const outcome = tariffAt(compiled, 'calls', startedAt)?.rate({ startedAt, quantity, to })
  if (outcome?.ok !== true) throw new Error(`no rate for ${id}`)
  const { zone, billed, amount } = outcome
  const named = { tariff: 'calls', version: compiled.version, from: '', value: null }
  return { id, subscription: 's', service: 'voice', zone, startedAt, quantity, to, billed, amount, ...named }
}

async function got(ids: readonly string[], plan = 'talk'): Promise<string[]> {
  const settled = settledUses(await inputOf(WEEK, plan), new Set(ids))
  if (!settled.ok) throw new Error(settled.detail)
  return ids.flatMap(id => {
    const use = settled.uses.get(id)
    const amount = formatDecimal(BigInt(use?.amount ?? -1), 2)
    return [`${id} ${amount}`, ...(use?.shares ?? []).map(({ kind, rule, text }) => `${kind} ${rule.line}: ${text}`)]
  })
}

async function whyNot(id: string, kind: string, calls: readonly Call[] = WEEK): Promise<string[]> {
  const found = verdictsOn(await inputOf(calls), id)
  if (found?.ok !== true) throw new Error(`nothing of ${id}`)
  return found.verdicts
    .filter(each => each.kind === kind)
    .map(({ applied, condition, rule }) => `${applied ? 'yes' : 'no'} ${rule.line}: ${condition}`)
}

describe('what an event got on the bill', () => {
  it('is a part of the allowance that was left, and a pack for the rest', async () => {
    expect(await got(['mon', 'tue'])).toEqual([
      'mon 0.00',
      'allowance 45: 20 min of the 30 min left',
      'tue 2.30',
      'allowance 45: 10 min of the 10 min left',
      'pack 47: 10 min from packs, 1 of 10 min bought'
    ])
  })

  it('is the offer that holds, and what a cap took off', async () => {
    expect(await got(['wed', 'sat', 'sun'])).toEqual([
      'wed 0.65',
      'offer 54: 50% off',
      'sat 0.00',
      'offer 49: free',
      'sun 3.00',
      'allowance 46: 10 min of the 10 min left',
      'offer 58: 30% off',
      'cap 48: cut at 3.00 in the day'
    ])
  })

  it('is what lies beyond the last pack, and what a day costs at least', async () => {
    expect(await got(['mon'], 'least')).toEqual([
      'mon 2.50',
      'allowance 67: 5 min of the 5 min left',
      'pack 68: 10 min from packs, 1 of 10 min bought',
      'pack 68: 5 min free beyond what was left',
      'minimum 69: raised'
    ])
  })

  it('is explained step by step, and adds up to what is charged', async () => {
    const settled = settledUses(await inputOf(WEEK), new Set(['sun']))
    const steps = settled.ok ? (settled.uses.get('sun')?.explanation.steps ?? []) : []
    expect(steps.map(({ step, detail, result }) => `${step}: ${detail} -> ${result}`)).toEqual([
      'quantity: used -> 30 min',
      'bands: starts 2026-03-08 10:00:00: offpeak = otherwise -> offpeak',
      'allowance: 10 min of the 10 min left by plan talk > include (coastal.farthing:46:3) -> 10 min',
      'tiers: offpeak: 20 min at 0.40 per minute -> 8.00',
      'discount: 30% off by plan talk > offer "Long talkers" (coastal.farthing:58:3) -> -2.40',
      'maximum: cut at 3.00 in the day by plan talk > cap (coastal.farthing:48:3) -> -2.60',
      'amount: on the bill, exact to six decimals -> 3.000000'
    ])
  })
})

describe('why a rule had no part in the price of an event', () => {
  it('names the hours of the band and the prefix of the zone', async () => {
    expect(await whyNot('mon', 'rate')).toEqual([
      'yes 22: peak: 0 s at 0.20 per minute',
      'no 23: Monday 2026-03-02 10:00 is peak (weekdays 08:00..20:00), not offpeak (otherwise)',
      'no 24: 61399990000 has prefix 61, which is national, not mobile'
    ])
  })

  it('names the dates of other versions, and tariffs that the plan does not name', async () => {
    expect(await whyNot('mon', 'tariff')).toEqual([
      'no 28: it holds from 2026-06-01, and the use began on Monday 2026-03-02 at 10:00:00',
      'no 36: plan talk does not name it'
    ])
  })

  it('says which event used an allowance up, and which zones it is for', async () => {
    expect(await whyNot('wed', 'allowance')).toEqual([
      'no 45: it was empty since tue, of Tuesday 2026-03-03 at 10:00:00',
      'no 46: it is for voice to mobile, and the zone is national'
    ])
    expect(await whyNot('sat', 'allowance', WEEK.slice(3))).toEqual([
      'no 45: plan talk > offer "Free weekends" (coastal.farthing:49:3) makes the use free: nothing is taken',
      'no 46: it is for voice to mobile, and the zone is national'
    ])
  })

  it('says what an offer waits for: dates, hours, zone, use so far, another offer', async () => {
    expect(await whyNot('sun', 'offer')).toEqual([
      'no 49: it is for voice to national, and the zone is mobile',
      'no 54: it holds weekdays 20:00..24:00, and the use began on Sunday 2026-03-08 at 10:00:00',
      'yes 58: it holds for the use'
    ])
    expect(await whyNot('tue', 'offer')).toEqual([
      'no 49: it holds saturday, sunday, and the use began on Tuesday 2026-03-03 at 10:00:00',
      'no 54: it holds weekdays 20:00..24:00, and the use began on Tuesday 2026-03-03 at 10:00:00',
      'no 58: it holds after 1 h of voice in the cycle, and 20 min were used before'
    ])
    const late = [...WEEK, call('next', '2026-03-14T10:00', 5)]
    expect(await whyNot('next', 'offer', late)).toContainEqual(
      'no 49: plan talk > offer "Long talkers" (coastal.farthing:58:3) goes before it'
    )
  })

  it('says that packs are bought up, that nothing was left to buy, and how far a cap is', async () => {
    expect(await whyNot('mon', 'pack')).toEqual(['no 47: allowances had enough left for the use'])
    expect(await whyNot('wed', 'pack')).toEqual(['no 47: all 1 of the cycle were bought and used up'])
    expect(await whyNot('mon', 'cap')).toEqual(['no 48: it counts voice to mobile, and the zone is national'])
    const short = [call('one', '2026-03-02T10:00', 14, '61412345678')]
    expect(await whyNot('one', 'cap', short)).toEqual([
      'no 48: not reached: 1.00 of 3.00 in the day, this use among it'
    ])
  })

  it('knows no event that is not there', async () => {
    expect(verdictsOn(await inputOf(WEEK), 'none')).toBeNull()
  })
})
