// What partners earn of a life: of what is paid, discounts taken off, each line once.
import { formatDecimal, parseDecimal } from '@farthing/billing-core/values'
import { play } from './play.ts'
import { coastal } from './coastal.ts'

const layer = 'layer agent 100%'
const rules = `${coastal}
item visit "Visit" 100.00, category goods
discount tenth "Tenth" 10% off
discount half "Half price" 50% off
discount free "Free" 100% off
discount first-month "First month free" 100% off, for 1 months
commission of-usage "Of usage" { trailing 10% of usage; ${layer} }
commission of-voice "Of voice" { trailing 10% of voice; ${layer} }
commission of-rent "Of rent" { trailing 10% of rent; ${layer} }
commission of-items "Of items" { trailing 10% of invoice-item; ${layer} }
commission of-all "Of all" { trailing 10%; ${layer} }
commission of-discounts "Of discounts" { trailing 10% of usage, discount; ${layer} }
commission fees "Fees" { trailing fee 5.00 of usage; ${layer} }
commission first-usage "First usage" { leading 50% of usage; ${layer} }
commission first-rent "First rent" { leading 50% of rent; ${layer} }
commission first "First" { leading 50%; ${layer} }
`
const day = '2026-03-01'
/** 3.89 for the call and 10.00 a month. */
const talk = { on: day, do: 'subscribe', as: 's1', plan: 'talk' }
const call = (at = '2026-03-10T10:30', more: object = {}): object => ({
  ...{ at, do: 'use', as: 's1', service: 'voice', quantity: '840 s', to: '+61293334444' },
  ...more
})
const sold = (commission: string): object => ({ on: day, do: 'sold-by', partner: 'agent-7', commission })
const grant = (discount: string, on = day): object => ({ on, do: 'grant-discount', discount })
const until = (on: string): object => ({ on, do: 'advance' })
const pay = (on: string, amount: string): object => ({ on, do: 'pay', amount })

async function earned(facts: readonly object[]): Promise<string[]> {
  const { commissions } = await play({ rules, billDay: 1, facts })
  return commissions.map(({ amount, invoice, line, on }) =>
    `${on} ${invoice} ${line ?? ''} ${amount}`.replaceAll('  ', ' ')
  )
}

async function earnedInAll(facts: readonly object[]): Promise<string> {
  const { commissions } = await play({ rules, billDay: 1, facts })
  return formatDecimal(
    commissions.reduce((sum, { amount }) => sum + parseDecimal(amount), 0n),
    2
  )
}

describe('a discount is taken off what partners earn of', () => {
  it.each([
    ['of-usage', '0.00'],
    ['of-voice', '0.00'],
    ['of-rent', '0.00'],
    ['of-items', '0.00'],
    ['of-all', '0.00'],
    ['fees', '0.00'],
    ['first-usage', '0.00'],
    ['first-rent', '0.00'],
    ['first', '0.00']
  ])('all of it: %s', async (commission, sum) => {
    const visit = { on: '2026-03-05', do: 'buy', item: 'visit', as: 's1' }
    const facts = [talk, sold(commission), grant('free'), call(), visit, until('2026-04-02')]
    expect(await earnedInAll(facts)).toBe(sum)
  })

  it('a share of it, as the invoice is paid', async () => {
    const facts = [talk, sold('of-usage'), grant('tenth'), call(), pay('2026-03-02', '9.00'), until('2026-04-02')]
    // 10% of 3.89 and of -0.39; 6.25 of 12.50 is a half
    expect(await earned([...facts, pay('2026-04-03', '6.25')])).toEqual([
      '2026-04-03 INV-000002 3 0.19',
      '2026-04-03 INV-000002 4 -0.02'
    ])
  })

  it('where it is told late', async () => {
    const late = { ...grant('half'), known: '2026-04-10' }
    const paid = [pay('2026-03-02', '10.00'), pay('2026-04-03', '13.89')]
    const facts = [talk, sold('of-usage'), call(), until('2026-04-01'), ...paid, late, until('2026-05-02')]
    expect(await earned(facts)).toEqual(['2026-04-03 INV-000002 2 0.39', '2026-05-01 INV-000003 2 -0.20'])
  })

  it('with what a credit note leaves of it', async () => {
    const facts = [talk, sold('of-usage'), grant('tenth'), call(), pay('2026-03-02', '9.00'), until('2026-04-02')]
    const lines = [{ line: 3, amount: '3.50' }]
    const note = { on: '2026-04-02', do: 'credit-note', invoice: 'INV-000002', lines, reason: 'outage' }
    expect(await earnedInAll([...facts, note, pay('2026-04-03', '9.00')])).toBe('0.00')
  })

  it('by days where the customer went to another partner', async () => {
    const next = { on: '2026-03-16', do: 'sold-by', partner: 'agent-8', commission: 'of-usage' }
    const facts = [talk, sold('of-usage'), next, grant('half'), call(), pay('2026-03-02', '5.00')]
    // 15 and 16 of 31 days of 0.39, and of the half of it
    expect(await earned([...facts, until('2026-04-02'), pay('2026-04-03', '6.94')])).toEqual([
      '2026-04-03 INV-000002 3 0.19',
      '2026-04-03 INV-000002 3 0.20',
      '2026-04-03 INV-000002 4 -0.09',
      '2026-04-03 INV-000002 4 -0.10'
    ])
  })
})

describe('leading commission', () => {
  it('follows a discount on the charges of the first invoice, told late', async () => {
    const facts = [talk, sold('first-rent'), pay('2026-03-02', '10.00'), { ...grant('half'), known: '2026-03-20' }]
    expect(await earned([...facts, until('2026-04-02')])).toEqual([
      '2026-03-02 INV-000001 1 5.00',
      '2026-04-01 INV-000002 1 -2.50'
    ])
  })

  it('leaves out discounts on what is charged later for the same days', async () => {
    const facts = [talk, sold('first'), grant('half'), call(), pay('2026-03-02', '5.00'), until('2026-04-02')]
    expect(await earnedInAll([...facts, pay('2026-04-03', '6.94')])).toBe('2.50')
  })

  it('is of the next invoice where a discount told late takes all of the first', async () => {
    const facts = [talk, sold('first'), pay('2026-03-02', '10.00'), { ...grant('first-month'), known: '2026-03-20' }]
    expect(await earned([...facts, until('2026-04-02')])).toEqual([
      '2026-03-02 INV-000001 1 5.00',
      '2026-04-01 INV-000001 1 -5.00',
      '2026-04-01 INV-000002 2 5.00'
    ])
  })
})
