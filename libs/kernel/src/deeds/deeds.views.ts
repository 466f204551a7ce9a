// Deeds over HTTP.
import type { Deed } from '@farthing/plugin-sdk'
import { z } from 'zod'
import { GivenDay, GivenSubscription } from '../http/index.ts'

const Value = z.union([z.string(), z.number(), z.boolean()])

export const DeedBody = z
  .strictObject({
    effective: GivenDay.optional().describe("The day from which it holds; today in the account's zone when left out."),
    subscription: GivenSubscription.optional().describe(
      'Of which subscription: its id, or a number that it holds on the day; of the account when left out.'
    ),
    fields: z
      .record(z.string().max(100), Value.nullable())
      .default({})
      .describe('What is said of it: `GET /deeds` lists the fields of each deed.'),
    supersedes: z.uuid().optional().describe('Id of an earlier deed of this name that this one replaces.')
  })
  .meta({ id: 'NewDeed' })

export const DeedView = z
  .object({
    name: z.string(),
    to: z.enum(['account', 'subscription', 'either']),
    withStart: z.enum(['contract']).nullable().describe('The field of a new subscription that tells it too.'),
    doc: z.string(),
    fields: z.array(
      z.object({
        name: z.string(),
        kind: z.string(),
        of: z.array(z.string()).nullable(),
        optional: z.boolean(),
        doc: z.string()
      })
    ),
    example: z.record(z.string(), Value)
  })
  .meta({ id: 'Deed' })
export type DeedView = z.infer<typeof DeedView>

export function deedView({ name, to, doc, fields, example, withStart }: Deed): DeedView {
  const described = Object.entries(fields).map(([field, given]) => ({
    name: field,
    kind: given.kind,
    of: given.kind === 'choice' ? [...given.of] : null,
    optional: given.optional ?? false,
    doc: given.doc
  }))
  return { name, to, withStart: withStart ?? null, doc, fields: described, example: { ...example } }
}
