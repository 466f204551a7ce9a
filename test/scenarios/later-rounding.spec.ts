// Another rounding, published later: what was billed stays, and what begins under it is rounded by it, whatever was agreed to before.
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal.replace('rent 20.00 per month', 'rent 31.53 per month')}
discount ten "Ten" 10% off
discount five "Five" takes 5.25 off per cycle
commitment house "House" 70.00 per month
item phone "Phone" 100.00, category hardware, in 3 instalments
`
const tens = (text: string): string => text.replace('round half up to 0.01', 'round half up to 0.10')
const publish = { on: '2026-04-20', do: 'publish', rules: 'tens' }

async function billed(...facts: readonly object[]): Promise<string[]> {
  const told = [{ on: '2026-03-01', do: 'subscribe', as: 's1', plan: 'mobile-20' }, ...facts, publish]
  const life = await play({
    ...{ rules, ruleSets: { tens }, billDay: 1 },
    facts: [...told, { on: '2026-06-02', do: 'advance' }]
  })
  return invoicesOf(life)
}

describe('a rounding that is published later', () => {
  it('leaves alone the discounts and commitments of before', async () => {
    const agreed = [
      { on: '2026-03-01', do: 'grant-discount', discount: 'ten' },
      { on: '2026-03-01', do: 'agree-commitment', commitment: 'house' }
    ]
    // 70.00 - 28.38; 10% of 31.50 is 3.15, and then 70.00 - 28.30
    expect(await billed(...agreed)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20       2026-03-01..2026-04-01   31.53
        Ten: Mobile 20  2026-03-01..2026-04-01   -3.15
        total                                    28.38
        bill of 2026-04-01
        Mobile 20       2026-04-01..2026-05-01   31.53
        Ten: Mobile 20  2026-04-01..2026-05-01   -3.15
        House           2026-03-01..2026-04-01   41.62
        total                                    70.00
        bill of 2026-05-01
        Mobile 20       2026-05-01..2026-06-01   31.50
        Ten: Mobile 20  2026-05-01..2026-06-01   -3.20
        House           2026-04-01..2026-05-01   41.62
        total                                    69.92
        bill of 2026-06-01
        Mobile 20       2026-06-01..2026-07-01   31.50
        Ten: Mobile 20  2026-06-01..2026-07-01   -3.20
        House           2026-05-01..2026-06-01   41.70
        total                                    70.00
      `)
    )
  })

  it('rounds a fixed discount by that of its cycle', async () => {
    const lines = await billed({ on: '2026-03-01', do: 'grant-discount', discount: 'five' })
    expect(lines.filter(line => line.startsWith('Five'))).toEqual(
      table(`
        Five  2026-03-01..2026-04-01  -5.25
        Five  2026-04-01..2026-05-01  -5.25
        Five  2026-05-01..2026-06-01  -5.30
        Five  2026-06-01..2026-07-01  -5.30
      `)
    )
  })

  it('shares a fixed discount out in coins of the first day of its cycle', async () => {
    // 6.30 of 37.83 is the second one's: 0.87 of 5.25, and not 0.90
    const lines = await billed(
      { on: '2026-03-01', do: 'grant-discount', discount: 'five' },
      { on: '2026-04-25', do: 'subscribe', as: 's2', plan: 'mobile-20' }
    )
    expect(lines.filter(line => line.startsWith('Five 2026-04'))).toEqual(
      table(`
        Five  2026-04-01..2026-05-01  -5.25
        Five  2026-04-01..2026-05-01   0.87
        Five  2026-04-25..2026-05-01  -0.87
      `)
    )
  })

  it('takes nothing off instalments of a price that was agreed to', async () => {
    const lines = await billed({ on: '2026-03-10', do: 'buy', item: 'phone' })
    expect(lines.filter(line => line.startsWith('Phone'))).toEqual(
      table(`
        Phone, 1 of 3  2026-03-10..2026-03-11  33.34
        Phone, 2 of 3  2026-04-10..2026-04-11  33.33
        Phone, 3 of 3  2026-05-10..2026-05-11  33.33
      `)
    )
  })
})
