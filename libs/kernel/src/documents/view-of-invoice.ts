// From what billing knows of an invoice to the words that a template may use.
import { type InvoiceTax, lineReason, taxesTold } from '@farthing/billing-core'
import { daysInWords, formatAmount, isFactPlace, longDate, shortDate } from '@farthing/billing-core/values'
import { writtenNumber } from '@farthing/rules-language'
import { type DocumentPayment, type InvoiceDocument, type InvoiceEvent, invoiceNet } from '../billing-run/index.ts'
import type { AnnexView, InvoiceGroupView, InvoiceView } from '../templates/index.ts'
import { eventCount, moment, serviceTitle, shownAmount, usageQuantity } from './wording.ts'

type DocumentGroup = InvoiceDocument['groups'][number]
type DocumentLine = DocumentGroup['lines'][number]

export function viewOfInvoice(document: InvoiceDocument): InvoiceView {
  const { operator, account, invoice } = document
  const issued = invoice.issuedAt?.toZonedDateTimeISO(account.zone).toPlainDate() ?? invoice.billDate
  return {
    document: documentOf(
      'Invoice',
      invoice.status === 'cancelled' ? 'Cancelled' : invoice.number === null ? 'Draft' : null
    ),
    operator: { name: operator.name },
    account: { number: account.number, name: account.name, address: account.address },
    invoice: {
      number: invoice.number ?? 'not yet issued',
      group: invoice.group ?? '',
      draft: invoice.number === null,
      cancelled: invoice.status === 'cancelled',
      issued: longDate(issued),
      until: longDate(invoice.billDate.subtract({ days: 1 })),
      due: balanceAfter(document) > 0n ? dueText(document) : 'nothing to pay',
      dueLabel: 'Please pay by',
      currency: invoice.currency,
      hint: document.usageTooLong ? 'The itemised usage was too long to print; ask us for it as a file.' : ''
    },
    summary: summaryOf(document),
    groups: document.groups.map((_, place) => groupOf(document, place)),
    annex: annexOf(document)
  }
}

/** A draft's days to pay begin when it is issued. */
function dueText({ due, invoice }: InvoiceDocument): string {
  if (invoice.number !== null) return longDate(due)
  const { days } = invoice.billDate.until(due)
  return days === 0 ? 'the day of issue' : `${days} day${days === 1 ? '' : 's'} after issue`
}

/** What kind of document it is, and what became of it: 'Draft', 'Cancelled'. */
export function documentOf(name: string, state: string | null): InvoiceView['document'] {
  const lower = name.toLowerCase()
  return {
    ...{ name, title: state === null ? name : `${state} ${lower}`, heading: `This ${lower}` },
    ...{ total: `Total of this ${lower}`, corrects: '', correctsOf: '', reason: '', remark: '' }
  }
}

/** What the account owes when this invoice is on it: debt from before included, credit taken off, less what invoices of groups ask for. */
function balanceAfter({ askedBeside, openingBalance, total }: InvoiceDocument): bigint {
  return askedBeside.reduce((balance, { amount }) => balance - amount, openingBalance + total)
}

function summaryOf(document: InvoiceDocument): InvoiceView['summary'] {
  const { currency } = document.invoice
  const paid = document.payments.reduce((sum, payment) => sum + payment.amount, 0n)
  const due = balanceAfter(document)
  return {
    opening: formatAmount(document.openingBalance + paid, currency),
    payments: document.payments.map(payment => ({
      label: paymentLabel(payment),
      amount: formatAmount(-payment.amount, currency)
    })),
    beside: document.askedBeside.map(({ amount, group, number }) => ({
      label: `Asked for by invoice ${number} (${group})`,
      amount: formatAmount(-amount, currency)
    })),
    net: formatAmount(invoiceNet(document.invoice), currency),
    taxes: taxesShown(document.invoice.taxes, currency),
    total: formatAmount(document.total, currency),
    due: shownAmount(due < 0n ? -due : due, currency),
    dueLabel: due < 0n ? 'Your credit' : 'Amount due'
  }
}

