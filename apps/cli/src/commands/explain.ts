import { lineSentence } from '@farthing/billing-core'
import {
  type BaseUnit,
  type Explanation,
  formatAmount,
  formatPlace,
  formatQuantity,
  fromTicks
} from '@farthing/billing-core/values'
import {
  AccountsService,
  type ExplainedLine,
  type ExplainedUse,
  ExplainedUses,
  InvoicesService,
  ReratingBook,
  reratedOnceView
} from '@farthing/kernel'
import type { ReratedOnce, StoredUsage, UseOnBill } from '@farthing/kernel'
import type { UseShare } from '@farthing/simulator'
import type { INestApplicationContext } from '@nestjs/common'
import { withKernel } from '../installation/open-kernel.ts'
import { localTime } from '../local-time.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { headJson } from './invoice-list.ts'
import { lineJson } from './invoice-show.ts'
import { reratedText } from './rerating-text.ts'

export interface ExplainOptions {
  /** At most so many events behind a usage line. */
  readonly events: string
  readonly json?: true
}

/** `farthing explain INV-000123 2`: which rule made the line, from what, step by step. Without a line: all of them. */
export async function explain(
  number: string,
  line: string | undefined,
  options: ExplainOptions,
  terminal: Terminal
): Promise<void> {
  const [wanted, limit] = [line === undefined ? undefined : whole(line, 'LINE'), whole(options.events, '--events')]
  const explained = await withKernel({ command: 'farthing explain' }, async kernel => {
    const invoices = kernel.get(InvoicesService)
    const found = await invoices.find(number)
    if (found === undefined) return explainUse(number, kernel)
    const lines = found.lines.map(each => each.line).filter(each => wanted === undefined || each === wanted)
    if (lines.length === 0)
      throw new FoundProblem(`Invoice ${number} has no line ${wanted}: it has ${found.lines.length}.`)
    return Promise.all(lines.map(each => invoices.explain(number, each, limit)))
  })
  if (!Array.isArray(explained)) {
    terminal.out(options.json ? `${JSON.stringify(useJson(explained))}\n` : useText(explained))
    return
  }
  const all = explained.filter(each => each !== undefined)
  terminal.out(
    options.json
      ? `${JSON.stringify(wanted === undefined ? all.map(explainedJson) : all.map(explainedJson)[0])}\n`
      : all.map(explanationText).join('\n')
  )
}

async function explainUse(event: string, kernel: INestApplicationContext): Promise<ToldUse> {
  const found = await kernel.get(ExplainedUses).explain(event)
  if (found.ok) return { ...found.value, reratings: await kernel.get(ReratingBook).ofEvent(event) }
  if (found.reason === 'quarantined') throw new FoundProblem(found.detail)
  if ((await kernel.get(AccountsService).find(event)) === undefined)
    throw new FoundProblem(`There is no invoice ${event}, and no rated use of that id.`)
  throw new FoundProblem(
    `${event} is an account. Name one of its invoices (farthing invoice list --account ${event}), or what it is not charged: farthing explain ${event} --why-not rent.`
  )
}

interface ToldUse extends ExplainedUse {
  readonly reratings: readonly ReratedOnce[]
}

function useJson({ usage, reratings, ...explained }: ToldUse): object {
  return { usage: usageJson(usage), ...explained, reratings: reratings.map(reratedOnceView) }
}

export function usageJson(usage: StoredUsage): object {
  const { amount, arrivedAmount, currency, prepaid, value, waitsFor } = usage
  const paid = prepaid === null ? null : formatAmount(prepaid, currency)
  const worth = value === null ? null : formatAmount(BigInt(value), currency)
  const arrived = arrivedAmount === null ? null : formatAmount(arrivedAmount, currency)
  return {
    ...usage,
    arrivedAmount: arrived,
    amount: waitsFor === null ? formatAmount(amount, currency) : null,
    prepaid: paid,
    value: worth
  }
}

