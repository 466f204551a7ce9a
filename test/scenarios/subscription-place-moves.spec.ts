// A line with a place of its own goes to another account: its place goes with it, and is corrected with both.
import { table } from './play.ts'
import { bill } from './taxed.ts'
import { billed, branch, type Fact, firm, inQuebec, place } from './two-provinces.ts'

const moved = { on: '2026-04-01', do: 'move', as: 'branch', to: 'other' }
/** The same as the book of the account tells it to which the branch goes. */
const asToldThere = (facts: readonly Fact[]): Fact[] =>
  facts.map(({ to: _, ...fact }) => {
    if (fact['do'] === 'subscribe') return { ...fact, account: 'firm' }
    return fact['do'] === 'move' ? { ...fact, from: 'firm' } : fact
  })

describe('a subscription with a place of its own that moves', () => {
  it('takes its place along', async () => {
    const there = [place('2026-03-01', 'CA-BC'), ...asToldThere([branch, inQuebec('2026-03-01'), moved])]
    expect(await billed(...firm, inQuebec('2026-03-01'), moved, bill('2026-04-01'), bill('2026-05-01'))).toEqual(
      table(`
        bill of 2026-04-01
        Line      2026-03-01..2026-04-01   31.00
        Line      2026-03-01..2026-04-01   31.00
        Line      2026-04-01..2026-05-01   31.00
        GST 5% of 93.00                     4.65
        PST 7% of 62.00                     4.34
        QST 10% of 31.00                    3.10
        total                             105.09
        bill of 2026-05-01
        Line      2026-05-01..2026-06-01   31.00
        GST 5% of 31.00                     1.55
        PST 7% of 31.00                     2.17
        total                              34.72
      `)
    )
    expect(await billed(...there, bill('2026-04-01'), bill('2026-05-01'))).toEqual(
      table(`
        bill of 2026-04-01
        Line      2026-04-01..2026-05-01   31.00
        GST 5% of 31.00                     1.55
        QST 10% of 31.00                    3.10
        total                              35.65
        bill of 2026-05-01
        Line      2026-05-01..2026-06-01   31.00
        GST 5% of 31.00                     1.55
        QST 10% of 31.00                    3.10
        total                              35.65
      `)
    )
  })

  it('of whose place is told when it has moved away is corrected with both, each for its days', async () => {
    const late = inQuebec('2026-03-01', { known: '2026-04-20' })
    const told = [moved, bill('2026-04-01'), late, bill('2026-05-01')]
    expect(await billed(branch, place('2026-03-01', 'CA-BC'), ...told)).toEqual(
      table(`
        bill of 2026-04-01
        Line      2026-03-01..2026-04-01   31.00
        GST 5% of 31.00                     1.55
        PST 7% of 31.00                     2.17
        total                              34.72
        bill of 2026-05-01
        Line      2026-03-01..2026-04-01  -31.00
        Line      2026-03-01..2026-04-01   31.00
        GST 5% of 0.00                      0.00
        PST 7% of -31.00                   -2.17
        QST 10% of 31.00                    3.10
        total                               0.93
      `)
    )
    expect(await billed(place('2026-03-01', 'CA-BC'), ...asToldThere([branch, ...told]))).toEqual(
      table(`
        bill of 2026-04-01
        Line      2026-04-01..2026-05-01   31.00
        GST 5% of 31.00                     1.55
        PST 7% of 31.00                     2.17
        total                              34.72
        bill of 2026-05-01
        Line      2026-04-01..2026-05-01  -31.00
        Line      2026-04-01..2026-05-01   31.00
        Line      2026-05-01..2026-06-01   31.00
        GST 5% of 31.00                     1.55
        PST 7% of -31.00                   -2.17
        QST 10% of 62.00                    6.20
        total                              36.58
      `)
    )
  })
})
