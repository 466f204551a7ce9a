// The shapes of subscriptions over HTTP.
import { heldOn, isHeldOn, labelOn, type PlanSegment, wholeLife } from '@farthing/billing-core'
import { z } from 'zod'
import { GivenDay } from '../http/index.ts'
import { FactView, factView } from '../accounts/index.ts'
import type { SubscriptionState } from './subscription-recorder.ts'

const Day = z.iso.date()
const Effective = GivenDay.optional().describe(
  "The first day on which it holds; today in the account's zone when left out."
)
const Plan = z.string().min(1).max(100)

const NOTHING_LEFT = 'of a number, its marks and blanks do not count, and nothing else is in it'
const hasMore = (text: string): boolean => /[^\s().+-]/.test(text)
const Identity = z.string().trim().min(1).max(100).refine(hasMore, NOTHING_LEFT)

export const NewSubscriptionBody = z
  .strictObject({
    as: z.string().trim().min(1).max(100).describe('What the customer calls it: a number, a login, a name.'),
    plan: Plan,
    identities: z
      .array(Identity)
      .max(1_000)
      .optional()
      .describe('Numbers and logins whose usage it pays; `as` when left out.'),
    features: z.array(Plan).max(100).optional().describe('Features that are on from its first day.'),
    contract: z
      .union([
        z.string().max(200),
        z.record(z.string().max(100), z.union([z.string(), z.number(), z.boolean()]).nullable())
      ])
      .optional()
      .describe(
        'The contract that it signs on its first day: its name, or the fields of the deed that `GET /deeds` says is told so.'
      ),
    effective: Effective
  })
  .refine(({ as, identities }) => identities !== undefined || hasMore(as), { error: NOTHING_LEFT, path: ['as'] })
  .meta({ id: 'NewSubscription' })

const dated = {
  effective: GivenDay.optional().describe(
    'The first day on which it holds; by `when`, or as the rules say, when left out: today where they do not.'
  ),
  when: z
    .enum(['now', 'next-cycle', 'end-of-term'])
    .optional()
    .describe('A time instead of a day: the next bill day, or the day on which no contract binds any more.'),
  asked: GivenDay.optional().describe(
    "The day on which the customer asked, from which `when` counts; today in the account's zone when left out."
  ),
  pending: z
    .enum(['replace', 'keep'])
    .optional()
    .describe('What becomes of a change of the same kind that is pending; needed when there is one.'),
  charged: z
    .enum(['now', 'next-invoice'])
    .optional()
    .describe(
      'Whether it is charged by an invoice of its own, on the day on which it is told and takes effect, or with the next bill, as when left out.'
    ),
  supersedes: z.uuid().optional().describe('The fact that this one corrects.')
}
const isOneTime = (said: { readonly effective?: string | undefined; readonly when?: string | undefined }): boolean =>
  said.effective === undefined || said.when === undefined
const twoTimes = { path: ['when'], message: 'a day and a time are two answers: leave `when` or `effective` out' }
export const ChangeBody = z.strictObject(dated).refine(isOneTime, twoTimes).meta({ id: 'SubscriptionChange' })
export const SuspensionBody = z
  .strictObject({
    suspension: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'Its kind: one of those that the rules of its first day name (`suspensions` in their operator). One that is suspended already has the new kind from then on. When left out, the suspension is of none, and of one that is suspended already it says nothing new: that is refused, for it takes no kind away.'
      ),
    ...dated
  })
  .refine(isOneTime, twoTimes)
  .meta({ id: 'Suspension' })
export const PlanBody = z
  .strictObject({ plan: Plan, ...dated })
  .refine(isOneTime, twoTimes)
  .meta({ id: 'PlanChange' })

export const NumberBody = z
  .strictObject({
    number: Identity.describe('The number or login that it has from then on.'),
    instead: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('The one that it takes the place of; the only one when left out.'),
    as: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'What the customer calls it from then on; the new number when it was called by the old one, else as before.'
      ),
    effective: GivenDay.optional().describe(
      "The first day of the new number; today in the account's zone when left out."
    ),
    supersedes: dated.supersedes
  })
  .meta({ id: 'NewNumber' })

