// Minimum spend: what was spent too little is charged at the end of its period, and given back when late charges make up for it.
import { invoicesOf, play, table } from './play.ts'
import { coastal } from './coastal.ts'

const rules = `${coastal}
commitment house "Minimum spend" 60.00 per month
commitment calls "Minimum of calls" 5.00 per month, of usage
commitment year "Minimum of a year" 300.00 over 12 months
commitment dear-year "Minimum of a year" 730.00 over 12 months
commitment quarter "Minimum of a quarter" 75.00 per quarter, excess counts in the next period
commitment gross "Minimum of prices" 20.00 per month, before discounts
commitment net "Minimum to pay" 20.00 per month
commitment firm "Firm minimum" 60.00 per month, not prorated
discount loyal "Loyalty" 10% off, of rent

plan pro "Pro" {
  rent 20.00 per month
  commitment line "Minimum of the line" 31.00 per month
}

plan pro-plus "Pro Plus" {
  rent 30.00 per month
  commitment line "Minimum of the line" 62.00 per month
}

plan winter "Winter" {
  rent 10.00 per month in arrears
  commitment winter "Minimum in winter" 31.00 per month, paused while suspended
}
`
const mobile = (as = 's1', on = '2026-03-01'): object => ({ on, do: 'subscribe', as, plan: 'mobile-20' })
const on = (day: string, plan: string): object => ({ on: day, do: 'subscribe', as: 's1', plan })
const agree = (day: string, commitment: string, more: object = {}): object => ({
  on: day,
  do: 'agree-commitment',
  commitment,
  ...more
})
const call = (day: string, seconds: number, more: object = {}): object => ({
  at: `${day}T10:30`,
  do: 'use',
  as: 's1',
  service: 'voice',
  quantity: `${seconds} s`,
  to: '+61293334444',
  ...more
})
const until = (day: string): object => ({ on: day, do: 'advance' })
const lived = async (facts: readonly object[], billDay = 1): Promise<string[]> =>
  invoicesOf(await play({ rules, billDay, facts }))

