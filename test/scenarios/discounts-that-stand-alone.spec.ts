// A discount that stands alone, and others before and behind it in one period of a charge.
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal}
discount ten "Ten" 10% off
discount month "Month" 10% off, for 1 months
discount solo "Solo" 20% off, order 5, alone
discount half "Half price" 50% off, alone
plan bare "Bare" {
  from 2025-01-01
  rent 31.00 per month
}
plan annual "Annual" {
  from 2025-01-01
  rent 365.00 per year
}
`
const grant = (on: string, discount: string) => ({ on, do: 'grant-discount', discount })
const end = (on: string, discount: string) => ({ on, do: 'end-discount', discount })

async function taken(plan: string, facts: readonly object[], until = '2026-04-02'): Promise<string[]> {
  const start = { on: '2026-03-01', do: 'subscribe', as: 's1', plan }
  const told = [start, ...facts, { on: until, do: 'advance' }]
  const lines = invoicesOf(await play({ rules, billDay: 1, facts: told }))
  return lines.filter(line => /^\S.*: (Bare|Annual)/.test(line) && !line.includes('2026-05-01'))
}

describe('a discount that stands alone', () => {
  it('takes off the days behind those of another', async () => {
    const facts = [grant('2026-03-01', 'ten'), end('2026-03-11', 'ten'), grant('2026-03-11', 'solo')]
    // the bill of March took ten off all of it
    expect(await taken('bare', facts)).toEqual(
      table(`
        Ten: Bare    2026-03-01..2026-04-01   -3.10
        Solo: Bare   2026-03-11..2026-04-01   -4.20
        Ten: Bare    2026-03-11..2026-04-01    2.10
      `)
    )
  })

  it('leaves the days behind its own to another', async () => {
    const facts = [grant('2026-03-01', 'half'), end('2026-03-02', 'half'), grant('2026-03-02', 'ten')]
    expect(await taken('bare', facts)).toEqual(
      table(`
        Half price: Bare   2026-03-01..2026-04-01   -15.50
        Ten: Bare          2026-03-02..2026-04-01    -3.00
        Half price: Bare   2026-03-02..2026-04-01    15.00
      `)
    )
  })

  it('takes off the rest of a year of which another had a month', async () => {
    const facts = [grant('2026-03-01', 'month'), grant('2026-04-01', 'solo')]
    expect(await taken('annual', facts)).toEqual(
      table(`
        Month: Annual   2026-03-01..2026-04-01    -3.10
        Solo: Annual    2026-04-01..2027-03-01   -66.80
      `)
    )
  })

  it('takes off nothing of the days of another that is before it', async () => {
    const facts = [grant('2026-03-01', 'ten'), grant('2026-03-01', 'solo')]
    expect(await taken('bare', facts)).toEqual(table('Ten: Bare 2026-03-01..2026-04-01 -3.10'))
  })
})
