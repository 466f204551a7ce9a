// Leading commission is of what the first invoice should have said.
import { date, formatAmount, parseDecimal } from '../values/index.ts'
import { commissionEntries, type CommissionShare } from './commission-entries.ts'
import type { CommissionedInvoice, CommissionSale } from './commission-sale.ts'
import { commissionTargets } from './commission-targets.ts'
import { sampleInvoice, sampleLine, sampleSale, sampleTerms } from './sample-commission.ts'

/** 'leading INV-1 line 1 agent-7 30.00' */
function shown(entries: readonly CommissionShare[]): string[] {
  return entries
    .map(({ amount, invoice, kind, line, partner }) => {
      return [kind, invoice, ...(line === null ? [] : [`line ${line}`]), partner, formatAmount(amount, 'AUD')].join(' ')
    })
    .toSorted()
}

const half = sampleTerms({
  leading: [{ ...sampleTerms().trailing[0]!, reward: { kind: 'share', percent: parseDecimal('50') } }],
  trailing: []
})
const nextMonth = { from: date('2026-04-01'), until: date('2026-05-01') }
const from = (day: string, line: number) => ({ line, from: date(day) })
const leadingOf = (terms: CommissionSale['terms'], ...invoices: CommissionedInvoice[]): string[] => {
  const entries = commissionEntries(commissionTargets([sampleSale({ terms })], invoices), [], ({ partner }) => [
    partner
  ])
  return shown(entries.filter(({ kind }) => kind === 'leading')).filter(text => !text.endsWith(' 0.00'))
}

it.each<[string, string[], CommissionedInvoice[]]>([
  [
    'gave it back and charged another plan instead',
    ['leading INV-1 line 1 agent-7 12.00', 'leading INV-2 line 1 agent-7 -12.00', 'leading INV-2 line 2 agent-7 6.00'],
    [
      sampleInvoice(
        'INV-2',
        '40',
        [sampleLine('-40'), sampleLine('20', { line: 2 }), sampleLine('60', { line: 3, ...nextMonth })],
        '2026-04-01'
      )
    ]
  ],
  [
    'charged more for the rest of the days',
    ['leading INV-1 line 1 agent-7 12.00', 'leading INV-2 line 1 agent-7 -6.00', 'leading INV-2 line 2 agent-7 9.00'],
    [
      sampleInvoice(
        'INV-2',
        '10',
        [sampleLine('-20', from('2026-03-16', 1)), sampleLine('30', from('2026-03-16', 2))],
        '2026-04-01'
      )
    ]
  ],
  [
    'charged another thing on the same days',
    ['leading INV-1 line 1 agent-7 12.00'],
    [sampleInvoice('INV-2', '9', [sampleLine('9', { type: 'item', category: 'rent' })], '2026-04-01')]
  ],
  [
    'gave all of it back, for it began a month later',
    ['leading INV-2 line 2 agent-7 18.00'],
    [sampleInvoice('INV-2', '60', [sampleLine('-40'), sampleLine('60', { line: 2, ...nextMonth })], '2026-04-01')]
  ]
])('pays for the first invoice what it should have said, where a later one %s', (_, told, later) => {
  expect(leadingOf(half, sampleInvoice('INV-1', '40'), ...later)).toEqual(told)
})

it('takes an amount back with the charges for which it was paid, and no more is paid where they grow', () => {
  const first = sampleInvoice('INV-1', '40')
  const less = sampleInvoice('INV-2', '0', [sampleLine('-30')], '2026-04-01')
  const more = sampleInvoice('INV-2', '30', [sampleLine('30')], '2026-04-01')
  expect(leadingOf(sampleTerms({ trailing: [] }), first, less)).toEqual(['leading INV-1 agent-7 7.50'])
  expect(leadingOf(sampleTerms({ trailing: [] }), first, more)).toEqual(['leading INV-1 agent-7 30.00'])
})
