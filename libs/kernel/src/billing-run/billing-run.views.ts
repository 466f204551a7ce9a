// The shapes of bill runs over HTTP.
import { formatDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import { GivenTag } from '../accounts/index.ts'
import { GivenAccount, GivenDay } from '../http/index.ts'
import type { ComparedTotals, Outlier } from './bill-outliers.ts'
import { RuleView } from './invoices.views.ts'
import type { AccountGroup } from './account-group.ts'
import type { CarriedAccount } from './carried-accounts.ts'
import type { BillingRun, ParkedRow } from './run-queries.ts'

const Day = z.iso.date()
const Accounts = z.array(GivenAccount).min(1).max(100_000)

const Group = {
  billDays: z
    .array(z.int().min(1).max(31))
    .min(1)
    .max(31)
    .optional()
    .describe('Cycles: accounts with these bill days.'),
  plans: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(1000)
    .optional()
    .describe('Accounts that had one of these plans since their last bill.'),
  tags: z.array(GivenTag).min(1).max(1000).optional().describe('Accounts with one of these tags: a reseller, a region.')
}

export const NewRunBody = z
  .strictObject({
    billDate: GivenDay.describe(
      'Accounts whose bill day has come by this day are billed, those missed before included.'
    ),
    accounts: Accounts.optional().describe('Ids or numbers: bill these on that day, whatever their bill day.'),
    ...Group
  })
  .refine(({ accounts, billDays, plans, tags }) => accounts === undefined || !(billDays ?? plans ?? tags), {
    error: 'either a list of accounts, or a group by bill day, plan and tag',
    path: ['accounts']
  })
  .meta({ id: 'NewBillingRun' })

export const ChoiceBody = z
  .strictObject({
    accounts: Accounts.optional().describe('Ids or numbers; every invoice of the run when left out.'),
    outliers: z
      .enum(['only', 'without'])
      .optional()
      .describe('Of these, only what the rules call outliers, or all else.')
  })
  .meta({ id: 'BillingRunChoice' })

export const RetryBody = z
  .strictObject({ accounts: Accounts.optional().describe('Ids or numbers; all that it parked when left out.') })
  .meta({ id: 'BillingRunRetry' })

export const HoldBody = z
  .strictObject({ by: z.string().trim().min(1).max(100).describe('Who holds it.') })
  .meta({ id: 'BillingRunHold' })

export const RunQuery = z.strictObject({
  before: z.uuid().optional().describe('`id` of the last run of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export const ParkedQuery = z.strictObject({
  after: z.string().optional().describe('`accountNumber` of the last one of the page before.'),
  limit: z.coerce.number().int().min(1).max(1000).default(100)
})

export const OutlierQuery = ParkedQuery.extend({
  after: z.uuid().optional().describe('`invoice` of the last one of the page before.')
})

export const BillingRunView = z
  .object({
    id: z.string(),
    billDate: Day,
    status: z
      .enum(['generating', 'draft', 'issuing', 'issued', 'empty', 'cancelled'])
      .describe('draft: ready to be looked at; empty: no invoice came of it.'),
    knownAt: z.string().describe('Facts and usage that arrived later are not in it.'),
    chunks: z.int(),
    chunksDone: z.int(),
    accounts: z.int(),
    parked: z.int(),
    carriedForward: z.int().describe('Accounts whose bill came to less than the minimum: it stays open.'),
    sent: z.int().describe('Invoices of it that were sent to their customers.'),
    sending: z.boolean().describe('Whether they are being sent.'),
    asked: z.object(Group).nullable().describe('The group that it is for; null: all who are due, or a list.'),
    retryOf: z.string().nullable().describe('The run whose parked accounts it bills again.'),
    graceUntil: z
      .string()
      .nullable()
      .describe(
        'Then its drafts are made again from all that is known, and issued by themselves; null: somebody issues them.'
      ),
    heldBy: z.string().nullable().describe('Who keeps it open beyond that.'),
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
  .object({
    account: z.string(),
    accountNumber: z.string(),
    reason: z.string(),
    detail: z.string(),
    billedSince: z.boolean().describe('By a later run.')
  })
  .meta({ id: 'ParkedAccount' })
export type ParkedView = z.infer<typeof ParkedView>

export function billingRunView(run: BillingRun): BillingRunView {
  const { id, status, chunks, chunksDone, accounts, parked, carriedForward, sent, sending } = run
  return {
    id,
    billDate: run.billDate.toString(),
    status,
    knownAt: run.knownAt.toString(),
    chunks,
    chunksDone,
    accounts,
    parked,
    carriedForward,
    sent,
    sending,
    asked: run.asked === null ? null : groupView(run.asked),
    retryOf: run.retryOf,
    graceUntil: run.graceUntil?.toString() ?? null,
    heldBy: run.heldBy,
    totals: run.totals.map(each => ({ ...each, total: formatDecimal(each.total) }))
  }
}

function groupView({ billDays, plans, tags }: AccountGroup): NonNullable<BillingRunView['asked']> {
  return {
    ...(billDays && { billDays: [...billDays] }),
    ...(plans && { plans: [...plans] }),
    ...(tags && { tags: [...tags] })
  }
}

export function parkedView({ account, accountNumber, reason, detail, billedSince }: ParkedRow): ParkedView {
  return { account, accountNumber, reason, detail, billedSince }
}

export const CarriedView = z
  .object({ account: z.string(), accountNumber: z.string(), billDate: Day, currency: z.string(), total: z.string() })
  .meta({ id: 'CarriedForward' })
export type CarriedView = z.infer<typeof CarriedView>

export function carriedView({ billDate, total, ...rest }: CarriedAccount): CarriedView {
  return { ...rest, billDate: billDate.toString(), total: formatDecimal(total) }
}

export const ComparisonView = z
  .object({
    currency: z.string(),
    invoices: z.int(),
    total: z.string(),
    first: z.int().describe('Accounts that had no bill before.'),
    lastTotal: z.string().describe('Of the last bills of the same accounts.'),
    outliers: z.int()
  })
  .meta({ id: 'BillingRunComparison' })
export type ComparisonView = z.infer<typeof ComparisonView>

export const OutlierView = z
  .object({
    account: z.string(),
    accountNumber: z.string(),
    accountName: z.string(),
    billOf: z.string().nullable().describe('Number of the account whose bill it is, where another pays it.'),
    billOfName: z.string().nullable(),
    invoice: z.string(),
    status: z.enum(['draft', 'accepted']),
    currency: z.string(),
    total: z.string(),
    last: z.object({ number: z.string(), billDate: Day, total: z.string() }).nullable(),
    because: z.array(RuleView).describe('The rules that say so.')
  })
  .meta({ id: 'Outlier' })
export type OutlierView = z.infer<typeof OutlierView>

export function comparisonView({ lastTotal, total, ...rest }: ComparedTotals): ComparisonView {
  return { ...rest, total: formatDecimal(total), lastTotal: formatDecimal(lastTotal) }
}

export function outlierView({ because, last, status, total, ...rest }: Outlier): OutlierView {
  return {
    ...rest,
    status: status === 'accepted' ? 'accepted' : 'draft',
    total: formatDecimal(total),
    last: last && { ...last, billDate: last.billDate.toString(), total: formatDecimal(last.total) },
    because: because.map(rule => ({ ...rule }))
  }
}
