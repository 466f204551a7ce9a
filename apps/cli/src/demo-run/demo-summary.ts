import { formatAmount } from '@farthing/billing-core/values'
import type { ExplainedLine, UsageImport } from '@farthing/kernel'
import { explanationText } from '../commands/explain.ts'
import { lineJson } from '../commands/invoice-show.ts'
import { counted } from '../counted.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface DemoSummary {
  readonly accounts: number
  readonly imports: readonly UsageImport[]
  /** What policies wanted done after the import. */
  readonly policies: { readonly messages: number; readonly restrictions: number }
  /** Micro of the currency. */
  readonly invoices: { readonly count: number; readonly total: bigint; readonly currency: string }
  readonly ledger: { readonly transactions: number; readonly balanced: boolean }
  readonly pdfs: readonly string[]
  readonly explained: readonly ExplainedLine[]
  readonly seconds: Readonly<Record<string, number>>
}

interface UsageCounts {
  readonly in: number
  readonly rated: number
  readonly duplicate: number
  readonly quarantined: number
  readonly filtered: number
  readonly quarantineReasons: Readonly<Record<string, number>>
}

export function summaryJson(summary: DemoSummary): object {
  const { accounts, imports, invoices, ledger, pdfs, policies, explained, seconds } = summary
  const total = formatAmount(invoices.total, invoices.currency)
  return {
    accounts,
    usage: usageCounts(imports),
    policies,
    invoices: { ...invoices, total },
    ledger,
    pdfs,
    explained: explained.map(lineOfInvoice),
    seconds
  }
}

/** The line with its invoice's number, as one flat object. */
function lineOfInvoice({ invoice, line, events }: ExplainedLine): object {
  const { number, id, accountNumber, currency } = invoice
  return { invoice: number ?? id, account: accountNumber, currency, ...lineJson(line, currency), events: events.length }
}

export function usageCounts(imports: readonly UsageImport[]): UsageCounts {
  const sum = (pick: (done: UsageImport) => number): number => imports.reduce((total, done) => total + pick(done), 0)
  const quarantineReasons: Record<string, number> = {}
  for (const [reason, count] of imports.flatMap(({ reasons }) => Object.entries(reasons.quarantined))) {
    quarantineReasons[reason] = (quarantineReasons[reason] ?? 0) + count
  }
  return {
    in: sum(done => done.lines),
    rated: sum(done => done.rated),
    duplicate: sum(done => done.duplicate),
    quarantined: sum(done => done.quarantined),
    filtered: sum(done => done.filtered),
    quarantineReasons
  }
}

export function summaryText(
  { accounts, imports, invoices, ledger, pdfs, policies, explained, seconds }: DemoSummary,
  terminal: Terminal
): string {
  const usage = usageCounts(imports)
  const bold = (text: string): string => terminal.paint('bold', text)
  const reasons = Object.entries(usage.quarantineReasons).toSorted(([, a], [, b]) => b - a)
  return [
    `\n${bold('The month')}\n`,
    table([
      ['  accounts', grouped(accounts)],
      ['  usage records', grouped(usage.in)],
      ['    rated', grouped(usage.rated)],
      ['    seen before', grouped(usage.duplicate)],
      ['    not to be billed', grouped(usage.filtered)],
      ['    quarantined', grouped(usage.quarantined)],
      ...reasons.map(([reason, count]) => [`      ${reason}`, grouped(count)]),
      ['  messages to customers', grouped(policies.messages)],
      ['  services barred or throttled', grouped(policies.restrictions)],
      ['  invoices', grouped(invoices.count)],
      ['  billed', `${grouped(formatAmount(invoices.total, invoices.currency))} ${invoices.currency}`]
    ]),
    `  ledger: ${counted(ledger.transactions, 'transaction')}, ${ledger.balanced ? 'balanced' : terminal.paint('red', 'NOT BALANCED')}\n`,
    `  took ${Object.entries(seconds)
      .map(([step, took]) => `${step} ${took} s`)
      .join(', ')}\n`,
    `\n${bold('Three lines, explained')}\n`,
    explained.map(explanationText).join('\n'),
    `\n${bold('Where to look next')}\n`,
    ...pdfs.map(file => `  ${file}\n`),
    ...nextCommands(explained)
  ].join('')
}

function nextCommands(explained: readonly ExplainedLine[]): string[] {
  const number = explained[0]?.invoice.number ?? 'INV-000001'
  return [
    `  npx farthing invoice show ${number}\n`,
    `  npx farthing explain ${number}\n`,
    '  npx farthing messages\n',
    '  npx farthing ledger export | less\n',
    '  npx farthing test rules      then change a price in rules/ and run it again\n'
  ]
}
