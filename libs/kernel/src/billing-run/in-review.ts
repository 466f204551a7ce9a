// A step with a run in review, which stays in it until the transaction ends.
import type { ClientBase } from 'pg'
import type { Outcome, Refusal } from '../http/index.ts'
import { sql } from '../persistence/index.ts'
import type { IssueRefusal } from './begin-issue.ts'
import type { RunStatus } from './billing-run.tables.ts'
import type { ChoiceRefusal } from './chosen-accounts.ts'
import { type BillingRun, findRun } from './run-queries.ts'

export type RunRefusal = 'unknown-run' | 'not-in-review' | 'no-grace' | 'held-already' | IssueRefusal | ChoiceRefusal

/** Null: it was done. */
export type ReviewStep = (client: ClientBase) => Promise<Refusal<RunRefusal> | null>

interface ReviewedRun {
  readonly tenant: string
  readonly run: string
  /** In which states the step may be done; in review when left out. */
  readonly states?: readonly RunStatus[]
}

export async function inReview(
  client: ClientBase,
  { run: id, states = ['draft'], tenant }: ReviewedRun,
  work: ReviewStep
): Promise<Outcome<BillingRun, RunRefusal>> {
  await sql(client, 'select id from billing_run where tenant = $1 and id = $2 for update', [tenant, id])
  const run = await findRun(client, tenant, id)
  if (run === undefined) return { ok: false, reason: 'unknown-run', detail: `There is no billing run ${id}.` }
  if (!states.includes(run.status)) {
    const detail = `Run ${id} is ${run.status}: only a run in review can be changed.`
    return { ok: false, reason: 'not-in-review', detail }
  }
  const refused = await work(client)
  if (refused !== null) return refused
  return { ok: true, value: (await findRun(client, tenant, id)) ?? run }
}
