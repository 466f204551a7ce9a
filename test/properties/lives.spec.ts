// Whatever happens to an account, in whatever order it is told: the money is the same in the end, and it balances.
import fc from 'fast-check'
import { formatDecimal } from '@farthing/billing-core/values'
import { simulateLife } from '@farthing/simulator'
import type { LifeResult } from '@farthing/simulator'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { coins, sum } from './lives/coins.ts'
import { feePlanNames, feePlans } from './fee-plans.ts'
import { reachingNames, reachingPlans } from './reaching-plans.ts'

const registry = await allPlugins()
/** The feature of these lives grants and changes usage too. */
const text =
  coastal.replace(
    'setup 1.50\n',
    'setup 1.50\n  include 3 min of voice, roll over 1 cycle\n  cap voice at 2.00 per cycle\n  offer "Sundays" { on sunday; voice is 50% off }\n'
  ) +
  reachingPlans +
  feePlans
const rules = rulesOf(text, registry)
const dearer = text
  .replaceAll('rent 20.00 per month', 'rent 25.00 per month')
  .replaceAll('rent 90.00 per quarter', 'rent 101.00 per quarter')
  .replaceAll('0.25 per minute', '0.31 per minute')
  .replaceAll('include 10 min', 'include 20 min')
const ruleSets = new Map([['dearer', rulesOf(dearer, registry)]])

const first = Temporal.PlainDate.from('2027-11-20')
const end = first.add({ days: 400 })
const dayOf = (offset: number): string => first.add({ days: offset }).toString()

type Fact = Readonly<Record<string, unknown>>

interface ToldFact {
  readonly fact: Fact
  /** Days after it happened. */
  readonly delay: number
}

const plans = [
  'mobile-20',
  'mobile-40',
  'starter',
  'landline',
  'business',
  'anniversary',
  'talk',
  'talk-more',
  ...reachingNames,
  ...feePlanNames,
  ...feePlanNames
]
const plan = fc.constantFrom(...plans)
const deed = fc.constantFrom(
  'change',
  'change',
  'on',
  'on',
  'off',
  'suspend',
  'resume',
  'terminate',
  'charge',
  'credit',
  'use',
  'use'
)
const delay = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 150 }))

const dollars = (cents: number): string => formatDecimal(BigInt(cents) * 10_000n, 2)

interface Later {
  readonly after: number
  readonly deed: string
  readonly plan: string
  /** Cents of a charge, or seconds of a call. */
  readonly size: number
  readonly delay: number
}

const later: fc.Arbitrary<Later> = fc.record({
  after: fc.integer({ min: 1, max: 120 }),
  deed,
  plan,
  size: fc.integer({ min: 1, max: 5000 }),
  delay
})

function laterFact(as: string, start: number, { after, deed: does, plan: changed, size }: Later): Fact {
  const day = dayOf(start + after)
  if (does === 'use') {
    return { at: `${day}T10:30`, do: does, as, service: 'voice', quantity: `${size} s`, to: '+61293334444' }
  }
  const item = does === 'charge' || does === 'credit'
  if (does === 'on' || does === 'off')
    return { on: day, do: 'feature', as, feature: size % 2 === 0 ? 'voicemail' : 'daily-pass', state: does }
  return {
    on: day,
    do: does,
    as,
    ...(item ? { amount: dollars(size), description: does } : {}),
    ...(does === 'change' ? { plan: changed } : {})
  }
}

/** Two facts of one subscription on one day are told in an order that matters, so each has a day of its own. */
const subscription = (as: string): fc.Arbitrary<ToldFact[]> =>
  fc
    .record({
      start: fc.integer({ min: 0, max: 100 }),
      plan,
      delay,
      changes: fc.uniqueArray(later, { selector: ({ after }) => after, maxLength: 8 })
    })
    .map(({ changes, delay: told, plan: started, start }) => [
      { fact: { on: dayOf(start), do: 'subscribe', as, plan: started }, delay: told },
      ...changes.map(change => ({ fact: laterFact(as, start, change), delay: change.delay }))
    ])

const publish = fc
  .record({ day: fc.integer({ min: 0, max: 200 }), delay })
  .map(({ day, delay: told }) => [{ fact: { on: dayOf(day), do: 'publish', rules: 'dearer' }, delay: told }])

const lives = fc.record({
  billDay: fc.integer({ min: 1, max: 31 }),
  facts: fc.tuple(subscription('s1'), subscription('s2'), publish).map(all => all.flat())
})

function lateFact({ delay: days, fact }: ToldFact): Fact {
  const happened = String(fact['on'] ?? fact['at']).slice(0, 10)
  const known = Temporal.PlainDate.from(happened).add({ days })
  return days === 0 ? fact : { ...fact, known: known.toString() }
}

const promptFact = ({ fact }: ToldFact): Fact => fact

async function lived(billDay: number, facts: readonly Fact[], bills: readonly Fact[]): Promise<LifeResult> {
  const played = await simulateLife(
    { account: { billDay }, facts: [...facts, ...bills] },
    { rules, ruleSets },
    registry
  )
  if (!played.ok) throw new Error(JSON.stringify(played.problems))
  const parked = played.result.messages.find(({ kind }) => kind === 'account-parked')
  if (parked !== undefined) throw new Error(parked.text)
  return played.result
}

