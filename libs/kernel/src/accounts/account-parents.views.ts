// The shapes of parents over HTTP.
import { z } from 'zod'
import { GivenAccount, GivenDay } from '../http/index.ts'

const Billing = z
  .enum(['separate', 'parent-pays', 'consolidated'])
  .describe(
    "separate: billed by itself. parent-pays: its own invoice, owed by the parent. consolidated: its lines stand on the parent's invoice."
  )

export const NewParentBody = z
  .strictObject({
    parent: GivenAccount.nullable().describe('Id or number; null: none from that day on.'),
    billing: Billing.default('separate'),
    from: GivenDay.optional().describe("The first day, in the child's zone, past or to come; today when left out.")
  })
  .refine(({ billing, parent }) => parent !== null || billing === 'separate', {
    error: 'it says what a parent is for: without a parent, leave it out',
    path: ['billing']
  })
  .meta({ id: 'NewParent' })

export const ParentView = z
  .object({
    id: z.string(),
    account: z.string().describe('The child, by its number.'),
    parent: z.string().nullable().describe('By its number; null: none from here on.'),
    billing: Billing,
    from: z.iso.date().describe("Holds until the account's next entry."),
    withdrawn: z.string().nullable()
  })
  .meta({ id: 'AccountParent' })
export type ParentView = z.infer<typeof ParentView>
