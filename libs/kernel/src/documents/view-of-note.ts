// From what is known of a credit or debit note to the words that a template may use: those of an invoice, and which one it corrects.
import type { NoteLine } from '@farthing/billing-core'
import { daysInWords, formatAmount, longDate } from '@farthing/billing-core/values'
import type { NoteDocument } from '../adjustments/index.ts'
import type { InvoiceGroupView, InvoiceView } from '../templates/index.ts'
import { documentOf, taxesShown } from './view-of-invoice.ts'
import { shownAmount } from './wording.ts'

const NAMES = { 'credit-note': 'Credit note', 'debit-note': 'Debit note', 'write-off': 'Write-off' } as const
const DONE = { 'credit-note': 'Credited to you', 'debit-note': 'Charged to you', 'write-off': 'Given up' } as const
/** Of an invoice that gave credit. */
const TAKEN_BACK = 'Credit taken back'
const STATES = { proposed: 'Draft', approved: null, rejected: 'Rejected' } as const

export function viewOfNote(document: NoteDocument): InvoiceView {
  const { account, invoice, note, operator, reason } = document
  const { currency, kind, status, total } = note
  const date = note.date ?? note.proposedAt.toZonedDateTimeISO(note.zone).toPlainDate()
  const issued = invoice.issuedAt?.toZonedDateTimeISO(note.zone).toPlainDate() ?? invoice.billDate
  const amount = formatAmount(total, currency)
  return {
    document: {
      ...documentOf(NAMES[kind], STATES[status]),
      ...{ corrects: note.invoiceNumber, correctsOf: longDate(issued), remark: note.remark, reason }
    },
    operator: { name: operator.name },
    account: { number: account.number, name: account.name, address: account.address },
    invoice: {
      ...{
        number: note.number ?? 'not yet issued',
        group: invoice.group ?? '',
        draft: status !== 'approved',
        cancelled: false
      },
      ...{ issued: longDate(date), until: longDate(invoice.billDate.subtract({ days: 1 })), currency, hint: '' },
      ...{ due: note.invoiceNumber, dueLabel: 'Corrects invoice' }
    },
    summary: {
      ...{ opening: '', payments: [], beside: [], net: formatAmount(note.net, currency), total: amount },
      ...{
        taxes: taxesShown(note.taxes, currency),
        due: shownAmount(total < 0n ? -total : total, currency),
        dueLabel: total < 0n ? TAKEN_BACK : DONE[kind]
      }
    },
    groups: groupsOf(document),
    annex: null
  }
}

/** By account whose lines they are, the one first that stands first, then by subscription. */
function groupsOf({ accounts, note: { currency, lines } }: NoteDocument): InvoiceGroupView[] {
  const byAccount = Map.groupBy(lines, ({ line }) => accounts.get(line) ?? '')
  return [...byAccount].flatMap(([name, own]) =>
    [...Map.groupBy(own, ({ label }) => label)].map(([label, some], index) => {
      return { ofAccount: index === 0 ? name : '', ...groupOf(label, some, currency) }
    })
  )
}

function groupOf(
  label: string | null,
  lines: readonly NoteLine[],
  currency: string
): Omit<InvoiceGroupView, 'ofAccount'> {
  return {
    accountTotal: '',
    title: label === null ? 'Your account' : label,
    label: '',
    lines: lines.map(({ amount, description, from, line, until }) => ({
      description,
      detail: line === 0 ? '' : `corrects line ${line}`,
      period: from === null || until === null ? '' : daysInWords(from, until),
      amount: formatAmount(amount, currency)
    })),
    total: formatAmount(
      lines.reduce((sum, { amount }) => sum + amount, 0n),
      currency
    )
  }
}
