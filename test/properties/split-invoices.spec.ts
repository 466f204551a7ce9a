// Invoice groups set and ended on any day, told late or in time: the lines and their sum are those of one invoice, bill by bill.
import fc from 'fast-check'
import { parseDecimal } from '@farthing/billing-core'
import { type LifeResult, simulateLife } from '@farthing/simulator'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'

const registry = await allPlugins()
const text = `${coastal}
discount loyal "Loyalty" 10% off, of rent
discount five "Five off" takes 5.00 off per cycle, order 1
commitment house "Minimum spend" 70.00 per month
account charge support "Support desk" 12.34 per month
`
const untaxed = rulesOf(text, registry)

const FIRST = Temporal.PlainDate.from('2027-11-20')
const dayOf = (offset: number): string => FIRST.add({ days: offset }).toString()
const LAST = 300

const delay = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 }))
const lives = fc.record({
  billDay: fc.integer({ min: 1, max: 31 }),
  plans: fc.array(fc.constantFrom('mobile-20', 'mobile-40', 'talk', 'landline'), { minLength: 1, maxLength: 4 }),
  groups: fc.array(
    fc.record({
      which: fc.nat(3),
      group: fc.constantFrom('fleet', 'home', null),
      on: fc.integer({ min: 5, max: LAST - 100 }),
      delay
    }),
    { maxLength: 6 }
  ),
  changes: fc.array(fc.record({ which: fc.nat(3), on: fc.integer({ min: 5, max: 200 }), delay }), { maxLength: 3 }),
  credits: fc.array(
    fc.record({
      which: fc.option(fc.nat(3)),
      on: fc.integer({ min: 5, max: 250 }),
      cents: fc.integer({ min: 1, max: 9000 })
    }),
    {
      maxLength: 3
    }
  ),
  uses: fc.array(fc.record({ which: fc.nat(3), on: fc.nat(250), seconds: fc.integer({ min: 1, max: 4000 }), delay }), {
    maxLength: 5
  }),
  ends: fc.option(fc.integer({ min: 100, max: 250 }), { nil: null })
})
type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never

function factsOf(life: Life, grouped: boolean): object[] {
  const { plans } = life
  const name = (which: number): string => `s${which % plans.length}`
  const known = (on: number, later: number): object => (later === 0 ? {} : { known: dayOf(on + later) })
  const groups = life.groups.map(({ delay: later, group, on, which }) => {
    const told = group === null ? { do: 'end-invoice-group' } : { do: 'set-invoice-group', group }
    return { on: dayOf(on), as: name(which), ...told, ...known(on, later) }
  })
  return [
    ...plans.map((plan, index) => ({ on: dayOf(0), do: 'subscribe', as: name(index), plan })),
    { on: dayOf(1), do: 'grant-discount', discount: 'loyal' },
    { on: dayOf(1), do: 'grant-discount', discount: 'five' },
    { on: dayOf(1), do: 'add-account-charge', charge: 'support' },
    ...(grouped ? groups : []),
    ...life.changes.map(({ delay: later, on, which }) => ({
      ...{ on: dayOf(on), do: 'change', plan: 'mobile-40', as: name(which) },
      ...known(on, later)
    })),
    ...life.credits.map(({ cents, on, which }) => ({
      ...{ on: dayOf(on), do: 'credit', amount: (cents / 100).toFixed(2) },
      ...(which !== null && { as: name(which) })
    })),
    ...life.uses.map(({ delay: later, on, seconds, which }) => ({
      ...{ at: `${dayOf(on)}T10:30`, do: 'use', as: name(which), service: 'voice' },
      ...{ quantity: `${seconds}s`, to: '+61293334444', ...known(on + 1, later) }
    })),
    ...(life.ends === null ? [] : [{ on: dayOf(life.ends), do: 'terminate', as: name(0) }]),
    { on: dayOf(LAST), do: 'advance' }
  ]
}

async function played(life: Life, rules: typeof untaxed, grouped: boolean): Promise<LifeResult> {
  const { billDay } = life
  const result = await simulateLife({ account: { billDay }, facts: factsOf(life, grouped) }, { rules }, registry)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  expect(result.result.parked).toEqual([])
  return result.result
}

/** The lines of each bill, in whatever order, without where they stand. */
function linesOf({ invoices }: LifeResult): Map<string, string[]> {
  const days = Map.groupBy(invoices, ({ date }) => date)
  return new Map(
    [...days].map(([date, own]) => {
      const lines = own.flatMap(invoice => invoice.lines)
      return [
        date,
        lines
          .map(each => `${each.subscription} ${each.description} ${each.from}..${each.until} ${each.amount}`)
          .toSorted()
      ]
    })
  )
}

function sumOf({ invoices }: LifeResult, what: 'total' | 'net'): bigint {
  return invoices.reduce((sum, invoice) => sum + parseDecimal(invoice[what]), 0n)
}

/** What is owed, less what is held as credit. */
function balanceOf({ balances }: LifeResult): bigint {
  return parseDecimal(balances.owed) - parseDecimal(balances.credit)
}

const COIN = 10_000n

describe('a bill that is parted', () => {
  it('has the lines of one that is not, and asks for the same', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async life => {
        const [one, several] = [await played(life, untaxed, false), await played(life, untaxed, true)]
        expect(linesOf(several)).toEqual(linesOf(one))
        expect([sumOf(several, 'total'), balanceOf(several)]).toEqual([sumOf(one, 'total'), balanceOf(one)])
        for (const { group, lines } of several.invoices)
          if (group !== null) expect(lines.filter(({ subscription }) => subscription === null)).toEqual([])
      }),
      { numRuns: 30 }
    )
  })

  it.each([
    ['on top of prices', '', COIN],
    ['in prices', '  included in prices\n', COIN],
    ['rounded line by line', '  rounded per line\n', 0n]
  ])('with a tax %s is apart by a coin for each further invoice at most', async (_, said, coin) => {
    const rules = rulesOf(`${text}\ntax gst "GST" {\n  rate 10%\n${said}}\n`, registry)
    await fc.assert(
      fc.asyncProperty(lives, async life => {
        const [one, several] = [await played(life, rules, false), await played(life, rules, true)]
        expect(linesOf(several)).toEqual(linesOf(one))
        const further = BigInt(several.invoices.length - one.invoices.length)
        const apart = sumOf(several, 'total') - sumOf(one, 'total')
        expect(apart < 0n ? -apart : apart).toBeLessThanOrEqual(further * coin)
        expect(balanceOf(several) - balanceOf(one)).toBe(apart)
      }),
      { numRuns: 15 }
    )
  })
})
