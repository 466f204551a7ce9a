// Invoices of earlier releases know the statements of a plan by their places: who was billed so pays nothing twice.
import { accountHistory, type BilledCharge, type Fact } from '@farthing/billing-core'
import { formatDecimal } from '@farthing/billing-core/values'
import { billedLines, computeBill, ruleBook } from '@farthing/simulator'
import { allPlugins, rulesOf } from './compiled-rules.ts'

const registry = await allPlugins()
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

const versions = (before: string, after: string): string => `
operator "Coastal Telecom" { currency AUD; time zone "Australia/Melbourne" }
plan home "Home" { from 2026-01-01 until 2026-06-01; ${before} }
plan home "Home" { from 2026-06-01; ${after} }
`

function historyOf(): NonNullable<ReturnType<typeof accountHistory>> {
  const told = { known: Temporal.Instant.from('2026-01-01T00:00:00Z'), supersedes: null, effective: day('2026-01-01') }
  const facts: Fact[] = [
    { kind: 'account-opened', id: 'f1', ...told, billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' },
    { kind: 'subscribed', id: 'f2', ...told, subscription: 's', as: 'Anna', plan: 'home', identities: [] }
  ]
  const history = accountHistory('a', facts)
  if (history === null) throw new Error('the account is opened')
  return history
}

function billOn(date: string, text: string, billed: readonly BilledCharge[], previous: string | null) {
  const bill = computeBill({
    ...{ history: historyOf(), registry, usage: [], carried: [], billed },
    ruleBook: ruleBook([{ from: null, rules: rulesOf(text, registry) }]),
    billDate: day(date),
    previousBillDate: previous === null ? null : day(previous),
    since: previous === null ? null : day(previous).add({ days: 1 })
  })
  if (!bill.ok) throw new Error(bill.detail)
  return bill.invoice
}

const swapped = (name: string): string =>
  name.replace(/\bhome(\/2)?(?=:|$)/, (_all, second?: string) => (second === undefined ? 'home/2' : 'home'))

/** What was billed from the second version on has the keys of places. */
function byPlace(charge: BilledCharge): BilledCharge {
  if (Temporal.PlainDate.compare(charge.from, day('2026-06-01')) < 0) return charge
  return { ...charge, key: swapped(charge.key), series: swapped(charge.series) }
}

/** The bill of July, of who was billed by place until June. */
function july(text: string, change: (charge: BilledCharge) => BilledCharge = byPlace): string[] {
  const first = billOn('2026-06-01', text, [], null)
  if (first === null) throw new Error('the first day is billed')
  const next = billOn('2026-07-01', text, billedLines(first, '1').map(change), '2026-06-01')
  return (next?.lines ?? []).map(({ amount, from, until }) => `${from}..${until} ${formatDecimal(amount, 2)}`)
}

describe('who was billed by the places of statements', () => {
  const moved = versions('rent 31.00 per month', 'rent 5.00 per month; rent 31.00 per month')

  it('is charged no more for it: what changes its key is given back', () => {
    expect(july(moved)).toEqual([
      '2026-06-01..2026-07-01 -26.00',
      '2026-06-01..2026-07-01 26.00',
      '2026-07-01..2026-08-01 5.00',
      '2026-07-01..2026-08-01 31.00'
    ])
  })

  it('sees nothing of it where no statement was put above another', () => {
    const below = versions('rent 31.00 per month', 'rent 31.00 per month; rent 5.00 per month')
    expect(july(below, charge => charge)).toEqual(['2026-07-01..2026-08-01 5.00', '2026-07-01..2026-08-01 31.00'])
  })

  it('gets back the year that was charged twice, less what was left out', () => {
    const twice = (charge: BilledCharge): BilledCharge => {
      if (!charge.key.includes('home/2')) return charge
      const days = { from: day('2026-06-01'), until: day('2027-01-01') }
      const key = 'rent:s:home/2:2026-01-01..2027-01-01'
      return { ...charge, ...days, key, covers: days, periodUntil: days.until, amount: 70_360_000n }
    }
    expect(july(versions('rent 120.00 per year', 'rent 5.00 per month; rent 120.00 per year'), twice)).toEqual([
      '2026-08-01..2027-01-01 -60.36'
    ])
  })
})
