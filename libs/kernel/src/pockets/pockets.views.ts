// The shapes of pockets over HTTP.
import { formatParts, unitName } from '@farthing/billing-core/values'
import { z } from 'zod'
import { GivenAccount, GivenAmount, GivenSubscription } from '../http/index.ts'
import type { PocketRow } from './pocket-book.ts'

/** Within PostgreSQL's reach. */
export const GivenInstant = z.iso
  .datetime({ offset: true, error: 'not an instant such as 2026-03-31T00:00:00Z', abort: true })
  .refine(text => text >= '1900' && text < '2200', 'not an instant from 1900 to 2199')

export const HeldAmount = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,9})?$/, { error: 'not an amount such as 20.00', abort: true })
  .refine(text => /^[^-]*[1-9]/.test(text), 'more than zero, such as 20.00')
  .describe('Exact, of the unit.')
export const HeldUnit = z
  .string()
  .min(1)
  .max(50)
  .describe('A currency such as AUD, or a unit word of the rules: min, GB, sms, events, points.')
export const Priority = z.int().min(1).max(1000).default(100).describe('1 is used first.')
const Expiry = GivenInstant.optional().describe(
  'The first instant at which it can no longer be used; never when left out.'
)
const Subscription = GivenSubscription.optional().describe(
  'Whose use alone it pays: its id, or a number or login that it holds today; left out: all of the account.'
)
export const Group = z
  .string()
  .max(50)
  .optional()
  .describe(
    'Number of a group that the account owns, or its name where only one has it, whose members it pays for; left out: the account alone.'
  )
export const Services = z
  .array(z.string().min(1, 'the name of a service, such as voice').max(100))
  .min(1, 'name a service, such as voice, or leave services out')
  .max(100)
  .describe(
    'Services that alone it pays for, each counted in its unit; left out: all, but for tariffs whose pockets pay only by name.'
  )
const Reason = z.string().trim().min(1).max(200)

export const NewPocketBody = z
  .strictObject({
    ...{
      amount: HeldAmount,
      unit: HeldUnit,
      priority: Priority,
      expiresAt: Expiry,
      group: Group,
      subscription: Subscription,
      services: Services.optional(),
      reason: Reason
    }
  })
  .meta({ id: 'NewPocket' })

export const TopUpBody = z
  .strictObject({
    amount: GivenAmount.refine(text => !text.startsWith('-') && /[1-9]/.test(text), 'more than zero, such as 20.00'),
    method: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower case letters, digits and hyphens: bank, card, cash'),
    reference: z.string().max(200).optional(),
    ...{ priority: Priority, expiresAt: Expiry, group: Group, subscription: Subscription },
    services: Services.optional()
  })
  .meta({ id: 'TopUp' })

export const PocketDebitBody = z
  .strictObject({
    ...{ amount: HeldAmount, unit: HeldUnit, subscription: Subscription, reason: Reason },
    category: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower case letters, digits and hyphens: usage, content')
      .default('usage')
      .describe('Of the revenue that money becomes.'),
    services: Services.optional().describe(
      'It is taken out of pockets for exactly these services, sold or not; left out: out of pockets for all.'
    )
  })
  .meta({ id: 'PocketDebit' })

export const PocketTransferBody = z
  .strictObject({
    ...{ to: GivenAccount, amount: HeldAmount, unit: HeldUnit, subscription: Subscription, reason: Reason },
    services: Services.optional().describe(
      'It is taken out of pockets for exactly these services, sold or not, and is for them where it goes; left out: out of pockets for all.'
    )
  })
  .meta({ id: 'PocketTransfer' })

export const PocketEndBody = z
  .strictObject({ reason: Reason.describe('Stands in the books beside what lapses.') })
  .meta({ id: 'PocketEnd' })

export const PocketQuery = z.strictObject({
  at: GivenInstant.optional().describe('As the books had them at that instant, those used up included.')
})

export const PocketView = z
  .object({
    id: z.string(),
    number: z.int().describe("Counts the account's pockets from 1."),
    account: z.string(),
    subscription: z.string().nullable(),
    group: z.string().nullable().describe('Number of the group whose members it pays for.'),
    unit: z.string(),
    services: z.array(z.string()).nullable().describe('That alone it pays for; null: all that is counted in its unit.'),
    balance: z.string().describe('What reservations hold is included.'),
    reserved: z.string(),
    priority: z.int(),
    reason: z.string(),
    openedAt: z.string(),
    expiresAt: z.string().nullable()
  })
  .meta({ id: 'Pocket' })
export type PocketView = z.infer<typeof PocketView>

export const PocketDebitView = z
  .object({ pieces: z.array(z.object({ pocket: z.string(), number: z.int(), amount: z.string() })) })
  .meta({ id: 'PocketDebited' })
export type PocketDebitView = z.infer<typeof PocketDebitView>

export const ToppedUpView = z.object({ payment: z.string(), pocket: PocketView }).meta({ id: 'ToppedUp' })
export type ToppedUpView = z.infer<typeof ToppedUpView>

/** What a body says of the pocket that it fills. */
export function pocketTerms(
  body: Pick<z.output<typeof TopUpBody>, 'expiresAt' | 'group' | 'priority' | 'subscription'>
) {
  const { expiresAt, group, priority, subscription } = body
  const end = expiresAt === undefined ? null : Temporal.Instant.from(expiresAt)
  return { expiresAt: end, group: group ?? null, priority, subscription: subscription ?? null }
}

export function pocketView(pocket: PocketRow): PocketView {
  const { account, balance, expiresAt, group, id, number, openedAt, priority, reason, reserved } = pocket
  const { services, subscription, unit } = pocket
  return {
    ...{ id, number, account, subscription, group, priority, reason },
    unit: unitName(unit),
    services: services && [...services],
    balance: formatParts(balance, unit),
    reserved: formatParts(reserved, unit),
    openedAt: openedAt.toString(),
    expiresAt: expiresAt?.toString() ?? null
  }
}