function useText({ usage, explanation, bill, parked, reratings }: ToldUse): string {
  const { amount, currency, file, line, prepaid, waitsFor } = usage
  const money = (micro: bigint): string => `${formatAmount(micro, currency)} ${currency}`
  const rated = waitsFor === null ? `${money(amount)} as rated` : `by tiers ${waitsFor}, with the bill`
  const billed = bill === null ? '' : `, ${money(BigInt(bill.amount))} ${onBill(bill)}`
  const isOlder = bill !== null && reratings.length > 0 && BigInt(bill.amount) !== amount
  return [
    `${usageTitle(usage)}, ${rated}${billed}\n`,
    prepaid === null
      ? `  read     ${file}:${line}\n`
      : `  charged  while it happened: pockets paid ${money(prepaid)}\n`,
    reratedText(reratings, currency),
    parked === null ? '' : `  parked   no bill can be made: ${parked}\n`,
    isOlder ? `  billed   what follows is how it came to ${money(BigInt(bill.amount))} ${onBill(bill)}\n` : '',
    reasonText(bill?.explanation ?? explanation)
  ].join('')
}

/** 'csv:1: voice to 61399990000 on Monday 2026-03-02 10:00:00' */
export function usageTitle({ accountZone, called, caller, event, service, startedAt }: StoredUsage): string {
  const from = caller === '' ? '' : ` from ${caller}`
  const to = called === '' ? '' : ` to ${called}`
  return `${event}: ${service}${from}${to} on ${localTime(startedAt, accountZone)}`
}

/** 'on INV-000001', 'on the draft of 2026-04-01', 'on INV-000002, which corrects INV-000001' */
export function onBill({ billDate, corrects, invoice }: UseOnBill): string {
  if (billDate === null) return 'on the next bill, as far as is known'
  if (invoice === null) return `on the bill of ${billDate}, which came to nothing`
  return `on ${invoiceName(invoice)}${corrects === null ? '' : `, which corrects ${invoiceName(corrects)}`}`
}

function invoiceName({ billDate, number }: NonNullable<UseOnBill['invoice']>): string {
  return number ?? `the draft of ${billDate}`
}

export function explainedJson({ invoice, line, events }: ExplainedLine): object {
  const amount = (micro: bigint): string => formatAmount(micro, invoice.currency)
  return {
    invoice: headJson(invoice),
    line: lineJson(line, invoice.currency),
    events: events.map(event => ({ ...event, amount: amount(event.amount) }))
  }
}

export function explanationText({ invoice, line, events }: ExplainedLine): string {
  const { amount, currency } = line.explanation
  return [
    `${invoice.number ?? invoice.id} line ${line.line}: ${lineSentence(line)}\n`,
    `  of       ${[line.accountNumber, ...(line.label === null ? [] : [line.label])].join(', ')}\n`,
    reasonText(line.explanation),
    `  exact    ${amount} ${currency}, on the line ${formatAmount(line.amount, invoice.currency)}\n`,
    events.length > 0 ? `  events, ${invoice.zone}\n${table(events.map(event => eventRow(event, invoice.zone)))}` : ''
  ].join('')
}

function reasonText({ rule, version, inputs, steps }: Explanation): string {
  return [
    `  rule     ${rule.rule}\n`,
    `  written  ${formatPlace(rule)}, version ${version}\n`,
    ...Object.entries(inputs).map(([name, value]) => `  from     ${name} = ${value}\n`),
    table(steps.map(({ step, detail, result }) => [`  ${step.padEnd(8)}`, detail, result]))
  ].join('')
}

function eventRow(event: ExplainedLine['events'][number], zone: string): string[] {
  const { startedAt, service, called, caller, bands, quantity, unit, amount, shares } = event
  return [
    `    ${localTime(startedAt, zone)}`,
    service,
    caller === '' ? called : `${called} from ${caller}`,
    event.zone,
    bands,
    formatQuantity(fromTicks(quantity, unit as BaseUnit)),
    formatAmount(amount, ''),
    shares === null ? '' : shares.map(shareText).join('; ')
  ]
}

/** '12 min of the 30 min left (plans.farthing:14)' */
function shareText({ text, rule }: UseShare): string {
  return `${text} (${rule.file}:${rule.line})`
}

function whole(text: string, name: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new CallProblem(`${name} is '${text}', which is no whole number`)
}
