import { date, parseDecimal } from '../values/index.ts'
import { commissionEntries, type CommissionShare } from './commission-entries.ts'
import type { CommissionedInvoice, CommissionSale } from './commission-sale.ts'
import { commissionTargets } from './commission-targets.ts'
import { sampleInvoice, sampleLine, sampleSale, sampleTerms } from './sample-commission.ts'

function entriesOf(sales: CommissionSale[], invoices: CommissionedInvoice[], booked: CommissionShare[] = []) {
  return commissionEntries(commissionTargets(sales, invoices), booked, () => ['agent-7', 'dealer-3', 'master-1'])
}

it('a fee for each sale of an invoice is booked once, also where one partner has them', () => {
  const second = date('2026-04-01')
  const reward = { kind: 'amount' as const, amount: parseDecimal('2') }
  const trailing = sampleTerms().trailing.map(part => ({ ...part, reward }))
  const terms = sampleTerms({ leading: [], trailing })
  const sales = [sampleSale({ until: second, terms }), sampleSale({ from: second, isFirst: false, terms })]
  // a month in arrears, and a month in advance
  const arrears = sampleLine('20', { from: date('2026-03-01'), until: second })
  const advance = sampleLine('20', { line: 2, from: second, until: date('2026-05-01') })
  const invoices = [sampleInvoice('INV-2', '40', [arrears, advance], '2026-04-01')]
  const booked = entriesOf(sales.slice(0, 1), invoices)
  booked.push(...entriesOf(sales, invoices, booked))
  expect(booked.reduce((sum, { amount }) => sum + amount, 0n)).toBe(parseDecimal('4'))
  expect(entriesOf(sales, invoices, booked)).toEqual([])
  expect(booked.every(({ amount }) => amount > 0n)).toBe(true)
})