describe('a commitment', () => {
  it('of an account is of all its subscriptions, and its shortfall comes at the end of the cycle', async () => {
    const facts = [mobile(), mobile('s2'), agree('2026-03-01', 'house'), until('2026-04-01')]
    expect(await lived(facts)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20       2026-03-01..2026-04-01   20.00
        Mobile 20       2026-03-01..2026-04-01   20.00
        total                                    40.00
        bill of 2026-04-01
        Mobile 20       2026-04-01..2026-05-01   20.00
        Mobile 20       2026-04-01..2026-05-01   20.00
        Minimum spend   2026-03-01..2026-04-01   20.00
        total                                    60.00
      `)
    )
  })

  it('gives back what calls that become known late make up for', async () => {
    const facts = [
      on('2026-03-01', 'talk'),
      agree('2026-03-01', 'calls', { as: 's1' }),
      call('2026-03-05', 300, { known: '2026-04-10' }),
      until('2026-05-01')
    ]
    expect(await lived(facts)).toEqual(
      table(`
        bill of 2026-03-01
        Talk               2026-03-01..2026-04-01   10.00
        total                                       10.00
        bill of 2026-04-01
        Minimum of calls   2026-03-01..2026-04-01    5.00
        Talk               2026-04-01..2026-05-01   10.00
        total                                       15.00
        bill of 2026-05-01
        Minimum of calls   2026-03-01..2026-04-01   -1.64
        Minimum of calls   2026-04-01..2026-05-01    5.00
        Talk               2026-05-01..2026-06-01   10.00
        Voice, national    2026-03-01..2026-04-01    1.64
        total                                       15.00
      `)
    )
  })

  it('of a plan gives way to that of the next one by days, and both are one sum', async () => {
    const change = { on: '2026-03-16', do: 'change', plan: 'pro-plus', as: 's1' }
    expect(await lived([on('2026-03-01', 'pro'), change, until('2026-04-01')])).toEqual(
      table(`
        bill of 2026-03-01
        Pro                   2026-03-01..2026-04-01   20.00
        total                                          20.00
        bill of 2026-04-01
        Minimum of the line   2026-03-01..2026-04-01   21.84
        Pro                   2026-03-16..2026-04-01  -10.32
        Pro Plus              2026-03-16..2026-04-01   15.48
        Pro Plus              2026-04-01..2026-05-01   30.00
        total                                          57.00
      `)
    )
  })

  it('owes the days up to the last one, and what the cycle was charged counts', async () => {
    const end = { on: '2026-03-11', do: 'terminate', as: 's1' }
    expect(await lived([on('2026-03-01', 'pro'), end, until('2026-05-01')])).toEqual(
      table(`
        bill of 2026-03-01
        Pro                   2026-03-01..2026-04-01   20.00
        total                                          20.00
        bill of 2026-04-01
        Minimum of the line   2026-03-01..2026-03-11    3.55
        Pro                   2026-03-11..2026-04-01  -13.55
        total                                         -10.00
      `)
    )
  })

  it('owes nothing for suspended days where it is paused', async () => {
    const facts = [
      on('2026-03-01', 'winter'),
      { on: '2026-03-11', do: 'suspend', as: 's1' },
      { on: '2026-03-21', do: 'resume', as: 's1' },
      until('2026-04-01')
    ]
    expect(await lived(facts)).toEqual(
      table(`
        bill of 2026-04-01
        Minimum in winter   2026-03-01..2026-04-01   11.00
        Winter              2026-03-01..2026-04-01   10.00
        total                                        21.00
      `)
    )
  })

  it('over a term sums up all its cycles, long after their bills were made', async () => {
    const bills = await lived([mobile(), agree('2026-03-16', 'year'), until('2027-05-01')])
    expect(bills.filter(line => line.startsWith('Minimum'))).toEqual(
      table('Minimum of a year 2026-03-16..2027-03-16 60.00')
    )
    expect(bills.slice(-6)).toEqual(
      table(`
        Mobile 20           2027-04-01..2027-05-01   20.00
        Minimum of a year   2026-03-16..2027-03-16   60.00
        total                                        80.00
        bill of 2027-05-01
        Mobile 20           2027-05-01..2027-06-01   20.00
        total                                        20.00
      `)
    )
  })

  it('over a term that is ended early owes its share of the days', async () => {
    const end = { on: '2026-04-20', do: 'end-commitment', commitment: 'dear-year' }
    const bills = await lived([mobile(), agree('2026-03-16', 'dear-year'), end, until('2026-06-01')])
    expect(bills.filter(line => line.startsWith('Minimum'))).toEqual(
      table('Minimum of a year 2026-03-16..2026-04-20 30.00')
    )
  })

  it('takes over what the period before was charged beyond it, and no further', async () => {
    const less = { on: '2026-06-01', do: 'change', as: 's1', plan: 'mobile-20' }
    const bills = await lived([on('2026-03-01', 'business'), agree('2026-03-01', 'quarter'), less, until('2027-01-01')])
    expect(bills.filter(line => line.startsWith('Minimum'))).toEqual(
      table('Minimum of a quarter 2026-09-01..2026-12-01 15.00')
    )
  })

  it.each([
    ['gross', []],
    ['net', ['Minimum to pay 2026-03-01..2026-04-01 2.00']]
  ])('counts what is paid, or prices before discounts: %s', async (commitment, minimums) => {
    const loyal = { on: '2026-03-01', do: 'grant-discount', discount: 'loyal' }
    const bills = await lived([mobile(), agree('2026-03-01', commitment), loyal, until('2026-04-01')])
    expect(bills.filter(line => line.startsWith('Minimum'))).toEqual(minimums)
  })

  it('owes the whole for a part of a cycle where it says so', async () => {
    const end = { on: '2026-04-02', do: 'end-commitment', commitment: 'firm' }
    const bills = await lived([mobile(), agree('2026-03-31', 'firm'), end, until('2026-05-01')])
    expect(bills.filter(line => line.startsWith('Firm'))).toEqual(
      table(`
        Firm minimum   2026-03-31..2026-04-01   40.00
        Firm minimum   2026-04-01..2026-04-02   40.00
      `)
    )
  })

  it('of an account counts what its subscriptions were charged for theirs', async () => {
    expect(await lived([on('2026-03-01', 'pro'), agree('2026-03-01', 'house'), until('2026-04-01')])).toEqual(
      table(`
        bill of 2026-03-01
        Pro                   2026-03-01..2026-04-01   20.00
        total                                          20.00
        bill of 2026-04-01
        Minimum of the line   2026-03-01..2026-04-01   11.00
        Pro                   2026-04-01..2026-05-01   20.00
        Minimum spend         2026-03-01..2026-04-01   29.00
        total                                          60.00
      `)
    )
  })

  it('counts no credit that was given for another reason', async () => {
    const sorry = { on: '2026-03-05', do: 'credit', amount: '7.00', description: 'Sorry' }
    expect(await lived([mobile(), agree('2026-03-01', 'house'), sorry, until('2026-04-01')])).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20       2026-03-01..2026-04-01   20.00
        total                                    20.00
        bill of 2026-04-01
        Mobile 20       2026-04-01..2026-05-01   20.00
        Minimum spend   2026-03-01..2026-04-01   40.00
        Sorry           2026-03-05..2026-03-06   -7.00
        total                                    53.00
      `)
    )
  })

  it.each([
    [agree('2026-03-05', 'hous'), 'there is no commitment hous to agree to on 2026-03-05: did you mean house?'],
    [agree('2026-03-09', 'house'), 'the commitment house was agreed to on 2026-03-02, and holds: end it first'],
    [agree('2026-03-09', 'line'), 'there is no commitment line to agree to on 2026-03-09'],
    [
      { on: '2026-03-01', do: 'end-commitment', commitment: 'house' },
      'the account did not agree to the commitment house before 2026-03-01, or it ended'
    ]
  ])('is refused, as by %o', async (asked, reason) => {
    const { refused } = await play({ rules, facts: [mobile(), agree('2026-03-02', 'house'), asked] })
    expect(refused.map(each => each.reason)).toEqual([reason])
  })

  it('of a year counts prices with the tax in them, also of a customer who does not owe it', async () => {
    const included = `tax gst "GST" { rate 10%; included in prices }\n${rules}`
    const exempt = { on: '2026-03-01', do: 'tax-exemption', tax: 'gst', certificate: 'E1' }
    const facts = [exempt, mobile(), agree('2026-03-01', 'year'), until('2027-03-01')]
    const lines = invoicesOf(await play({ rules: included, billDay: 1, facts })).join('\n')
    // 300.00 less 12 x 20.00 is 60.00 with 10% in it
    expect(lines).toMatch(/Minimum of a year +2026-03-01..2027-03-01 +54.55/)
  })
})