/** A change to the plan that is held when it is told is refused: what one of them refuses alone is told in neither. */
async function bothWays(billDay: number, facts: readonly ToldFact[]): Promise<Record<'late' | 'prompt', LifeResult>> {
  const prompt = await lived(billDay, facts.map(promptFact), monthly)
  const late = await lived(billDay, facts.map(lateFact), monthly)
  const refusedOf = ({ refused }: LifeResult): ReadonlySet<number> => new Set(refused.map(({ fact }) => fact))
  const apart = refusedOf(prompt).symmetricDifference(refusedOf(late))
  const told = facts.filter((_, index) => !apart.has(index + 1))
  return apart.size === 0 ? { late, prompt } : bothWays(billDay, told)
}

const once = [{ on: end.toString(), do: 'bill' }]
const monthly = [{ on: end.toString(), do: 'advance' }, ...once]

/** What the account was charged in the end for each thing, whatever invoices said on the way. */
function moneyOf({ invoices }: LifeResult): Record<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { amount, charge, description, subscription: whose } of invoices.flatMap(({ lines }) => lines)) {
    const name = `${whose} ${charge} ${description}`
    sums.set(name, (sums.get(name) ?? 0n) + coins(amount))
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n).sort())
}

/** The plan on which it ended is learned after its fee was billed. */
const endOnAnotherPlan = {
  billDay: 1,
  facts: [
    { fact: { on: dayOf(0), do: 'subscribe', as: 's2', plan: 'trial' }, delay: 0 },
    { fact: { on: dayOf(30), do: 'terminate', as: 's2' }, delay: 0 },
    { fact: { on: dayOf(1), do: 'change', as: 's2', plan: 'pausing' }, delay: 42 }
  ]
}

describe('the same life', () => {
  it('comes to the same money when facts become known later', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async ({ billDay, facts }) => {
        const { late, prompt } = await bothWays(billDay, facts)
        expect(moneyOf(late)).toEqual(moneyOf(prompt))
      }),
      { numRuns: 40, examples: [[endOnAnotherPlan]] }
    )
  })

  it('comes to the same money when facts are told in another order', async () => {
    const reordered = lives.chain(life =>
      fc.tuple(fc.constant(life), fc.shuffledSubarray(life.facts, { minLength: life.facts.length }))
    )
    await fc.assert(
      fc.asyncProperty(reordered, async ([{ billDay, facts }, shuffled]) => {
        const inOrder = await lived(billDay, facts.map(lateFact), monthly)
        expect(moneyOf(await lived(billDay, shuffled.map(lateFact), monthly))).toEqual(moneyOf(inOrder))
      }),
      { numRuns: 20 }
    )
  })

  it('comes to the same money when it is billed once at the end instead of every month', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async ({ billDay, facts }) => {
        const told = facts.map(lateFact)
        expect(moneyOf(await lived(billDay, told, once))).toEqual(moneyOf(await lived(billDay, told, monthly)))
      }),
      { numRuns: 40 }
    )
  })
})

describe('the ledger of a life', () => {
  const payment = fc.record({ day: fc.integer({ min: 0, max: 399 }), size: fc.integer({ min: 1, max: 30_000 }), delay })
  const withMoney = fc.record({
    life: lives,
    payments: fc.array(payment, { maxLength: 8 }),
    bondStart: fc.integer({ min: 0, max: 200 })
  })

  it('sums to zero in every transaction, and its balances are what invoices and payments say', async () => {
    await fc.assert(
      fc.asyncProperty(withMoney, async ({ bondStart, life: { billDay, facts }, payments }) => {
        const money: ToldFact[] = payments.map(({ day, delay: told, size }) => ({
          fact: { on: dayOf(day), do: 'pay', amount: dollars(size) },
          delay: told
        }))
        const bond = { fact: { on: dayOf(bondStart), do: 'subscribe', as: 's3', plan: 'premium' }, delay: 0 }
        const life = await lived(billDay, [...facts, bond, ...money].map(lateFact), monthly)
        const posted = new Map<string, bigint>()
        for (const { postings } of life.journal) {
          expect(sum(postings.map(({ amount }) => amount))).toBe(0n)
          for (const { account, amount } of postings) posted.set(account, (posted.get(account) ?? 0n) + coins(amount))
        }
        const balances = Object.entries(life.balances.ledger).map(([name, amount]) => [name, coins(amount)])
        expect(new Map(balances as [string, bigint][])).toEqual(posted)
        const outstanding = sum(life.invoices.map(invoice => invoice.outstanding))
        expect(coins(life.balances.owed)).toBe(outstanding)
        const charged = sum(life.invoices.map(({ total }) => total))
        expect(charged - (posted.get('cash:bank') ?? 0n)).toBe(outstanding - coins(life.balances.credit))
      }),
      { numRuns: 40 }
    )
  })
})
