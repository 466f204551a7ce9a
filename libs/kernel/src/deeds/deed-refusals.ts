// Why a deed is not done.
import type { DeedDone } from '@farthing/billing-core'
import type { Deed, DeedFieldProblem } from '@farthing/plugin-sdk'
import { type AccountRow, noneNamed } from '../accounts/index.ts'

export type DeedRefusalReason =
  | 'unknown-account'
  | 'unknown-deed'
  | 'account-closed'
  | 'wrong-fields'
  | 'not-of-account'
  | 'not-of-subscription'
  | 'unknown-subscription'
  | 'unknown-fact'
  | 'before-account-opened'
  | 'before-start'
  | 'forbidden'

export interface RefusedDeed {
  readonly ok: false
  readonly reason: DeedRefusalReason
  readonly detail: string
  /** Of its fields, each with what is wrong with it. */
  readonly problems: readonly DeedFieldProblem[]
}

export type DeedOutcome = { readonly ok: true; readonly value: DeedDone } | RefusedDeed

/** What a deed has to know of an account. */
export type DeedAccount = Pick<AccountRow, 'id' | 'tenant' | 'number' | 'currency' | 'zone' | 'status' | 'openedOn'>

/** `goingOn`: names of what would go on there. */
export function closed({ number }: DeedAccount, goingOn: readonly string[] = []): RefusedDeed {
  const why = goingOn.length === 0 ? '' : `, and ${goingOn.join(', ')} would go on`
  return refuse('account-closed', `Account ${number} is closed${why}.`)
}

export function wrongFields({ name }: Deed, problems: readonly DeedFieldProblem[]): RefusedDeed {
  const words = problems.map(({ field, problem }) => `${field}: ${problem}`).join('; ')
  return refuse('wrong-fields', `${name} cannot be read: ${words}.`, problems)
}

export function noSubscription({ number }: DeedAccount, subscription: string, on: Temporal.PlainDate): RefusedDeed {
  return refuse('unknown-subscription', noneNamed(number, subscription, on))
}

export function toldToTwo({ name }: Deed): string {
  return `${name} is told to two accounts: take it back on both, and tell it anew.`
}

export function notReplaced({ name }: Deed): string {
  return `${name} is done when it is told, for it takes out of pockets: it is not replaced. Grant what it took, and tell it anew.`
}

export function wrongPlace(
  account: DeedAccount,
  { name, to }: Deed,
  { effective, subscription }: { readonly effective: Temporal.PlainDate; readonly subscription: string | null }
): RefusedDeed | undefined {
  if (to === 'account' && subscription !== null) {
    return refuse('not-of-subscription', `${name} is done to the account: leave the subscription out.`)
  }
  if (to === 'subscription' && subscription === null) {
    return refuse('not-of-account', `${name} is done to a subscription: say which one.`)
  }
  return Temporal.PlainDate.compare(effective, account.openedOn) < 0 && subscription === null
    ? refuse('before-account-opened', `Account ${account.number} was opened on ${account.openedOn}.`)
    : undefined
}

/** One that was replaced or taken back before is no more: were it replaced again, both would stand. */
export function wrongCorrection(
  standing: readonly DeedDone[],
  { name }: Deed,
  supersedes: string | null
): RefusedDeed | undefined {
  if (supersedes === null || standing.some(({ deed, id }) => id === supersedes && deed === name)) return undefined
  return refuse(
    'unknown-fact',
    `The account has no ${name} ${supersedes} that stands and could be replaced. One that was replaced is replaced by its newest.`
  )
}

export function refuse(
  reason: DeedRefusalReason,
  detail: string,
  problems: readonly DeedFieldProblem[] = []
): RefusedDeed {
  return { ok: false, reason, detail, problems }
}
