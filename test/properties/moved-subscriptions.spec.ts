// Subscriptions moved to and fro, told late and ahead: both accounts together are billed what one would have been.
import fc from 'fast-check'
import { parseDecimal } from '@farthing/billing-core'
import { simulateLife } from '@farthing/simulator'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'

const registry = await allPlugins()
const rules = rulesOf(
  `${coastal}
plan first "First" {
  rent 31.00 per month, prorated by day { at 10.00 for 3 months }
  setup 10.00
  tariff voice-standard
  discount part "Part" 10% off, of rent, for 5 months
  contract year "A year" {
    term 9 months
    signing fee 3.00
    ending fee 4.00
    early exit 5.00 per month left
    early exit 11.00 within 8 months
  }
}
item phone "Phone" 103.00, in 12 instalments, after a first payment of 13.00, the rest at once when service ends
discount loyal "Loyal" 5% off, of rent, first 6 cycles
plan second "Second" {
  rent 46.40 per month in arrears, prorated by day { at 5.00 while suspended }
  tariff voice-standard
  termination fee 7.00
  fee 2.50 for each suspension
}
`,
  registry
)
const dayOf = (offset: number): string => Temporal.PlainDate.from('2027-12-20').add({ days: offset }).toString()
const LAST = 330

const delay = fc.integer({ min: -20, max: 60 })
const lives = fc.record({
  billDay: fc.integer({ min: 1, max: 31 }),
  moves: fc.uniqueArray(fc.record({ on: fc.integer({ min: 0, max: 200 }), delay }), {
    selector: ({ on }) => on,
    minLength: 1,
    maxLength: 4
  }),
  change: fc.integer({ min: 1, max: 200 }),
  buy: fc.integer({ min: 1, max: 120 }),
  grant: fc.integer({ min: 1, max: 120 }),
  pause: fc.integer({ min: 1, max: 180 }),
  end: fc.option(fc.integer({ min: 205, max: 260 }), { nil: null }),
  uses: fc.array(
    fc.record({ on: fc.integer({ min: 0, max: 200 }), delay: fc.nat(40), seconds: fc.integer({ min: 1, max: 900 }) }),
    {
      maxLength: 6
    }
  )
})
type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never

function factsOf({ buy, change, end, grant, moves, pause, uses }: Life, account: 'anna' | 'bert' | null): object[] {
  const home = account === 'bert' ? { account: 'anna' } : {}
  // one that is told before an earlier one of the same subscription would be undone by that, and is refused
  let told = 0
  const goes = moves
    .toSorted((a, b) => a.on - b.on)
    .map(({ delay: later, on }, index) => {
      const isLeaving = (index % 2 === 0) === (account === 'anna')
      const other = account === 'anna' ? 'bert' : 'anna'
      told = Math.max(told, on + later)
      return { on: dayOf(on), known: dayOf(told), do: 'move', ...(isLeaving ? { to: other } : { from: other }) }
    })
  return [
    { on: dayOf(0), do: 'subscribe', as: 's1', plan: 'first', ...home },
    { on: dayOf(0), do: 'sign-contract', contract: 'year' },
    { on: dayOf(buy), do: 'buy', as: 's1', item: 'phone' },
    { on: dayOf(grant), do: 'grant-discount', as: 's1', discount: 'loyal' },
    ...(account === null ? [] : goes),
    { on: dayOf(change), do: 'change', plan: 'second' },
    { on: dayOf(pause), do: 'suspend' },
    { on: dayOf(pause + 20), do: 'resume' },
    ...(end === null ? [] : [{ on: dayOf(end), do: 'terminate' }]),
    ...uses.map(({ delay: later, on, seconds }) => ({
      ...{
        at: `${dayOf(on)}T10:30`,
        do: 'use',
        service: 'voice',
        quantity: `${seconds}s`,
        to: '+61293334444',
        as: 's1'
      },
      known: dayOf(on + 1 + later)
    })),
    { on: dayOf(LAST), do: 'advance' }
  ]
}

async function billed(life: Life, account: 'anna' | 'bert' | null): Promise<bigint> {
  const { billDay } = life
  const played = await simulateLife({ account: { billDay }, facts: factsOf(life, account) }, { rules }, registry)
  if (!played.ok) throw new Error(JSON.stringify(played.problems))
  expect(played.result.refused).toEqual([])
  return played.result.invoices.reduce((sum, { total }) => sum + parseDecimal(total), 0n)
}

it('are billed to the two of them as to one: half a cent at most for each part of a line, whenever it was told', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async life => {
      const [anna, bert, one] = [await billed(life, 'anna'), await billed(life, 'bert'), await billed(life, null)]
      // each move cuts the lines of rent and of usage of its cycle in two, and what two discounts take off each of them
      const parts = BigInt(life.moves.length * 2 * 6)
      const off = anna + bert - one
      expect(off < 0n ? -off : off).toBeLessThanOrEqual(parts * 5_000n)
    }),
    { numRuns: 60 }
  )
}, 240_000)
