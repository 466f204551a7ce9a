// An invoice that never was: templates are tried on it before they are published.
import type { InvoiceView } from './invoice-view.ts'

const GROUPS = [
  ['Mobile 40', '0412 345 671'],
  ['Fixed Voice', '03 9555 0123'],
  ['Internet 100', 'coastal-100']
] as const

const cents = (value: number): string => `${Math.trunc(value / 100)}.${String(value % 100).padStart(2, '0')}`

function lines(title: string, number: number): InvoiceView['groups'][number]['lines'] {
  const line = (description: string, detail: string, period: string, amount: string) => ({
    description,
    detail,
    period,
    amount
  })
  return [
    line(
      `${title} rent`,
      '40.00 for the month · mobile-plans.farthing:24',
      '1 Nov – 30 Nov 2026',
      cents(4000 + number)
    ),
    line(
      'Calls to mobiles',
      `${number % 97} calls, ${number % 240} min · voice.farthing:24`,
      '1 Oct – 31 Oct 2026',
      cents(1248 + number * 3)
    ),
    line(
      'Mobile 20: credit',
      '20.00 for the month, 15 of 31 days · mobile-plans.farthing:14',
      '16 Oct – 31 Oct 2026',
      `-${cents(1032)}`
    )
  ]
}

const DATES = {
  issued: '1 November 2026',
  until: '31 October 2026',
  due: '15 November 2026',
  dueLabel: 'Please pay by'
}

const DOCUMENT: InvoiceView['document'] = {
  ...{ title: 'Invoice', name: 'Invoice', heading: 'This invoice', total: 'Total of this invoice' },
  ...{ corrects: '', correctsOf: '', reason: '', remark: '' }
}

/** A one-page invoice with three services; each `number` gives other amounts, so that documents in a row have nothing in common but the template. */
export function sampleView(number: number): InvoiceView {
  const padded = String(number).padStart(6, '0')
  const [opening, total] = [cents(5210 + number), cents(18_743 + number)]
  return {
    document: DOCUMENT,
    operator: { name: 'Coastal Telecom' },
    account: {
      number: `A-${padded}`,
      name: `Customer ${number} & Sons`,
      address: ['12 Harbour Road', 'Geelong VIC 3220']
    },
    invoice: {
      number: `INV-${padded}`,
      group: '',
      draft: false,
      cancelled: false,
      currency: 'AUD',
      hint: 'Each line names the rule that made it.',
      ...DATES
    },
    summary: {
      opening,
      beside: [],
      payments: [{ label: 'Payment received 12 October 2026', amount: `-${opening}` }],
      net: total,
      taxes: [{ label: 'GST 10% of 10.00', amount: '1.00' }],
      total,
      due: `$${total}`,
      dueLabel: 'Amount due'
    },
    groups: GROUPS.map(([title, label]) => ({
      ...{ ofAccount: '', accountTotal: '' },
      title,
      label,
      lines: lines(title, number),
      total: cents(4216 + number * 4)
    })),
    annex: null
  }
}
