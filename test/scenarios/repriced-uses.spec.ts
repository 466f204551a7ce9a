// What a re-rating says of each use: what a bill would; and one that nobody can price stands in no other's way.
import { accountHistory, type Fact } from '@farthing/billing-core'
import { definePlugin, loadRegistry, type Registry } from '@farthing/plugin-sdk'
import { AccountRepricer, affectedSpans, type BillableUsage, computeBill, ruleBooks } from '@farthing/simulator'
import { allPlugins, rulesOf } from './play.ts'

let fails = false
const lanes = definePlugin({
  id: 'lanes',
  sdk: '*',
  contributes: {
    statements: [
      {
        ...{ id: 'lanes.lane', in: ['plan'], pattern: 'lane of its own', slots: {}, doc: 'Which prices a lane has.' },
        ...{ example: 'lane of its own', lower: () => ({ ok: true as const, value: null }) }
      }
    ],
    usageTerms: [
      {
        statement: 'lanes.lane',
        tariffs: () => {
          if (fails) throw new TypeError('the lane is closed')
          return ['talk']
        }
      }
    ]
  }
})

async function withLanes(): Promise<Registry> {
  const plugins = [...(await allPlugins()).plugins.values(), lanes]
  const loaded = loadRegistry(plugins.map(plugin => ({ plugin, file: `plugins/${plugin.id}/src/index.ts` })))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return loaded.registry
}

const zone = 'Australia/Melbourne'
const talk = (head: string, price: string) => `tariff talk for voice {
  ${head}
  one zone anywhere
  rates {
    | price             | increment |
    | ${price} per minute | 1s / 1s   |
  }
}
`
const TEXT = `operator "Coastal Telecom" {
  currency AUD
  time zone "${zone}"
}
${talk('from 2025-01-01 until 2026-03-01', '1.00')}${talk('from 2026-03-01\n  holds for new customers', '0.50')}plan own "Own" { tariff talk }
plan silent "Silent" { rent 1.00 per month in advance }
plan laned "Laned" { lane of its own }
`
const registry = await withLanes()
const rules = rulesOf(TEXT, registry)
const books = ruleBooks([{ from: null, rules }])
const billDate = Temporal.PlainDate.from('2026-04-01')
const KEPT = 10_000_000
const NEW = 5_000_000

/** Ten minutes on 10 March. */
function use(id: string, amount: number, tariffSince = ''): BillableUsage {
  const startedAt = Temporal.Instant.from('2026-03-10T00:00:00Z').epochMilliseconds
  const called = { to: '', from: '', value: null, service: 'voice', zone: 'anywhere' }
  const by = { tariff: 'talk', tariffSince, version: rules.version }
  return { id, subscription: 's', startedAt, quantity: 600_000, billed: 600_000, amount, ...called, ...by }
}

/** On one plan after another, each since a day. */
function history(plan: string, ...later: readonly [from: string, plan: string][]) {
  const known = Temporal.Instant.from('2026-01-01T00:00:00Z')
  const effective = Temporal.PlainDate.from('2026-01-01')
  const told = { known, supersedes: null, effective }
  const changes = later.map(([from, to], index) => {
    const id = `f${index + 3}`
    const day = Temporal.PlainDate.from(from)
    return { kind: 'plan-changed', ...told, id, subscription: 's', plan: to, effective: day } as const
  })
  const facts: Fact[] = [
    { kind: 'account-opened', ...told, id: 'f1', billDay: 1, zone, currency: 'AUD' },
    { kind: 'subscribed', ...told, id: 'f2', subscription: 's', as: 'Anna', plan, identities: [] },
    ...changes
  ]
  const made = accountHistory('a', facts)
  if (made === null) throw new Error('the account is opened')
  return made
}

const repricer = (of: ReturnType<typeof history>) => new AccountRepricer(of, { books, registry, billDate })

function billed(of: ReturnType<typeof history>, usage: readonly BillableUsage[]): bigint | string {
  const days = { billDate, previousBillDate: null, since: null }
  const bill = computeBill({ history: of, registry, usage, carried: [], billed: [], ruleBook: books.own, ...days })
  if (!bill.ok) return bill.detail
  return (bill.invoice?.lines ?? []).reduce((sum, { amount, type }) => (type === 'usage' ? sum + amount : sum), 0n)
}

const stayed = history('own')
const returned = history('own', ['2026-03-03', 'silent'], ['2026-03-05', 'own'])
const left = history('own', ['2026-03-03', 'silent'])

describe('a use that was charged by the version that its customer had', () => {
  const kept = use('u1', KEPT, '2025-01-01')

  it.each([
    ['keeps it while that is so', stayed, KEPT],
    ['has the new one when the customer is found to be new', returned, NEW],
    ['stays as it was when the customer is found to have had no prices', left, KEPT]
  ])('%s, on the bill and in a re-rating', (_name, of, amount) => {
    expect(repricer(of).price(kept)).toMatchObject({ ok: true, rated: { amount } })
    expect(billed(of, [kept])).toBe(BigInt(amount))
  })

  it('and the other way round', () => {
    const fresh = use('u1', NEW)
    expect([billed(stayed, [fresh]), billed(returned, [fresh])]).toEqual([BigInt(KEPT), BigInt(NEW)])
  })
})

describe('a use that cannot be priced', () => {
  afterEach(() => {
    fails = false
  })

  it.each([
    ['by what it came at', use('u1', 1), 'it came at 0.000001, and tariff talk, which rated it, now says 5.00'],
    ['by rules that are known', { ...use('u1', NEW), version: 'gone' }, "no tariff 'talk' of rules gone is known"],
    [
      'by a tariff of so much',
      { ...use('u1', NEW), quantity: 400 * 86_400_000 },
      'tariff talk, which rated it, cannot: bad-quantity'
    ]
  ])('%s is told with the reason', (_name, event, detail) => {
    const prices = repricer(left)
    expect(prices.price(event)).toMatchObject({ ok: false, detail: expect.stringContaining(detail) })
    expect(prices.price(use('u2', NEW))).toMatchObject({ ok: true, rated: { amount: NEW } })
  })

  it('because a plugin fails is told with the plugin, and others are found all the same', () => {
    const laned = repricer(history('laned'))
    fails = true
    expect(laned.price(use('u1', NEW))).toMatchObject({
      ok: false,
      detail: expect.stringContaining('the lane is closed')
    })
    expect(repricer(stayed).price(use('u2', NEW))).toMatchObject({ ok: true, rated: { amount: KEPT } })
    const rated = {
      id: 1,
      plan: 'own',
      service: 'voice',
      tariff: 'talk',
      version: 'older',
      tariffSince: '',
      currency: 'AUD'
    }
    const spans = affectedSpans([rated, { ...rated, id: 2, version: rules.version }], books, registry.usageTerms)
    expect(spans.map(({ id }) => id)).toContain(1)
  })
})
