// Changes that wait for the end of a contract, or for a bill day that short months move.
import type { LifeResult } from '@farthing/simulator'
import { changing } from './changing.ts'
import { coastal } from './coastal.ts'
import { play } from './play.ts'
import { toldAndBilled } from './told-stories.ts'

const stories: Readonly<Record<string, string>> = {
  'waits for the end of the contract': `
    2026-03-01 subscribe big
    2026-03-01 sign half
    2026-07-11 change mid
    2026-09-01 billed
    ---
    bill of 2026-03-01
    Big                            2026-03-01..2026-04-01     62.00
    total                                                     62.00
    bill of 2026-04-01
    Big                            2026-04-01..2026-05-01     62.00
    total                                                     62.00
    bill of 2026-05-01
    Big                            2026-05-01..2026-06-01     62.00
    total                                                     62.00
    bill of 2026-06-01
    Big                            2026-06-01..2026-07-01     62.00
    total                                                     62.00
    bill of 2026-07-01
    Big                            2026-07-01..2026-08-01     62.00
    total                                                     62.00
    bill of 2026-08-01
    Big                            2026-08-01..2026-09-01     62.00
    total                                                     62.00
    bill of 2026-09-01
    Mid                            2026-09-01..2026-10-01     46.50
    total                                                     46.50
  `,
  'waits for the end of a contract of the 31st, the last day of February': `
    2026-08-31 subscribe big
    2026-08-31 sign half
    2027-02-01 change mid
    2027-03-01 billed
    ---
    bill of 2026-09-01
    Big                            2026-08-31..2026-09-01      2.00
    Big                            2026-09-01..2026-10-01     62.00
    total                                                     64.00
    bill of 2026-10-01
    Big                            2026-10-01..2026-11-01     62.00
    total                                                     62.00
    bill of 2026-11-01
    Big                            2026-11-01..2026-12-01     62.00
    total                                                     62.00
    bill of 2026-12-01
    Big                            2026-12-01..2027-01-01     62.00
    total                                                     62.00
    bill of 2027-01-01
    Big                            2027-01-01..2027-02-01     62.00
    total                                                     62.00
    bill of 2027-02-01
    Big                            2027-02-01..2027-02-28     59.79
    total                                                     59.79
    bill of 2027-03-01
    Mid                            2027-02-28..2027-03-01      1.66
    Mid                            2027-03-01..2027-04-01     46.50
    total                                                     48.16
  `,
  'an end waits for the end of the contract, and costs nothing': `
    2026-03-01 subscribe big
    2026-03-01 sign half
    2026-08-11 end end-of-term
    2026-10-01 billed
    ---
    bill of 2026-03-01
    Big                            2026-03-01..2026-04-01     62.00
    total                                                     62.00
    bill of 2026-04-01
    Big                            2026-04-01..2026-05-01     62.00
    total                                                     62.00
    bill of 2026-05-01
    Big                            2026-05-01..2026-06-01     62.00
    total                                                     62.00
    bill of 2026-06-01
    Big                            2026-06-01..2026-07-01     62.00
    total                                                     62.00
    bill of 2026-07-01
    Big                            2026-07-01..2026-08-01     62.00
    total                                                     62.00
    bill of 2026-08-01
    Big                            2026-08-01..2026-09-01     62.00
    total                                                     62.00
  `,
  'an end waits for the term of which notice of that day is in time': `
    2026-03-01 subscribe big
    2026-03-01 sign rolling
    2026-05-11 end end-of-term
    2026-10-01 billed
    ---
    bill of 2026-03-01
    Big                            2026-03-01..2026-04-01     62.00
    total                                                     62.00
    bill of 2026-04-01
    Big                            2026-04-01..2026-05-01     62.00
    total                                                     62.00
    bill of 2026-05-01
    Big                            2026-05-01..2026-06-01     62.00
    total                                                     62.00
    bill of 2026-06-01
    Big                            2026-06-01..2026-07-01     62.00
    total                                                     62.00
    bill of 2026-07-01
    Big                            2026-07-01..2026-08-01     62.00
    total                                                     62.00
    bill of 2026-08-01
    Big                            2026-08-01..2026-09-01     62.00
    total                                                     62.00
  `,
  'waits for the last day of February where the bill day is the 31st': `
    bill day 31
    2026-01-31 subscribe small
    2026-02-10 change mid next-cycle
    2026-03-31 billed
    ---
    bill of 2026-01-31
    Small                          2026-01-31..2026-02-28     31.00
    total                                                     31.00
    bill of 2026-02-28
    Mid                            2026-02-28..2026-03-31     46.50
    total                                                     46.50
    bill of 2026-03-31
    Mid                            2026-03-31..2026-04-30     46.50
    total                                                     46.50
  `,
  'waits for the leap day where the bill day is the 29th': `
    bill day 29
    2028-01-29 subscribe small
    2028-02-10 change mid next-cycle
    2028-03-29 billed
    ---
    bill of 2028-01-29
    Small                          2028-01-29..2028-02-29     31.00
    total                                                     31.00
    bill of 2028-02-29
    Mid                            2028-02-29..2028-03-29     46.50
    total                                                     46.50
    bill of 2028-03-29
    Mid                            2028-03-29..2028-04-29     46.50
    total                                                     46.50
  `,
  'that is asked for on the leap day waits for March': `
    bill day 29
    2028-01-29 subscribe small
    2028-02-29 change mid next-cycle
    2028-03-29 billed
    ---
    bill of 2028-01-29
    Small                          2028-01-29..2028-02-29     31.00
    total                                                     31.00
    bill of 2028-02-29
    Small                          2028-02-29..2028-03-29     31.00
    total                                                     31.00
    bill of 2028-03-29
    Mid                            2028-03-29..2028-04-29     46.50
    total                                                     46.50
  `
}

describe('a change', () => {
  it.each(Object.entries(stories))('%s', async (_, story) => {
    const { told, billed } = await toldAndBilled(story, changing)
    expect(billed).toEqual(told)
  })
})

it('a change of plan that waits for the end of a contract which renews leaves it on the day that was named, and costs nothing', async () => {
  const rules = `${coastal}
plan bound "Bound" {
  rent 31.00 per month in advance, prorated by day
  contract rolling "Rolling" {
    term 3 months
    notice 30 days
    early exit 20.00 per month left
    renews for 3 months
    change of plan is early exit
  }
}
`
  const told = (change: object): Promise<LifeResult> =>
    play({
      rules,
      facts: [
        { on: '2026-03-01', do: 'subscribe', as: 's1', plan: 'bound' },
        { on: '2026-03-01', do: 'sign-contract', contract: 'rolling' },
        { do: 'change', plan: 'mobile-20', ...change },
        { on: '2026-12-31', do: 'advance' }
      ]
    })
  const exits = ({ invoices }: LifeResult): string[] =>
    invoices.flatMap(({ lines }) =>
      lines.filter(({ charge }) => charge === 'contract').map(({ amount, from }) => `${from} ${amount}`)
    )
  const waiting = await told({ on: '2026-05-11', when: 'end-of-term' })
  expect(waiting.services[0]).toMatchObject({ plan: 'mobile-20', since: '2026-09-01' })
  expect(exits(waiting)).toEqual([])
  expect(exits(await told({ on: '2026-09-01' }))).toEqual(['2026-09-01 60.00'])
})