function paymentLabel({ amount, asked, on, takenBackOn }: DocumentPayment): string {
  if (asked) return 'Asked for on an invoice: credit that was paid out'
  if (takenBackOn === null) return `${amount < 0n ? 'Credit paid out' : 'Payment received'} ${longDate(on)}`
  return `${amount < 0n ? 'Payment' : 'Payout'} of ${longDate(on)} taken back on ${longDate(takenBackOn)}`
}

export function taxesShown(taxes: readonly InvoiceTax[], currency: string): InvoiceView['summary']['taxes'] {
  return taxesTold(taxes).map(({ amount, included, percent, reason, taxable, title }) => ({
    label: `${included ? 'Included ' : ''}${title} ${percent}% of ${formatAmount(taxable, currency)}${reason === null ? '' : `: ${reason}`}`,
    amount: formatAmount(amount, currency)
  }))
}

function groupOf({ accounts, groups, invoice: { currency } }: InvoiceDocument, place: number): InvoiceGroupView {
  const group = groups[place] as DocumentGroup
  const isFirst = groups[place - 1]?.account !== group.account
  const isLast = groups[place + 1]?.account !== group.account
  const total = groups.reduce((sum, { account, subtotal }) => (account === group.account ? sum + subtotal : sum), 0n)
  const plans = group.lines.filter(line => line.type === 'rent').map(line => line.description)
  return {
    ofAccount: isFirst ? (accounts.get(group.account) ?? '') : '',
    accountTotal: isLast && accounts.size > 1 ? formatAmount(total, currency) : '',
    title: group.subscription === null ? 'Your account' : group.label,
    label: [...new Set(plans)].join(', '),
    lines: group.lines.map(line => ({
      description: line.corrects && line.amount < 0n ? `${line.description}: credit` : line.description,
      detail: detailOf(line),
      period:
        line.ledger === 'bond' || line.type === 'setup' ? shortDate(line.from) : daysInWords(line.from, line.until),
      amount: formatAmount(line.amount, currency)
    })),
    total: formatAmount(group.subtotal, currency)
  }
}

/** Why the line is there, as its trace says it, with the place of its rule; what a person entered has none. */
function detailOf(line: DocumentLine): string {
  const { rule } = line.explanation
  const { file, line: at } = rule
  const reason = lineReason(line)
  if (isFactPlace(rule)) return reason
  return reason === '' ? `${file}:${at}` : `${reason} · ${file}:${at}`
}

function annexOf({ usage, labels, account, invoice }: InvoiceDocument): AnnexView[] | null {
  if (usage.length === 0) return null
  const parts = Map.groupBy(usage, event => `${event.subscription} ${event.service}`)
  return [...parts.values()].map(events => partOf(events, labels, account.zone, invoice.currency))
}

function partOf(
  events: readonly InvoiceEvent[],
  labels: ReadonlyMap<string, string>,
  zone: string,
  currency: string
): AnnexView {
  const [first] = events as [InvoiceEvent]
  const total = events.reduce((sum, event) => sum + event.amount, 0n)
  const billed = events.reduce((sum, event) => sum + event.billed, 0)
  return {
    title: serviceTitle(first.service),
    label: labels.get(first.subscription) ?? '',
    callers: events.some(({ caller }) => caller !== ''),
    rows: events.map(event => ({
      when: moment(event.startedAt, zone),
      from: writtenNumber(event.caller),
      to: writtenNumber(event.called),
      zone: event.zone,
      band: rateOf(event),
      quantity: usageQuantity(event.quantity, event.unit),
      amount: formatAmount(event.amount, currency)
    })),
    count: eventCount(events.length, first.unit),
    quantity: usageQuantity(billed, first.unit),
    total: formatAmount(total, currency)
  }
}

/** The band that priced it, or what of it was paid for already. */
function rateOf({ bands, billed, covered, unit }: InvoiceEvent): string {
  if (covered === 0) return bands
  return covered >= billed ? 'included' : `${usageQuantity(covered, unit)} included`
}
