// The shapes of quarantine over HTTP.
import { nextStep } from '@farthing/simulator'
import { z } from 'zod'
import { GivenNumber } from '../http/index.ts'
import type { QuarantinedLine } from './quarantine-book.ts'
import { Counts } from './usage.views.ts'
import type { UsageQuarantine } from './quarantine.service.ts'

const Instant = z.string().describe('ISO 8601, UTC.')
const GivenInstant = z.iso.datetime({ offset: true }).transform(text => Temporal.Instant.from(text))
const Limit = z.coerce.number().int().min(1).max(500).default(50)
const State = z.enum(['open', 'rated', 'duplicate', 'filtered', 'dropped'])

export const QuarantineQueryInput = z.strictObject({
  state: State.default('open'),
  reason: z.string().max(100).optional(),
  import: GivenNumber.optional(),
  service: z.string().max(100).optional(),
  before: GivenInstant.optional().describe('Only what came before; ISO 8601.'),
  after: z.string().optional().describe('`next` of the page before.'),
  limit: Limit
})

export const QuarantinedView = z
  .object({
    event: z.string(),
    import: z.int(),
    file: z.string(),
    line: z.int(),
    format: z.string(),
    service: z.string().nullable().describe('Null where the line could not be read so far.'),
    state: State,
    field: z.string(),
    reason: z.string(),
    detail: z.string(),
    nextStep: z.string().describe('What a person does about it.'),
    raw: z.string().describe('The line as it came; what is no UTF-8 is replaced.'),
    known: Instant,
    settledBy: z
      .int()
      .nullable()
      .describe('Number of the retry that took it out, or of the import that brought its event otherwise.'),
    dropped: z.object({ by: z.string(), why: z.string(), at: Instant }).nullable()
  })
  .meta({ id: 'QuarantinedUsage' })
export type QuarantinedView = z.infer<typeof QuarantinedView>

export const QuarantinePageView = z
  .object({ lines: z.array(QuarantinedView), next: z.string().nullable(), open: Counts })
  .meta({ id: 'QuarantinePage' })
export type QuarantinePageView = z.infer<typeof QuarantinePageView>

const Selection = {
  reason: z.string().max(100).optional(),
  import: z.int().min(1).max(2_147_483_647).optional(),
  service: z.string().max(100).optional(),
  before: GivenInstant.optional().describe('Only what came before; ISO 8601.'),
  events: z.array(z.string().max(200)).min(1).max(10_000).optional()
}

export const RetryBody = z.strictObject(Selection).meta({ id: 'RetryQuarantine' })

export const DropBody = z
  .strictObject({
    ...Selection,
    by: z.string().trim().min(1).max(200).describe('Who decides it.'),
    why: z.string().trim().min(1).max(1000).describe('Kept with every line.')
  })
  .refine(
    ({ reason, service, before, events, ...rest }) =>
      [reason, rest.import, service, before, events].some(each => each !== undefined),
    {
      error: 'say which lines: reason, import, service, before or events',
      path: ['reason']
    }
  )
  .meta({ id: 'DropQuarantine' })

export const DroppedView = z.object({ dropped: z.int() }).meta({ id: 'DroppedUsage' })
export type DroppedView = z.infer<typeof DroppedView>

export const SummaryView = z
  .object({
    count: z.int().describe('Lines that wait.'),
    lines: z.int().describe('Lines read in the last 30 days, retries left out.'),
    share: z.number().describe('Of these, the part that waits: 0 to 1.'),
    oldest: Instant.nullable(),
    reasons: z.array(
      z.object({
        ...{ reason: z.string(), count: z.int(), first: Instant, last: Instant, share: z.number() },
        nextStep: z.string().describe('What a person does about lines of this reason.')
      })
    ),
    alerts: z
      .array(z.object({ limit: z.enum(['share', 'age']), since: Instant }))
      .describe('Limits of this installation that are passed.')
  })
  .meta({ id: 'QuarantineSummary' })
export type SummaryView = z.infer<typeof SummaryView>

export function summaryView({
  oldest,
  reasons,
  alerts,
  ...rest
}: Awaited<ReturnType<UsageQuarantine['summary']>>): SummaryView {
  return {
    ...rest,
    oldest: oldest?.toString() ?? null,
    reasons: reasons.map(({ first, last, ...each }) => ({
      ...{ ...each, first: first.toString(), last: last.toString(), nextStep: nextStep(each.reason) }
    })),
    alerts: alerts.map(({ name, since }) => ({ limit: name, since: since.toString() }))
  }
}

export function quarantinedView(line: QuarantinedLine): QuarantinedView {
  const { importId, raw, known, header: _, service, dropped, ...rest } = line
  return {
    ...rest,
    import: importId,
    service: service === '' ? null : service,
    nextStep: nextStep(rest.reason),
    raw: raw.toString('utf8').replaceAll('\0', '\ufffd'),
    known: known.toString(),
    dropped: dropped && { ...dropped, at: dropped.at.toString() }
  }
}
