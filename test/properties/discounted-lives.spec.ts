// Discounts granted and ended on any day: the same money whenever that is told and however often it is billed, never below zero.
import fc from 'fast-check'
import { simulateLife } from '@farthing/simulator'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'

const registry = await allPlugins()
const rules = rulesOf(
  `${coastal}
discount loyal "Loyalty" 10% off, of rent
discount half "Half price" 50% off, at most 12.00 per cycle, first 2 cycles
discount five "Five off" takes 5.00 off per cycle, order 1
discount solo "Solo" 20% off, order 2, alone
`,
  registry
)
const dayOf = (offset: number): string => Temporal.PlainDate.from('2027-11-20').add({ days: offset }).toString()

const told = fc.record({
  discount: fc.constantFrom('loyal', 'half', 'five', 'solo'),
  as: fc.constantFrom('s1', 's2', null),
  start: fc.integer({ min: 0, max: 200 }),
  length: fc.integer({ min: 1, max: 150 }),
  delay: fc.integer({ min: 0, max: 120 })
})
const lives = fc.record({
  billDay: fc.integer({ min: 1, max: 31 }),
  grants: fc.uniqueArray(told, { selector: ({ as, discount }) => `${as} ${discount}`, maxLength: 4 }),
  plans: fc.tuple(fc.constantFrom('mobile-20', 'talk', 'landline'), fc.constantFrom('mobile-40', 'talk')),
  change: fc.integer({ min: 10, max: 200 })
})
type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never

async function charged(
  { billDay, change, grants, plans }: Life,
  late: boolean,
  monthly: boolean
): Promise<Map<string, number>> {
  const facts: object[] = plans.map((plan, index) => ({
    on: dayOf(index * 9),
    do: 'subscribe',
    as: `s${index + 1}`,
    plan
  }))
  facts.push({ on: dayOf(change), do: 'change', as: 's2', plan: 'mobile-20', known: dayOf(change + 40) })
  facts.push({ at: `${dayOf(70)}T10:30`, do: 'use', as: 's1', service: 'voice', quantity: '900 s', to: '+61293334444' })
  for (const { as, delay, discount, length, start } of grants) {
    const whom = as === null ? {} : { as }
    const on = Math.max(start, 10)
    facts.push({
      on: dayOf(on),
      do: 'grant-discount',
      discount,
      until: dayOf(on + length),
      ...whom,
      ...(late && { known: dayOf(on + delay) })
    })
  }
  const end = dayOf(400)
  const bills = [...(monthly ? [{ on: end, do: 'advance' }] : []), { on: end, do: 'bill' }]
  const played = await simulateLife({ account: { billDay }, facts: [...facts, ...bills] }, { rules }, registry)
  if (!played.ok) throw new Error(JSON.stringify(played.problems))
  const sums = new Map<string, number>()
  for (const { amount, charge, description, subscription } of played.result.invoices.flatMap(({ lines }) => lines)) {
    // a shared amount shows corrections of several charges as one line, under the name of one
    const name = charge === 'discount' ? `${subscription} ${charge}` : `${subscription} ${charge} ${description}`
    sums.set(name, (sums.get(name) ?? 0) + Number(amount.replace('.', '')))
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0).sort())
}

describe('a discounted life', () => {
  it('comes to the same money told late or in time, billed once or every month, and never below zero', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async life => {
        const prompt = await charged(life, false, true)
        expect(await charged(life, true, true)).toEqual(prompt)
        expect(await charged(life, true, false)).toEqual(prompt)
        expect([...prompt.values()].reduce((sum, amount) => sum + amount, 0)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 30 }
    )
  })
})
