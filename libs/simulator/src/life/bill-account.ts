// A bill: computed by the one function that bills everybody, then issued and posted at once.
import {
  dueWhenIssued,
  INVOICE_NUMBERS,
  invoicePostings,
  invoiceTold,
  numberIn,
  postedLines,
  seriesIn,
  useCredit
} from '@farthing/billing-core'
import type { Invoice } from '@farthing/billing-core'
import { earlierDate, formatAmount, startOfDayMs } from '@farthing/billing-core/values'
import { billedLines, computeBill, invoicesOf, jointBill, usageWindow } from '../bill/index.ts'
import type { BillableUsage, BillResult, NetUsage, Parked, StandingGroups } from '../bill/index.ts'
import { billedSoFar } from './left-of-invoice.ts'
import { lifeHistory } from './life-history.ts'
import type { IssuedInvoice, LifeState } from './life-state.ts'
import { lookBackDay, seenByBill } from './seen-by-bill.ts'
import { billableUses } from './use-service.ts'

/** How a bill came to be made: on which day, and whether because that of its bill day had come. */
export interface Made {
  readonly asked: 'bill day' | 'by hand'
  readonly today: Temporal.PlainDate
  /** Groups whose invoice of this bill stands. */
  readonly standing?: StandingGroups
}

/** Bills what is due by the morning of `on`; nothing to bill is no invoice, nor is too little on a bill day: it stays open. */
export function billAccount(state: LifeState, on: Temporal.PlainDate, { asked, standing, today }: Made): void {
  const { result, usage } = billOf(state, on)
  const made = result.ok ? jointBill([{ account: state.account.id, bill: result }], standing) : result
  if (!result.ok || !made.ok) {
    if (!made.ok) park(state, today, made)
    return
  }
  if (asked === 'bill day' && made.belowMinimum) {
    const amount = formatAmount(result.invoice?.total ?? 0n, state.account.currency)
    const text = `${amount} ${state.account.currency} is below the minimum of an invoice and stays open`
    state.messages.push({ on: today, kind: 'carried-forward', text })
    return
  }
  keepNetUsage(state, on, { usage, changed: result.usage })
  state.lastBill = on
  state.seen = made.leavesOpen ? null : seenByBill(state, on, result.carried) // what stands elsewhere is still to be billed
  for (const { group, invoice } of invoicesOf(made))
    issue(state, { ...invoice, dueDate: dueWhenIssued(invoice, today) }, { today, group })
}

/** Nothing is billed until a person has looked. */
export function park(state: LifeState, on: Temporal.PlainDate, parked: Parked): void {
  const { reason, detail } = parked
  state.parked.push(parked)
  state.messages.push({ on, kind: 'account-parked', text: `Parked, ${reason}: ${detail}` })
}

/** A bill mentions the uses whose amount it changed; the others that it saw are charged as rated, without what pockets paid. */
function keepNetUsage(
  state: LifeState,
  on: Temporal.PlainDate,
  { usage, changed }: { readonly usage: readonly BillableUsage[]; readonly changed: readonly NetUsage[] }
): void {
  const end = startOfDayMs(on, state.account.zone)
  for (const event of usage) {
    if (event.startedAt >= end) continue
    const { amount, id, prepaid = 0, startedAt, subscription } = event
    state.netUsage.set(id, { id, subscription, startedAt, coveredTicks: 0, changedBy: [], amount: amount - prepaid })
  }
  for (const net of changed) state.netUsage.set(net.id, net)
}

/** The bill of that day as far as is known now; nothing comes of it. `from`: it goes through all usage from that day on. */
export function previewBill(state: LifeState, on: Temporal.PlainDate, from = on): BillResult {
  return billOf(state, on, from).result
}

