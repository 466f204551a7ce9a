// The shapes of bill runs over HTTP.
import { formatDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import { GivenAccount, GivenDay } from '../http/index.ts'
import type { BillingRun, ParkedRow } from './run-queries.ts'

const Day = z.iso.date()
const Accounts = z.array(GivenAccount).min(1).max(100_000)

export const NewRunBody = z
  .strictObject({
    billDate: GivenDay.describe(
      'Accounts whose bill day has come by this day are billed, those missed before included.'
    ),
    accounts: Accounts.optional().describe('Ids or numbers: bill these on that day, whatever their bill day.')
  })
  .meta({ id: 'NewBillingRun' })

export const ChoiceBody = z
  .strictObject({ accounts: Accounts.optional().describe('Ids or numbers; every invoice of the run when left out.') })
  .meta({ id: 'BillingRunChoice' })

export const RunQuery = z.strictObject({
  before: z.uuid().optional().describe('`id` of the last run of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export const ParkedQuery = z.strictObject({
  after: z.string().optional().describe('`accountNumber` of the last one of the page before.'),
  limit: z.coerce.number().int().min(1).max(1000).default(100)
})

export const BillingRunView = z
  .object({
    id: z.string(),
    billDate: Day,
    status: z.enum(['generating', 'draft', 'issuing', 'issued', 'cancelled']).describe('draft: ready to be looked at.'),
    knownAt: z.string().describe('Facts and usage that arrived later are not in it.'),
    chunks: z.int(),
    chunksDone: z.int(),
    accounts: z.int(),
    parked: z.int(),
    totals: z.array(
      z.object({
        status: z.enum(['draft', 'accepted', 'issued', 'cancelled']),
        currency: z.string(),
        invoices: z.int(),
        total: z.string()
      })
    )
  })
  .meta({ id: 'BillingRun' })
export type BillingRunView = z.infer<typeof BillingRunView>

export const ParkedView = z
  .object({ account: z.string(), accountNumber: z.string(), reason: z.string(), detail: z.string() })
  .meta({ id: 'ParkedAccount' })
export type ParkedView = z.infer<typeof ParkedView>

export function billingRunView(run: BillingRun): BillingRunView {
  const { id, status, chunks, chunksDone, accounts, parked } = run
  return {
    id,
    billDate: run.billDate.toString(),
    status,
    knownAt: run.knownAt.toString(),
    chunks,
    chunksDone,
    accounts,
    parked,
    totals: run.totals.map(each => ({ ...each, total: formatDecimal(each.total) }))
  }
}

export function parkedView({ account, accountNumber, reason, detail }: ParkedRow): ParkedView {
  return { account, accountNumber, reason, detail }
}
