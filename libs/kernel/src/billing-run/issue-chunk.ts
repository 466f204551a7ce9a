// Issues the accepted invoices of a chunk: number, postings, credit, event; all in one transaction.
import { dueWhenIssued, type Fact, invoicePostings, type LedgerTransaction, useCredit } from '@farthing/billing-core'
import { dateText } from '@farthing/billing-core/values'
import type { ClientBase } from 'pg'
import type { FactBook, NewFact } from '../accounts/index.ts'
import { copyTransactions } from '../ledger/index.ts'
import { copyLine, copyRows, type Ids, sql, toldAmount } from '../persistence/index.ts'
import { creditsHeld } from '../payments/index.ts'
import { ASKED_BESIDE } from './asked-beside.ts'
import { billedToSql } from './billed-to.ts'
import { type LedgerSums, linesOfSums } from './ledger-sums.ts'

export interface IssueTask {
  readonly tenant: string
  readonly run: string
  /** Each as often as it has an invoice. */
  readonly accounts: readonly string[]
  /** Of each invoice, in order of account, then of id. */
  readonly numbers: readonly string[]
  readonly now: Temporal.Instant
}

interface Accepted {
  readonly id: string
  readonly account: string
  readonly account_number: string
  readonly zone: string
  readonly currency: string
  readonly bill_date: string
  readonly due_date: string
  readonly total: bigint
  readonly sums: LedgerSums
}

interface Issued extends Accepted {
  readonly number: string
  readonly creditUsed: bigint
}

/** The accounts are locked: a payment comes before, as credit, or finds the invoice. */
export async function issueChunk(
  client: ClientBase,
  task: IssueTask,
  tools: { ids: Ids; facts: FactBook }
): Promise<void> {
  const accepted = await acceptedInvoices(client, task)
  if (accepted.length !== task.numbers.length) {
    throw new Error(`run ${task.run} took ${task.numbers.length} numbers for ${accepted.length} accepted invoices`)
  }
  const credits = await creditsHeld(client, task.tenant, accepted)
  const issued = accepted.map((invoice, index): Issued => {
    const number = task.numbers[index] as string
    const { closing, used } = useCredit(credits.get(invoice.account) ?? 0n, invoice.total)
    credits.set(invoice.account, closing) // of several invoices of one account each has what those before it left
    return { ...invoice, number, due_date: dueOf(invoice, task.now), creditUsed: used }
  })
  const recordedAt = task.now
  await copyTransactions(
    client,
    { tenant: task.tenant, recordedAt },
    issued.flatMap(each => transactionOf(each))
  )
  await copyRows(
    client,
    'outbox (tenant, id, topic, subject, payload, created_at)',
    issued.map(each => eventRow(task, each, tools.ids))
  )
  await useUpCredits(
    client,
    task,
    issued.filter(({ creditUsed }) => creditUsed > 0n),
    tools
  )
  await markIssued(client, task, issued)
}

/** The days to pay count from the day of issue, where the customer is. */
function dueOf({ bill_date, due_date, zone }: Accepted, now: Temporal.Instant): string {
  const [billDate, dueDate] = [Temporal.PlainDate.from(bill_date), Temporal.PlainDate.from(due_date)]
  return dateText(dueWhenIssued({ billDate, dueDate }, now.toZonedDateTimeISO(zone).toPlainDate()))
}

function acceptedInvoices(client: ClientBase, task: IssueTask): Promise<Accepted[]> {
  return sql<Accepted>(
    client,
    `select i.id, i.account, a.number as account_number, a.zone, i.currency, i.bill_date, i.due_date, i.total, i.sums
     from invoice i join account a on a.tenant = i.tenant and a.id = i.account
     where i.tenant = $1 and i.run = $2 and i.account = any($3::uuid[]) and i.status = 'accepted'
     order by i.account, i.id for update of i`,
    [task.tenant, task.run, task.accounts]
  )
}

function transactionOf(invoice: Issued): LedgerTransaction[] {
  const posted = invoicePostings({
    id: invoice.id,
    number: invoice.number,
    account: invoice.account_number,
    date: Temporal.PlainDate.from(invoice.bill_date),
    currency: invoice.currency,
    lines: linesOfSums(invoice.sums),
    creditUsed: invoice.creditUsed
  })
  return posted === null ? [] : [{ ...posted, account: invoice.account }]
}

function eventRow(task: IssueTask, invoice: Issued, ids: Ids): string {
  const { number, account, total, currency, bill_date: billDate, due_date: dueDate } = invoice
  const payload = JSON.stringify({ number, account, total: toldAmount(total), currency, billDate, dueDate })
  return copyLine([task.tenant, ids.next(), 'invoice.issued', invoice.id, payload, task.now.toString()])
}

/** Held credit that pays an invoice is an allocation like a payment's, and may settle it. */
async function useUpCredits(
  client: ClientBase,
  task: IssueTask,
  paid: readonly Issued[],
  tools: { ids: Ids; facts: FactBook }
): Promise<void> {
  if (paid.length === 0) return
  await sql(
    client,
    `insert into payment_allocation (tenant, account, id, payment, invoice, amount, allocated_on)
     select $1, a.account, a.id, null, a.invoice, a.amount, a.allocated_on
     from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::date[]) as a (account, id, invoice, amount, allocated_on)`,
    [
      task.tenant,
      paid.map(({ account }) => account),
      paid.map(() => tools.ids.next()),
      paid.map(({ id }) => id),
      paid.map(({ creditUsed }) => creditUsed.toString()),
      paid.map(({ bill_date: billDate }) => billDate)
    ]
  )
  const settled = paid.filter(({ creditUsed, total }) => creditUsed === total)
  await tools.facts.append(
    client,
    task.tenant,
    settled.map(({ account, id, due_date: due, bill_date: on }) => ({ account, fact: settledFact(id, due, on) }))
  )
}

function settledFact(invoice: string, due: string, on: string): NewFact {
  const settled = Temporal.PlainDate.from(on)
  const fact: Pick<Extract<Fact, { kind: 'invoice-settled' }>, 'kind' | 'effective' | 'invoice' | 'due' | 'settled'> = {
    kind: 'invoice-settled',
    effective: settled,
    invoice,
    due: Temporal.PlainDate.from(due),
    settled
  }
  return fact
}

async function markIssued(client: ClientBase, task: IssueTask, issued: readonly Issued[]): Promise<void> {
  await sql(
    client,
    `update invoice i set status = 'issued', number = n.number, credit_used = n.credit_used, due_date = n.due_date, issued_at = $6,
       asked_beside = ${ASKED_BESIDE}, billed_to = ${billedToSql('i', 'i.accounts')}
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $7::date[]) as n (account, id, number, credit_used, due_date)
     where i.tenant = $1 and i.account = n.account and i.id = n.id`,
    [
      task.tenant,
      issued.map(({ account }) => account),
      issued.map(({ id }) => id),
      issued.map(({ number }) => number),
      issued.map(({ creditUsed }) => creditUsed.toString()),
      task.now.toString(),
      issued.map(({ due_date: due }) => due)
    ]
  )
}
