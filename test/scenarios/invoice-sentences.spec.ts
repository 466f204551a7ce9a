// Every line of an invoice as a sentence. Numbers that can be checked on paper.
import { lineSentence } from '@farthing/billing-core'
import { parseDecimal } from '@farthing/billing-core/values'
import type { LifeInvoice, LifeLine } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { play } from './play.ts'

const rules = `${coastal}
plan busy "Busy" {
  rent 29.90 per month in advance, prorated by day
  tariff voice-standard
  include 10 min of voice to national
  when voice runs out: 2.00 per started 5 min, at most 1 time
  cap voice to mobile at 1.00 per day
  offer "Sundays" {
    on sunday
    voice is 50% off
  }
}
item phone "Phone" 100.00, in 3 instalments
item watch "Watch" 300.00, in 3 instalments, after a first payment of 100.00, the rest at once when service ends
account charge line "Extra line" 6.00 per month
discount loyal "Loyalty" 10% off, of rent
discount five "Five off" takes 5.00 off per cycle
`

function sentence(line: LifeLine): string {
  const [invoice = '', number = ''] = line.corrects?.split(':') ?? []
  return lineSentence({
    description: line.description,
    from: Temporal.PlainDate.from(line.from),
    until: Temporal.PlainDate.from(line.until),
    amount: parseDecimal(line.amount),
    exact: parseDecimal(line.exact),
    explanation: line.explanation,
    corrects: line.corrects === null ? null : { invoice, line: Number(number) }
  })
}

async function sentences(...facts: object[]): Promise<string[]> {
  const { invoices } = await play({ billDay: 1, rules, facts })
  return invoices.flatMap(({ lines }: LifeInvoice) => lines.map(sentence))
}

const subscribe = (on: string, plan: string): object => ({ on, do: 'subscribe', plan, as: 'me' })
const until = (on: string): object => ({ on, do: 'advance' })
const call = (at: string, minutes: number, to: string): object => ({
  ...{ at, do: 'use', service: 'voice', quantity: `${minutes} min`, as: 'me', to }
})