export const MoveBody = z
  .strictObject({
    to: z.string().trim().min(1).max(100).describe('Id or number of the account that takes it.'),
    effective: GivenDay.optional().describe(
      'Its first day there; today in the zone of the account that has it when left out.'
    ),
    supersedes: dated.supersedes
  })
  .meta({ id: 'SubscriptionMove' })

export const SubscriptionView = z
  .object({
    id: z.string(),
    account: z.string(),
    accountNumber: z.string(),
    as: z.string(),
    state: z
      .enum(['pending', 'active', 'suspended', 'moved', 'terminated'])
      .describe('Today, in the zone of the account; moved: another account has it.'),
    holders: z.array(z.object({ account: z.string(), from: Day, until: Day.nullable() })).describe('Whose it is when.'),
    suspension: z
      .string()
      .nullable()
      .describe('The kind of suspension that it is under today; null where it is under none, or none was said.'),
    plan: z.string(),
    started: Day,
    terminated: Day.nullable().describe('The first day without service.'),
    identities: z
      .array(z.string())
      .describe('That it has today; of one that has not begun or has ended, on its first or last day.'),
    numbers: z
      .array(z.object({ identity: z.string(), from: Day, until: Day.nullable() }))
      .describe('All that it ever had.'),
    segments: z.array(
      z.object({
        from: Day,
        until: Day.nullable(),
        plan: z.string(),
        state: z.enum(['active', 'suspended']),
        suspension: z.string().nullable().describe('The kind of the suspension, where one was said.')
      })
    ),
    features: z.array(z.object({ feature: z.string(), from: Day, until: Day.nullable() })),
    facts: z.array(FactView),
    invoice: z
      .string()
      .nullable()
      .describe(
        'Of the change that was charged at once just now; null in every other answer, and where it cost nothing.'
      ),
    retention: z
      .string()
      .nullable()
      .describe(
        'Id of the request at the retention desk, where a rule sent the change that was asked for just now there: the subscription is as it was. Null in every other answer.'
      )
  })
  .meta({ id: 'Subscription' })
export type SubscriptionView = z.infer<typeof SubscriptionView>

export function subscriptionView(state: SubscriptionState): SubscriptionView {
  const { account, history: own, facts, invoice = null, retention = null, today } = state
  const history = wholeLife(own)
  const now = segmentOn(history.segments, today)
  const isMoved = own.held !== undefined && !isHeldOn(own, today)
  const ended = history.terminated !== null && Temporal.PlainDate.compare(history.terminated, today) <= 0
  return {
    id: history.id,
    account: account.id,
    accountNumber: account.number,
    as: labelOn(history, today),
    state: ended ? 'terminated' : isMoved ? 'moved' : (now?.state ?? 'pending'),
    holders: (own.holders ?? [{ account: account.id, from: history.started, until: null }]).map(held => {
      return { account: held.account, from: held.from.toString(), until: held.until?.toString() ?? null }
    }),
    suspension: ended || isMoved ? null : (now?.suspension ?? null),
    plan: (now ?? (ended ? history.segments.at(-1) : history.segments[0]))?.plan ?? '',
    started: history.started.toString(),
    terminated: history.terminated?.toString() ?? null,
    identities: heldOn(history, today),
    numbers: history.identities.map(({ identity, from, until }) => {
      return { identity, from: from.toString(), until: until?.toString() ?? null }
    }),
    segments: history.segments.map(each => ({
      ...each,
      suspension: each.suspension ?? null,
      from: each.from.toString(),
      until: each.until?.toString() ?? null
    })),
    features: history.features.map(({ feature, from, until }) => {
      return { feature, from: from.toString(), until: until?.toString() ?? null }
    }),
    facts: facts.map(factView),
    invoice,
    retention
  }
}

function segmentOn(segments: readonly PlanSegment[], day: Temporal.PlainDate): PlanSegment | undefined {
  return segments.find(
    ({ from, until }) =>
      Temporal.PlainDate.compare(from, day) <= 0 && (until === null || Temporal.PlainDate.compare(day, until) < 0)
  )
}
