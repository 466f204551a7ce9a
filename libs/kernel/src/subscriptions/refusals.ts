// Why a subscription cannot be changed, in words of its own.
import type { AccountHistory, ChangeOfSubscription, DroppedFact } from '@farthing/billing-core'
import { formatPlace } from '@farthing/billing-core/values'
import type { DueChange, ForbiddenChange } from '@farthing/simulator'
import type { AccountRow } from '../accounts/index.ts'
import { refuse, type Refusal } from '../http/index.ts'
import { ONE_HOLDER } from './subscriptions.tables.ts'

export type ChangeRefusal =
  | 'unknown-subscription'
  | 'unknown-fact'
  | 'unknown-plan'
  | 'plan-not-in-force'
  | 'plan-held-already'
  | 'unknown-feature'
  | 'unknown-suspension'
  | 'feature-not-in-force'
  | 'before-start'
  | 'after-termination'
  | 'already-suspended'
  | 'not-suspended'
  | 'feature-already-on'
  | 'feature-not-on'
  | 'number-not-held'
  | 'number-held-already'
  | 'forbidden'
  | 'identity-taken'
  | 'not-possible'
  | 'asked-later'
  | 'change-pending'
  | 'fact-gone'
  | 'not-billable'
  | 'breaks-later'
  | 'not-held-there'
  | 'at-retention'
  | 'account-closed'

export type SubscribeRefusal = ChangeRefusal | 'unknown-account' | 'before-account-opened' | 'wrong-contract'

const SPOKEN = {
  'before-start': 'before-start',
  'after-termination': 'after-termination',
  'already-suspended': 'already-suspended',
  'not-suspended': 'not-suspended',
  'feature-already-on': 'feature-already-on',
  'feature-not-on': 'feature-not-on',
  'number-not-held': 'number-not-held',
  'number-held-already': 'number-held-already',
  'not-held-there': 'not-held-there'
} as const

/** The history would not heed the fact: that is a refusal while somebody can still mend it. */
export function refusalOfDropped(dropped: DroppedFact | undefined): {
  ok: false
  reason: ChangeRefusal
  detail: string
} {
  const known = dropped && dropped.reason in SPOKEN ? SPOKEN[dropped.reason as keyof typeof SPOKEN] : undefined
  return { ok: false, reason: known ?? 'not-possible', detail: dropped?.detail ?? 'the account has no opening day' }
}

/** What stands would be lost, and nobody told so. */
export function breaksLater({ detail, fact }: DroppedFact): Refusal<'breaks-later'> {
  const what = fact.kind === 'renumbered' ? `${fact.to} in the place of ${fact.from}` : 'its move to another account'
  const sentences = `This makes impossible what stands: ${what} on ${fact.effective} (fact ${fact.id}), for then ${detail}. Take that back first, or tell it anew after this.`
  return refuse('breaks-later', sentences)
}

/** A subscription that goes on would be billed, and nothing more could be told of it. */
export function closedUnder(
  { number, status }: AccountRow,
  history: AccountHistory,
  id: string
): Refusal<'account-closed'> | undefined {
  const goesOn = history.subscriptions.some(each => each.id === id && each.terminated === null)
  if (status !== 'closed' || !goesOn) return undefined
  return refuse(
    'account-closed',
    `Account ${number} is closed: a subscription that has no end stands on an open one. Start it anew on another account.`
  )
}

/** Whether PostgreSQL refused because an identity would have two holders on a day. */
export function isIdentityConflict(error: unknown): boolean {
  const { constraint } = error as { constraint?: string }
  return constraint === ONE_HOLDER || constraint === 'identity_stretch_pkey'
}

/** Who has it, and from when until when. */
export interface Holder {
  readonly identity: string
  readonly account: string
  readonly subscription: string
  readonly validFrom: string
  readonly validUntil: string | null
}

export function identityTaken(holder: Holder): Refusal<'identity-taken'> {
  const { account, identity, subscription, validFrom, validUntil } = holder
  const days = `from ${validFrom}${validUntil === null ? '' : ` until ${validUntil}`}`
  const detail = `${identity} belongs to subscription ${subscription} of account ${account} ${days}. Renumber or end that one first, or choose a later day.`
  return { ok: false, reason: 'identity-taken', detail }
}

/** The operator's rules do not let it happen: what the customer is told, and which rule says so. */
export function forbiddenBy({ reason, rule }: Pick<ForbiddenChange, 'reason' | 'rule'>): Refusal<'forbidden'> {
  return refuse('forbidden', `${reason} (${rule.rule}, ${formatPlace(rule)})`)
}

/** The time that was asked for is none that can be had. */
export function refusedTime({
  reason,
  rule
}: Extract<DueChange, { ok: false }>): Refusal<'forbidden' | 'not-possible'> {
  return rule === null ? refuse('not-possible', sentence(reason)) : forbiddenBy({ reason: sentence(reason), rule })
}

/** Two changes of one kind would follow one another, which hardly anybody means. */
export function changeIsPending(pending: readonly ChangeOfSubscription[]): Refusal<'change-pending'> {
  const which = pending.map(fact => {
    const what = fact.kind === 'plan-changed' ? `the change to ${fact.plan}` : 'the end'
    return `${what} on ${fact.effective} (fact ${fact.id})`
  })
  const detail = `This is pending already: ${which.join(', ')}. Say with \`pending\` whether to "replace" or to "keep" it.`
  return refuse('change-pending', detail)
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`
}