/** `usage`: what the bill went through. */
function billOf(
  state: LifeState,
  on: Temporal.PlainDate,
  asked = on
): { readonly result: BillResult; readonly usage: readonly BillableUsage[] } {
  const history = lifeHistory(state)
  if (history === null) throw new Error('a life opens its account')
  const news = lookBackDay(state, history, on)
  const since = news && earlierDate(news, asked.add({ days: 1 }))
  const carried = since === null ? [] : (state.seen?.carried ?? [])
  const { from } = usageWindow(history, since, carried)
  const fromMs = from === null ? -Infinity : startOfDayMs(from, history.zone)
  const untilMs = startOfDayMs(on, history.zone)
  const usage = billableUses(state).filter(({ startedAt }) => startedAt >= fromMs && startedAt < untilMs)
  const { lastBill: previousBillDate, registry, ruleBook } = state
  const billed = billedSoFar(state)
  const result = computeBill({
    ...{ history, ruleBook, registry, usage, carried, billed, previousBillDate, since },
    billDate: on
  })
  state.witness?.(result)
  return { result, usage }
}

export interface Issue {
  readonly today: Temporal.PlainDate
  /** Null: the main invoice. */
  readonly group: string | null
  /** It charges a change at once. */
  readonly atOnce?: true
}

/** Numbers, books and tells of it: what it used of the account's credit, what is to be paid. */
export function issue(state: LifeState, invoice: Invoice, { atOnce, group, today }: Issue): void {
  const { account, billDate, currency, dueDate, total } = invoice
  const { number, series } = nextNumber(state, today)
  const credit = useCredit(state.credit, total)
  state.credit = credit.closing
  const settled = total > 0n && credit.toPay === 0n
  state.invoices.push({
    number,
    series,
    group,
    invoice,
    creditUsed: credit.used,
    outstanding: credit.toPay,
    settled: credit.toPay === 0n ? billDate : null,
    reminded: false,
    atOnce: atOnce === true,
    cancelledBy: null
  })
  if (credit.used > 0n) state.allocations.push({ by: 'credit', id: null, invoice: number, amount: credit.used })
  state.billed.push(...billedLines(invoice, number, atOnce && today))
  const posted = invoicePostings({
    id: number,
    number,
    account,
    date: billDate,
    currency,
    lines: postedLines(invoice),
    creditUsed: credit.used
  })
  if (posted !== null) state.journal.push(posted)
  const text = invoiceTold({ number, currency, total, toPay: credit.toPay, due: dueDate })
  state.messages.push({ on: today, kind: 'invoice', text })
  if (settled) recordSettlement(state, number, billDate)
}

/** As the rules of the day of issue say. */
function nextNumber({ invoices, ruleBook }: LifeState, today: Temporal.PlainDate) {
  const series = seriesIn(ruleBook.at(today)?.operator.invoiceNumbers ?? INVOICE_NUMBERS, today.year)
  const before = invoices.filter(issued => issued.series === series.text).length
  return { number: numberIn(series, before + 1), series: series.text }
}

/** Tells the account's history that an invoice was paid in full: bonds, for one, look at it. */
export function recordSettlement(state: LifeState, number: string, on: Temporal.PlainDate, unpaid = false): void {
  const issued = state.invoices.find(invoice => invoice.number === number)
  if (issued === undefined) throw new Error(`no invoice ${number}`)
  issued.settled = on
  state.facts.push({
    kind: 'invoice-settled',
    id: `settled ${number}, ${state.facts.length}`,
    effective: on,
    known: on.toZonedDateTime(state.account.zone).toInstant(),
    supersedes: null,
    invoice: number,
    due: issued.invoice.dueDate,
    settled: on,
    ...(unpaid && { unpaid })
  })
}

/** An invoice that was paid in full is open again. */
export function takeBackSettlement(state: LifeState, issued: IssuedInvoice, on: Temporal.PlainDate): void {
  if (issued.settled === null) return
  issued.settled = null
  const settled = state.facts.findLast(fact => fact.kind === 'invoice-settled' && fact.invoice === issued.number)
  if (settled === undefined) return
  const known = on.toZonedDateTime(state.account.zone).toInstant()
  state.facts.push({ kind: 'withdrawn', id: `open again ${settled.id}`, effective: on, known, supersedes: settled.id })
}
