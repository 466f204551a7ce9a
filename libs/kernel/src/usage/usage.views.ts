// The shapes of usage over HTTP.
import { type BaseUnit, countOf, declaredUnit, formatDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import { GivenAccount, GivenNumber } from '../http/index.ts'
import type { UsageImport } from './import-book.ts'
import type { StoredUsage } from './rated-usage.service.ts'

const Instant = z.string().describe('ISO 8601, UTC.')
export const Counts = z.record(z.string(), z.int())
const Limit = z.coerce.number().int().min(1).max(500).default(50)

export const ImportQuery = z.strictObject({
  format: z
    .string()
    .min(1)
    .max(50)
    .describe('A usage format: asterisk, csv, what plugins add, or a name that the published rules declare.'),
  name: z.string().min(1).max(300).default('upload').describe('How the file is called in quarantine and explanations.')
})

export const ImportsQuery = z.strictObject({ before: GivenNumber.optional(), limit: Limit })

export const ImportView = z
  .object({
    id: z.int(),
    kind: z.enum(['file', 'inbox', 'stream', 'events', 'retry']),
    name: z.string(),
    format: z.string(),
    state: z
      .enum(['running', 'broken-off', 'done', 'failed'])
      .describe('broken-off: the process that ran it has ended before it did; `problem` says what to do.'),
    lines: z.int().describe('rated + duplicate + quarantined + filtered'),
    rated: z.int(),
    duplicate: z.int(),
    quarantined: z.int(),
    filtered: z.int(),
    reasons: z.object({ quarantined: Counts, filtered: Counts }),
    digest: z.string().nullable(),
    problem: z.string().nullable(),
    notes: z
      .array(z.string())
      .describe(
        'What to know of it, though it is done: columns of the file that are not read, lines that a retry left.'
      ),
    startedAt: Instant,
    finishedAt: Instant.nullable()
  })
  .meta({ id: 'UsageImport' })
export type ImportView = z.infer<typeof ImportView>

export const ImportPageView = z
  .object({ imports: z.array(ImportView), next: z.int().nullable().describe('Pass it as `before`.') })
  .meta({ id: 'UsageImportPage' })
export type ImportPageView = z.infer<typeof ImportPageView>

export const UsageQueryInput = z.strictObject({
  account: GivenAccount,
  after: z.string().optional().describe('`next` of the page before.'),
  limit: Limit
})

export const UsageView = z
  .object({
    event: z.string(),
    account: z.string(),
    subscription: z.string(),
    service: z.string(),
    startedAt: Instant,
    to: z.string().nullable().describe('Called number, E.164 digits.'),
    from: z.string().nullable().describe('Calling number, where its source told one; E.164 digits.'),
    value: z.string().nullable().describe('What it is worth by its source; six decimals of `currency`.'),
    quantity: z.number().describe('In `unit`.'),
    billed: z.number().describe('After increments.'),
    unit: z.string(),
    amount: z.string().nullable().describe('Before allowances; six decimals. Null as long as it waits for the bill.'),
    arrivedAmount: z
      .string()
      .nullable()
      .describe(
        'With which it arrived, when a re-rating gave it another price; bills count from it. Null: never re-rated.'
      ),
    waitsFor: z
      .string()
      .nullable()
      .describe(
        "The tables of tiers that price it when the bill is made, joined by '+'; null when its price is whole."
      ),
    prepaid: z
      .string()
      .nullable()
      .describe(
        'What pockets paid of its price while it happened, those of its own unit (seconds, bytes) by what they are worth of it; taxes that are added to prices were paid with it: a bill brings the rest. Where its price has changed since, what units paid stays paid. Null: nobody was asked to pay at once.'
      ),
    currency: z.string(),
    zone: z.string().nullable(),
    bands: z.array(z.string()),
    tariff: z.string(),
    version: z.string().describe('Of the rules that rated it.'),
    known: Instant,
    import: z.int(),
    file: z.string(),
    line: z.int()
  })
  .meta({ id: 'RatedUsage' })
export type UsageView = z.infer<typeof UsageView>

export const UsagePageView = z
  .object({ usage: z.array(UsageView), next: z.string().nullable() })
  .meta({ id: 'RatedUsagePage' })
export type UsagePageView = z.infer<typeof UsagePageView>

export function importView(each: UsageImport): ImportView {
  const { startedAt, finishedAt, reasons, notes, ...rest } = each
  const { quarantined, filtered } = reasons
  return {
    ...rest,
    reasons: { quarantined: { ...quarantined }, filtered: { ...filtered } },
    notes: [...notes],
    startedAt: startedAt.toString(),
    finishedAt: finishedAt?.toString() ?? null
  }
}

export function usageView(usage: StoredUsage): UsageView {
  const {
    startedAt,
    known,
    amount,
    arrivedAmount,
    prepaid,
    called,
    caller,
    value,
    importId,
    zone,
    bands,
    quantity,
    billed,
    waitsFor,
    ...rest
  } = usage
  const unit = usage.unit as BaseUnit
  return {
    ...rest,
    startedAt: startedAt.toString(),
    known: known.toString(),
    amount: waitsFor === null ? formatDecimal(amount, 6) : null,
    waitsFor,
    arrivedAmount: arrivedAmount === null ? null : formatDecimal(arrivedAmount, 6),
    prepaid: prepaid === null ? null : formatDecimal(prepaid, 6),
    to: called === '' ? null : called,
    from: caller === '' ? null : caller,
    value: value === null ? null : formatDecimal(BigInt(value), 6),
    zone: zone === '' ? null : zone,
    bands: bands === '' ? [] : bands.split('+'),
    quantity: countOf(quantity, unit),
    billed: countOf(billed, unit),
    unit: declaredUnit(unit)?.name ?? unit,
    import: importId
  }
}
