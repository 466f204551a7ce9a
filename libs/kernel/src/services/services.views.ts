// The shapes of services over HTTP.
import { z } from 'zod'
import type { ServiceChange } from './service-book.ts'

const What = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,49}$/, 'lower case letters, digits and hyphens: data, international, outgoing, roaming')

const Reason = z.string().trim().min(1).max(500)

/** Of a bar by hand, and of a restore. */
export const ServiceBody = z.strictObject({ what: What, reason: Reason }).meta({ id: 'ServiceDeed' })

export const RuleView = z
  .object({ rule: z.string(), file: z.string(), line: z.number().int(), column: z.number().int() })
  .meta({ id: 'RulePlace' })

export const ServiceChangeView = z
  .object({
    id: z.string(),
    subscription: z.string(),
    what: z.string(),
    deed: z.enum(['barred', 'throttled', 'restored']),
    kilobits: z.number().int().nullable().describe('Thousands of bits in a second, of what is throttled.'),
    since: z.iso.date(),
    until: z.iso.date().nullable().describe('The first day on which it no longer holds.'),
    ends: z.string().nullable().describe('The change that this one undoes or takes the place of.'),
    cause: z.enum(['policy', 'run-out', 'hand']),
    reason: z.string().describe('The condition as written in the rules, or what a person said.'),
    rule: RuleView.nullable(),
    recordedAt: z.iso.datetime()
  })
  .meta({ id: 'ServiceChange' })
export type ServiceChangeView = z.infer<typeof ServiceChangeView>

export const ServicesView = z
  .object({ restrictions: z.array(ServiceChangeView) })
  .meta({ id: 'Services' })
  .describe('What is barred and throttled today; all else works.')
export type ServicesView = z.infer<typeof ServicesView>

export const ServiceHistoryView = z
  .object({ changes: z.array(ServiceChangeView), next: z.string().nullable().describe('Give it as before.') })
  .meta({ id: 'ServiceHistory' })
export type ServiceHistoryView = z.infer<typeof ServiceHistoryView>

export const ServiceHistoryQuery = z.strictObject({
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export function serviceChangeView({ account: _, recordedAt, since, until, ...rest }: ServiceChange): ServiceChangeView {
  return { ...rest, since: since.toString(), until: until?.toString() ?? null, recordedAt: recordedAt.toString() }
}
