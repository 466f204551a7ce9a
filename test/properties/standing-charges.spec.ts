// Charges added, changed and ended at any time: told late or in time they end in the same money, and that of counting days.
import fc from 'fast-check'
import type { Fact } from '@farthing/billing-core'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { billedFor, monthAround } from './billed-on-paper.ts'
import { dayOf, midnight, zone } from './random-account.ts'

const registry = await allPlugins()
const rules = rulesOf(
  `operator "Paper" { currency AUD; time zone "${zone}"; country 61; round half up to 0.01 }
  account charge a "A" 31.00 per month
  account charge b "B" 9.99 per month in arrears`,
  registry
)
const PRICES: Readonly<Record<string, bigint>> = { a: 31_000_000n, b: 9_990_000n }

interface Told {
  readonly deed: 'add' | 'change' | 'end'
  readonly on: number
  readonly delay: number
  readonly quantity: number
}
const told = fc.record({
  deed: fc.constantFrom<Told['deed']>('change', 'change', 'end'),
  on: fc.integer({ min: 0, max: 200 }),
  delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 })),
  quantity: fc.integer({ min: 1, max: 9 })
})
const lives = fc.record({
  charge: fc.constantFrom('a', 'b'),
  billDay: fc.integer({ min: 1, max: 31 }),
  begun: fc.record({ ...{ on: fc.integer({ min: 0, max: 60 }), delay: fc.integer({ min: 0, max: 90 }) } }),
  // no two of one day, for of those the last one told holds
  later: fc.uniqueArray(told, { maxLength: 6, selector: ({ on }) => on })
})
type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never

function factsOf({ begun, billDay, charge, later }: Life): Fact[] {
  const opened: Fact = {
    ...{ kind: 'account-opened', id: 'opened', effective: dayOf(0), known: midnight(dayOf(0)), supersedes: null },
    ...{ billDay, zone, currency: 'AUD' }
  }
  const all: Told[] = [{ deed: 'add', quantity: 1, ...begun }, ...later.filter(({ on }) => on > begun.on)]
  return [
    opened,
    ...all.map(({ deed, delay, on, quantity }, index): Fact => {
      const fields = deed === 'end' ? { charge } : { charge, quantity }
      const days = { effective: dayOf(on), known: midnight(dayOf(on + delay)) }
      const id = `f${index}`
      return { kind: 'deed', id, ...days, supersedes: null, subscription: null, deed: `${deed}-account-charge`, fields }
    })
  ]
}

const lineSums = (facts: readonly Fact[], bills: readonly number[]) => billedFor(facts, bills, { registry, rules })

/** Micro before rounding, day by day: each day costs its share of the month that begins on the bill day. */
function onPaper({ begun, billDay, charge, later }: Life, through: number): bigint {
  const own = later.filter(({ on }) => on > begun.on)
  const end = Math.min(through, ...own.filter(({ deed }) => deed === 'end').map(({ on }) => on))
  let sum = 0n
  for (let at = begun.on; at < end; at += 1) {
    const [changed] = own.filter(({ deed, on }) => deed === 'change' && on <= at).toSorted((x, y) => y.on - x.on)
    sum += (BigInt(changed?.quantity ?? 1) * (PRICES[charge] ?? 0n)) / BigInt(monthAround(dayOf(at), billDay))
  }
  return sum
}

describe('charges that come back', () => {
  it('told late, bill by bill, end in the money of the same told in time', () => {
    fc.assert(
      fc.property(lives, fc.array(fc.integer({ min: 0, max: 330 }), { maxLength: 4 }), (life, bills) => {
        const facts = factsOf(life)
        const split = [...bills.toSorted((a, b) => a - b), 400]
        expect(lineSums(facts, split)).toEqual(lineSums(facts, [400]))
      }),
      { numRuns: 60 }
    )
  })

  it('come to what counting days on paper gives', () => {
    fc.assert(
      fc.property(lives, life => {
        const through = 400
        const ended = { ...life, later: [...life.later.filter(({ on }) => on < 200), LAST] }
        const sum = [...lineSums(factsOf(ended), [through]).values()].reduce((all, one) => all + one, 0n)
        const difference = sum - onPaper(ended, through)
        // half a cent for each of at most 8 months and 6 changes, and what dividing by days drops
        expect(difference < 80_000n && difference > -80_000n).toBe(true)
      }),
      { numRuns: 60 }
    )
  })
})

const LAST: Told = { deed: 'end', on: 200, delay: 0, quantity: 1 }