describe('a line of an invoice as a sentence', () => {
  it('says how many were bought or are rented, and at which price', async () => {
    const bought = { on: '2026-03-11', do: 'buy', item: 'phone', quantity: 7 }
    const rented = { on: '2026-03-11', do: 'add-account-charge', charge: 'line', quantity: 2 }
    expect(await sentences(subscribe('2026-03-11', 'landline'), bought, rented, until('2026-04-01'))).toEqual([
      'Landline, 11 – 31 Mar 2026: 30.00 for the month, 21 of 31 days: 20.32 (rounded from 20.322581)',
      'Phone, 1 of 3, 11 Mar 2026: 7 x 100.00, the price of the day; part 1 of 3: 233.34',
      'Extra line, 11 – 31 Mar 2026: 2 x 6.00, 21 of 31 days: 8.13 (rounded from 8.129032)',
      'Extra line, 1 – 30 Apr 2026: 2 x 6.00: 12.00'
    ])
  })

  it('says of an instalment what was paid before it', async () => {
    const bought = { on: '2026-03-05', do: 'buy', item: 'watch', quantity: 2, as: 'me' }
    const ended = { on: '2026-04-20', do: 'terminate', as: 'me' }
    const lines = await sentences(subscribe('2026-03-01', 'landline'), bought, ended, until('2026-05-01'))
    expect(lines.filter(line => line.startsWith('Watch'))).toEqual([
      'Watch, first payment, 5 Mar 2026: 2 x 300.00, the price of the day; first payment: 200.00',
      'Watch, 1 of 3, 5 Apr 2026: 2 x 300.00, the price of the day; part 1 of 3, after a first payment of 200.00: 133.34',
      'Watch, the rest, 20 Apr 2026: 2 x 300.00, the price of the day; service ended before the rest was due: 2 of 3 to 3 of 3, after a first payment of 200.00: 266.66'
    ])
  })

  it('says what a period costs, and which part of it is charged', async () => {
    expect(await sentences(subscribe('2026-03-15', 'busy'), until('2026-04-01'))).toEqual([
      'Busy, 15 – 31 Mar 2026: 29.90 for the month, 17 of 31 days: 16.40 (rounded from 16.396774)',
      'Busy, 1 – 30 Apr 2026: 29.90 for the month: 29.90'
    ])
    expect(await sentences(subscribe('2026-03-01', 'business'), until('2026-04-01'))).toEqual([
      'Business, 1 Mar – 31 May 2026: 90.00 for the quarter: 90.00'
    ])
    expect((await sentences(subscribe('2026-03-01', 'anniversary'), until('2026-04-01')))[0]).toBe(
      'Anniversary, 1 Mar 2026 – 28 Feb 2027: 365.00 for the year: 365.00'
    )
    expect(await sentences(subscribe('2026-03-11', 'landline'), until('2026-04-01'))).toEqual([
      'Landline, 11 – 31 Mar 2026: 30.00 for the month, 21 of 31 days: 20.32 (rounded from 20.322581)'
    ])
  })

  it('says why a fee or a bond is taken, and given back', async () => {
    expect(
      await sentences(
        subscribe('2026-03-01', 'starter'),
        { on: '2026-03-10', do: 'feature', feature: 'voicemail', state: 'on' },
        until('2026-04-01')
      )
    ).toEqual([
      'Starter: setup, 1 Mar 2026: once, at the start: 10.00',
      'Starter, 1 – 31 Mar 2026: 20.00 for the month: 20.00',
      'Voicemail: setup, 10 Mar 2026: once, for turning it on: 1.50',
      'Voicemail, 10 – 31 Mar 2026: 3.10 for the month, 22 of 31 days: 2.20',
      'Starter, 1 – 30 Apr 2026: 20.00 for the month: 20.00',
      'Voicemail, 1 – 30 Apr 2026: 3.10 for the month: 3.10'
    ])
    expect(
      await sentences(subscribe('2026-03-01', 'premium'), { on: '2026-03-20', do: 'terminate' }, until('2026-04-01'))
    ).toEqual([
      'Premium: bond, 1 Mar 2026: held from the start of the subscription: 200.00',
      'Premium, 1 – 31 Mar 2026: 80.00 for the month: 80.00',
      'Premium: bond returned, 20 Mar 2026: the subscription ended: -200.00',
      'Premium, 20 – 31 Mar 2026: 80.00 for the month, 19 of 31 days, 49.03 in all, 80.00 billed before, corrects INV-000001 line 2: -30.97 (rounded from -30.967742)'
    ])
  })

  it('says what a discount is of, on its days', async () => {
    const grant = (discount: string): object => ({ on: '2026-03-16', do: 'grant-discount', discount })
    const facts = [grant('loyal'), grant('five'), until('2026-03-31'), until('2026-04-01')]
    expect((await sentences(subscribe('2026-03-01', 'starter'), ...facts)).slice(2)).toEqual([
      'Loyalty: Starter, 16 – 31 Mar 2026: 16 of 31 days, 10% off 7.74: -0.77',
      'Five off, 16 – 31 Mar 2026: 16 of 31 days, 5.00 per cycle off 10.32, its share of 2.58 for the cycle: -2.58',
      'Starter, 1 – 30 Apr 2026: 20.00 for the month: 20.00',
      'Loyalty: Starter, 1 – 30 Apr 2026: 10% off 15.00: -1.50',
      'Five off, 1 – 30 Apr 2026: 5.00 per cycle off 20.00, its share of 5.00 for the cycle: -5.00'
    ])
  })

  it('says what usage got: allowances, packs, offers, caps', async () => {
    expect(
      await sentences(
        subscribe('2026-03-01', 'busy'),
        call('2026-03-02T10:00', 12, '+61399990000'),
        call('2026-03-03T10:00', 12, '+61412345678'),
        call('2026-03-08T10:00', 2, '+61412345678'),
        until('2026-04-01')
      )
    ).toEqual([
      'Busy, 1 – 31 Mar 2026: 29.90 for the month: 29.90',
      'Busy, 1 – 30 Apr 2026: 29.90 for the month: 29.90',
      'Voice, mobile, 1 – 31 Mar 2026: 2 calls, 14 min, capped -2.99, "Sundays" -0.495: 1.50 (rounded from 1.495)',
      'Voice, national, 1 – 31 Mar 2026: 1 call, 12 min, 12 min included, packs 2.00: 2.00'
    ])
  })

  it('says what a change in the middle of a period takes back, and which line it corrects', async () => {
    expect(
      await sentences(
        subscribe('2026-03-01', 'mobile-20'),
        { on: '2026-03-16', do: 'change', plan: 'mobile-40' },
        until('2026-04-01')
      )
    ).toEqual([
      'Mobile 20, 1 – 31 Mar 2026: 20.00 for the month: 20.00',
      'Mobile 20, 16 – 31 Mar 2026: 20.00 for the month, 15 of 31 days, 9.68 in all, 20.00 billed before, corrects INV-000001 line 1: -10.32 (rounded from -10.322581)',
      'Mobile 40, 16 – 31 Mar 2026: 40.00 for the month, 16 of 31 days: 20.65 (rounded from 20.645161)',
      'Mobile 40, 1 – 30 Apr 2026: 40.00 for the month: 40.00'
    ])
  })

  it('says what was entered by hand, and late news of an earlier period', async () => {
    expect(
      await sentences(
        subscribe('2026-03-01', 'busy'),
        { on: '2026-03-05', do: 'credit', amount: '5.00', description: 'Sorry' },
        { ...call('2026-03-03T10:00', 1, '+61412345678'), known: '2026-04-03' },
        { on: '2026-04-16', known: '2026-04-20', do: 'change', plan: 'mobile-40' },
        until('2026-05-01')
      )
    ).toEqual([
      'Busy, 1 – 31 Mar 2026: 29.90 for the month: 29.90',
      'Busy, 1 – 30 Apr 2026: 29.90 for the month: 29.90',
      'Sorry, 5 Mar 2026: entered by hand: -5.00',
      'Busy, 16 – 30 Apr 2026: 29.90 for the month, 15 of 30 days, 14.95 in all, 29.90 billed before, corrects INV-000002 line 1: -14.95',
      'Mobile 40, 16 – 30 Apr 2026: 40.00 for the month, 15 of 30 days: 20.00',
      'Mobile 40, 1 – 31 May 2026: 40.00 for the month: 40.00',
      'Voice, mobile, 1 – 31 Mar 2026: 1 call, 1 min: 0.69'
    ])
  })
})
