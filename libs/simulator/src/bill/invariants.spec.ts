import { type AppliedTax, type Invoice, type InvoiceLine, reckonTaxes } from '@farthing/billing-core'
import type { RoundingMode } from '@farthing/billing-core/values'
import fc from 'fast-check'
import { brokenInvariant } from './invariants.ts'

const COIN = 10_000n
const MODES: readonly RoundingMode[] = ['half-up', 'half-even', 'up', 'down']
const rule = { rule: 'tax vat', file: 'tax.farthing', line: 1, column: 1 }
const day = Temporal.PlainDate.from('2026-03-01')

function taxOf(name: string, percent: string, more: Partial<AppliedTax>): AppliedTax {
  const plain = { code: 'S', included: false, onTopOf: [], rounding: 'bill', relieved: null } as const
  return { tax: name, title: name, percent, reason: null, certificate: null, rule, ...plain, ...more }
}

/** Of amounts in coins, as `reckonTaxes` taxes them. */
function invoiceOf(amounts: readonly number[], tax: readonly AppliedTax[], mode: RoundingMode): Invoice {
  const priced = amounts.map(each => ({ amount: BigInt(each) * COIN, tax }))
  const { nets, taxes } = reckonTaxes(priced, { mode, step: COIN })
  const lines = priced.map(({ amount }, index) => {
    return { line: index + 1, from: day, until: day, amount, net: nets[index], parts: [{ amount }] }
  }) as unknown as InvoiceLine[]
  const net = nets.reduce((sum, each) => sum + each, 0n)
  const total = taxes.reduce((sum, { amount }) => sum + amount, net)
  return { account: 'a', currency: 'EUR', billDate: day, from: day, dueDate: day, lines, taxes, net, total }
}

const amounts = fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 1, maxLength: 12 })
const rounding = fc.constantFrom('bill' as const, 'line' as const)
const percent = fc.constantFrom('19', '7', '9.975', '0.5', '100', '250')

describe('what must hold of an invoice', () => {
  it.each([
    ['up', 990],
    ['down', 1490]
  ] as const)('holds where a price with its tax is rounded %s', (mode, amount) => {
    const tax = [taxOf('vat', '19', { included: true })]
    expect(brokenInvariant(invoiceOf([amount], tax, mode))).toBeNull()
  })

  it('holds of all that taxes make of prices, in every mode of rounding', () => {
    const first = fc.record({ percent, rounding, included: fc.boolean() })
    const second = fc.record({ percent, rounding, included: fc.boolean(), onTop: fc.boolean() })
    fc.assert(
      fc.property(amounts, first, fc.option(second), fc.constantFrom(...MODES), (each, gst, pst, mode) => {
        const taxes = [taxOf('gst', gst.percent, gst)]
        if (pst !== null) taxes.push(taxOf('pst', pst.percent, { ...pst, onTopOf: pst.onTop ? ['gst'] : [] }))
        expect(brokenInvariant(invoiceOf(each, taxes, mode))).toBeNull()
      }),
      { numRuns: 2_000 }
    )
  })

  it('does not hold of a tax that is another than that of its rate', () => {
    const invoice = invoiceOf([100_000], [taxOf('vat', '19', { included: true })], 'up')
    const [tax] = invoice.taxes
    if (tax === undefined) throw new Error('there is a tax')
    const moved = { ...invoice, taxes: [{ ...tax, amount: tax.amount + 2n * COIN }], total: invoice.total + 2n * COIN }
    expect(brokenInvariant(moved)).toContain('vat 19% of')
  })
})
