// Commitments agreed to and ended on any day, beside those of plans: the same money whenever it is told and however often it is billed, and never too little.
import fc from 'fast-check'
import { simulateLife } from '@farthing/simulator'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { committedNames, committedPlans } from './committed-plans.ts'

const registry = await allPlugins()
const rules = rulesOf(
  `${coastal}${committedPlans}
commitment house "Minimum spend" 55.00 per month
commitment year "Minimum of a year" 500.00 over 9 months, renewed
commitment quarter "Minimum of a quarter" 140.00 per quarter, excess counts in the next period
discount loyal "Loyalty" 10% off, of rent
`,
  registry
)
const dayOf = (offset: number): string => Temporal.PlainDate.from('2027-11-20').add({ days: offset }).toString()

const agreed = fc.record({
  commitment: fc.constantFrom('house', 'year', 'quarter'),
  as: fc.constantFrom('s1', 's2', null),
  start: fc.integer({ min: 10, max: 200 }),
  length: fc.integer({ min: 1, max: 190 }),
  delay: fc.integer({ min: 0, max: 120 })
})
const lives = fc.record({
  billDay: fc.integer({ min: 1, max: 31 }),
  agreed: fc.uniqueArray(agreed, { selector: ({ as, commitment }) => `${as} ${commitment}`, maxLength: 4 }),
  plans: fc.tuple(fc.constantFrom('mobile-20', 'talk', ...committedNames), fc.constantFrom('talk', ...committedNames)),
  next: fc.constantFrom('mobile-20', ...committedNames),
  change: fc.integer({ min: 10, max: 200 }),
  pause: fc.integer({ min: 10, max: 100 }),
  seconds: fc.integer({ min: 0, max: 3000 })
})
type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never

function factsOf({ agreed: all, change, next, pause, plans, seconds }: Life, late: boolean): object[] {
  const known = (on: number, delay: number): object => (late ? { known: dayOf(on + delay) } : {})
  return [
    ...plans.map((plan, index) => ({ on: dayOf(index * 9), do: 'subscribe', as: `s${index + 1}`, plan })),
    { on: dayOf(0), do: 'grant-discount', discount: 'loyal', ...known(0, 70) },
    { on: dayOf(change), do: 'change', as: 's2', plan: next, ...known(change, 40) },
    { on: dayOf(pause), do: 'suspend', as: 's1', ...known(pause, 90) },
    { on: dayOf(pause + 20), do: 'resume', as: 's1', ...known(pause + 20, 80) },
    {
      ...{ at: `${dayOf(70)}T10:30`, do: 'use', as: 's1', service: 'voice', quantity: `${seconds} s` },
      ...{ to: '+61293334444', ...known(70, 50) }
    },
    ...all.flatMap(({ as, commitment, delay, length, start }) => {
      const whom = as === null ? {} : { as }
      const end = start + length
      return [
        { on: dayOf(start), do: 'agree-commitment', commitment, ...whom, ...known(start, delay) },
        { on: dayOf(end), do: 'end-commitment', commitment, ...whom, ...known(end, Math.max(delay, 1)) }
      ]
    })
  ]
}

async function charged(life: Life, late: boolean, monthly: boolean): Promise<Map<string, number>> {
  const end = dayOf(700)
  const bills = [...(monthly ? [{ on: end, do: 'advance' }] : []), { on: end, do: 'bill' }]
  const { billDay } = life
  const played = await simulateLife(
    { account: { billDay }, facts: [...factsOf(life, late), ...bills] },
    { rules },
    registry
  )
  if (!played.ok) throw new Error(JSON.stringify(played.problems))
  const sums = new Map<string, number>()
  for (const { amount, charge, description, subscription } of played.result.invoices.flatMap(({ lines }) => lines)) {
    const name = `${subscription} ${charge} ${description}`
    sums.set(name, (sums.get(name) ?? 0) + Number(amount.replace('.', '')))
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0).sort())
}

describe('a committed life', () => {
  it('comes to the same money told late or in time, billed once or every month', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async life => {
        const prompt = await charged(life, false, true)
        expect(await charged(life, true, true)).toEqual(prompt)
        expect(await charged(life, true, false)).toEqual(prompt)
      }),
      { numRuns: 12 }
    )
  })

  it('is charged at least what it agreed to, for every whole cycle', async () => {
    const sometimes = fc.record({
      billDay: fc.integer({ min: 1, max: 28 }),
      plans: fc.tuple(fc.constantFrom(...MONTHLY), fc.constantFrom(...MONTHLY)),
      change: fc.integer({ min: 1, max: 200 }),
      seconds: fc.integer({ min: 0, max: 9000 }),
      delay: fc.integer({ min: 0, max: 60 })
    })
    await fc.assert(
      fc.asyncProperty(sometimes, async ({ billDay, change, delay, plans, seconds }) => {
        const facts = [
          ...plans.map((plan, index) => ({ on: dayOf(0), do: 'subscribe', as: `s${index + 1}`, plan })),
          { on: dayOf(0), do: 'agree-commitment', commitment: 'house' },
          { on: dayOf(0), do: 'grant-discount', discount: 'loyal' },
          { on: dayOf(change), do: 'change', as: 's2', plan: 'cheaper', known: dayOf(change + delay) },
          {
            ...{ at: `${dayOf(change)}T10:30`, do: 'use', as: 's1', service: 'voice', quantity: `${seconds} s` },
            ...{ to: '+61293334444', known: dayOf(change + delay) }
          },
          { on: dayOf(330), do: 'advance' }
        ]
        const played = await simulateLife({ account: { billDay }, facts }, { rules }, registry)
        if (!played.ok) throw new Error(JSON.stringify(played.problems))
        const cycles = new Map<string, number>()
        for (const { amount, until } of played.result.invoices.flatMap(({ lines }) => lines)) {
          const cycle = cycleOf(Temporal.PlainDate.from(until).subtract({ days: 1 }), billDay)
          cycles.set(cycle, (cycles.get(cycle) ?? 0) + Number(amount.replace('.', '')))
        }
        const whole = [...cycles].sort().slice(1, -2)
        expect(whole.length).toBeGreaterThan(7)
        expect(whole.filter(([, sum]) => sum < 5500)).toEqual([])
      }),
      { numRuns: 20 }
    )
  })
})

/** Plans of which no charge is of more than a cycle. */
const MONTHLY = ['mobile-20', 'talk', 'least', 'least-more', 'cheaper']

/** The first day of the billing cycle. */
function cycleOf(day: Temporal.PlainDate, billDay: number): string {
  const first = day.with({ day: billDay })
  return (Temporal.PlainDate.compare(first, day) <= 0 ? first : first.subtract({ months: 1 })).toString()
}
