// Legal numbers for all that is accepted, and the chunks that give them: the invoices of a run, unless the day of one has not come.
import type { RuleBooks } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { Outcome } from '../http/index.ts'
import { sql } from '../persistence/index.ts'
import { OF_CHOSEN } from './cancel-invoice.ts'
import type { ChosenInvoices } from './chosen-accounts.ts'
import type { PlannedChunks } from './enqueue-chunks.ts'
import { takeInvoiceNumbers } from './invoice-numbers.ts'
import { planIssue } from './plan-chunks.ts'
import { dayHasCome } from './run-day.ts'

export interface IssueOf {
  readonly tenant: string
  readonly run: string
  readonly size: number
  readonly now: Temporal.Instant
}

export type IssueRefusal = 'nothing-accepted' | 'day-to-come'

/** Drafts that were chosen. Within the transaction that holds the run in review. */
export async function acceptDrafts(
  client: ClientBase,
  { run, tenant }: Pick<IssueOf, 'tenant' | 'run'>,
  { accounts, invoices }: ChosenInvoices
): Promise<void> {
  await sql(
    client,
    `update invoice set status = 'accepted' where tenant = $1 and run = $2 and status = 'draft'
       and ${OF_CHOSEN} and ($4::uuid[] is null or id = any($4))`,
    [tenant, run, accounts ?? null, invoices ?? null]
  )
}

/** Places of the chunks. `books`: by which invoices are numbered now. Within the transaction that holds the run in review. */
export async function beginIssue(
  client: ClientBase,
  { now, ...plan }: IssueOf,
  books: RuleBooks
): Promise<Outcome<PlannedChunks, IssueRefusal>> {
  const { run, tenant } = plan
  const [accepted] = await sql<{ count: number; early: number; chunks: number }>(
    client,
    `select count(*)::int as count, count(*) filter (where not ${dayHasCome('i.bill_date', '$3')})::int as early,
       (select count(*)::int from billing_chunk where tenant = $1 and run = $2) as chunks
     from invoice i join account a on a.tenant = i.tenant and a.id = i.account
     where i.tenant = $1 and i.run = $2 and i.status = 'accepted'`,
    [tenant, run, now.toString()]
  )
  const { chunks = 0, count = 0, early = 0 } = accepted ?? {}
  if (count === 0) return { ok: false, reason: 'nothing-accepted', detail: `No invoice of run ${run} is accepted.` }
  if (early > 0) {
    const detail = `The bill date of ${early} accepted invoices of run ${run} is still to come: issue them then, or cancel them.`
    return { ok: false, reason: 'day-to-come', detail }
  }
  const chunked = await planIssue(client, plan, await takeInvoiceNumbers(client, { tenant, run, now }, books))
  const numbered = chunked.reduce((sum, each) => sum + each, 0)
  if (numbered !== count)
    throw new Error(`run ${run} has ${count} accepted invoices, and numbers for ${numbered} of them`)
  await sql(client, `update billing_run set status = 'issuing' where tenant = $1 and id = $2`, [tenant, run])
  return { ok: true, value: { first: chunks + 1, count: chunked.length } }
}
