import { sampleApplied } from '../taxes/sample-taxes.ts'
import { date, formatAmount, parseDecimal } from '../values/index.ts'
import { type DebitAsked, type DebitedBy, type DebitedInvoice, drawDebit } from './draw-debit.ts'

const words = { description: 'Home', label: 's1', from: date('2026-03-01'), until: date('2026-04-01') }
const vat = [sampleApplied('vat', '19')]
const invoice: DebitedInvoice = {
  ...{ number: 'INV-000001', currency: 'EUR', total: parseDecimal('47.60') },
  lines: [
    { line: 1, ledger: 'revenue', category: 'rent', tax: vat, ...words },
    { line: 2, ledger: 'bond', category: 'bond', tax: null, ...words }
  ]
}
const beside: DebitedBy = { on: date('2026-03-10'), mode: 'half-up', taxOf: () => ({ ok: true, treatment: vat }) }

const more = (line: number | null, amount: string, description: string | null = null): DebitAsked => ({
  ...{ line, description, category: 'item' },
  amount: parseDecimal(amount)
})

function drawn(asked: readonly DebitAsked[], of = invoice, others: DebitedBy = beside) {
  const result = drawDebit(asked, of, others)
  if (!result.ok) return [`${result.reason}: ${result.detail}`]
  return result.value.map(({ category, description, line, net, taxes }) =>
    [line, description, category, ...[net, ...taxes].map(amount => formatAmount(amount, 'EUR'))].join(' ')
  )
}

describe('what a debit note charges', () => {
  it('is more of a line, taxed as that is, or another charge, taxed by its category', () => {
    expect(drawn([more(1, '10.00'), more(null, '5.00', 'Visit')])).toEqual([
      '1 Home rent 10.00 1.90',
      '0 Visit item 5.00 0.95'
    ])
  })

  it('is taxed by each line alone, where one bears within its price what another bears beside it', () => {
    const within = [sampleApplied('vat', '19', { included: true })]
    const lines = [...invoice.lines, { line: 3, ledger: 'revenue', category: 'rent', tax: within, ...words } as const]
    expect(drawn([more(1, '100.00'), more(3, '119.00')], { ...invoice, lines })).toEqual([
      '1 Home rent 100.00 19.00',
      '3 Home rent 100.00 19.00'
    ])
  })

  it.each([
    ['half-up', '0.19'],
    ['down', '0.18'],
    ['up', '0.19']
  ] as const)('is rounded %s as its invoice is', (mode, tax) => {
    // 0.1862
    expect(drawn([more(1, '0.98')], invoice, { ...beside, mode })).toEqual([`1 Home rent 0.98 ${tax}`])
  })

  it('is refused where nothing is asked, where the line is none or a bond, and for amounts that cannot be', () => {
    expect(drawn([more(1, '1.00')], { ...invoice, total: 0n })).toEqual([
      "asks-nothing: Invoice INV-000001 asks for nothing: charge an item, which the account's next bill brings."
    ])
    expect(drawn([more(3, '1.00')])).toEqual(['unknown-line: The invoice has no line 3.'])
    expect(drawn([more(2, '1.00')])[0]).toMatch(/^bond-line: /)
    expect(drawn([more(1, '0.00')])[0]).toMatch(/^amount-not-positive: /)
    expect(drawn([more(1, '0.005')])[0]).toMatch(/^amount-too-fine: /)
    expect(drawn([more(1, '900000000000.00')])[0]).toMatch(/^amount-too-large: /)
    const nowhere = { ...beside, taxOf: () => ({ ok: false, undecided: 'where it is' }) as const }
    expect(drawn([more(null, '1.00', 'Visit')], invoice, nowhere)).toEqual([
      'tax-place: It cannot be taxed: where it is.'
    ])
  })
})
