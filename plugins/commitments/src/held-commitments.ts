// Commitments on their days: agreed to by deeds on the terms of that day, or said by the plans and features of a subscription.
import { compareDates, containsDate, earlierEnd, laterDate, wholeLife } from '@farthing/plugin-sdk'
import type { AccountChargeInput, OpenInterval, RulePiece, SubscriptionHistory } from '@farthing/plugin-sdk'
import { agreedCommitments } from './agreed-commitments.ts'
import type { Commitment } from './commitment.ts'
import { servedDays } from './served-days.ts'

/** Days without gap on which one commitment holds. */
export interface HeldCommitment extends OpenInterval {
  /** Null: the account's. */
  readonly subscription: SubscriptionHistory | null
  /** Those of its days on which it asks for something; null: all. */
  readonly within: readonly OpenInterval[] | null
  /** What periods are summed up together by: its name, and whether a plan or an agreement said it. */
  readonly thread: string
  /** In order of days, at least one: newer ones price from their next period on. */
  readonly versions: readonly RulePiece<Commitment>[]
}

export type CommitmentInput = AccountChargeInput<Commitment>

export function heldCommitments(input: CommitmentInput): HeldCommitment[] {
  return [...agreed(input), ...input.subscriptions.flatMap(said)]
}

function agreed({ history, pieces }: CommitmentInput): HeldCommitment[] {
  const pieceOn = (name: string, day: Temporal.PlainDate): RulePiece<Commitment> | undefined =>
    pieces.find(piece => piece.value.name === name && containsDate(piece, day))
  return agreedCommitments(history.deeds, (name, day) => pieceOn(name, day)?.value).flatMap(grant => {
    const piece = pieceOn(grant.name, grant.from)
    const subscription = history.subscriptions.find(({ id }) => id === grant.subscription) ?? null
    if (piece === undefined || (grant.subscription !== null && subscription === null)) return []
    // terms count on wherever it moves: `within` says which of the days are this account's
    const from = subscription === null ? grant.from : laterDate(grant.from, wholeLife(subscription).started)
    const until = earlierEnd(grant.until, subscription?.terminated ?? null)
    if (until !== null && compareDates(until, from) <= 0) return []
    const within = subscription === null ? servedDays(history) : (subscription.held ?? null)
    return [{ subscription, within, thread: grant.name, from, until, versions: [piece] }]
  })
}

/** Pieces of one series that touch are one commitment in newer and newer versions. */
function said({ pieces, subscription }: CommitmentInput['subscriptions'][number]): HeldCommitment[] {
  const found: HeldCommitment[] = []
  for (const piece of pieces) {
    const last = found.at(-1)
    const goesOn =
      last?.until?.equals(piece.from) === true && last.versions[0]?.series === piece.series && !piece.retroactive
    if (last !== undefined && goesOn)
      found[found.length - 1] = { ...last, until: piece.until, versions: [...last.versions, piece] }
    else {
      const { from, until } = piece
      const within = subscription.held ?? null
      found.push({ subscription, within, thread: threadOf(piece, found), from, until, versions: [piece] })
    }
  }
  return found
}

/** One whose name changed in its place keeps its thread: another of its first name beside it has its own. */
function threadOf(
  { kind, name, ordinal, series, value }: RulePiece<Commitment>,
  found: readonly HeldCommitment[]
): string {
  const thread = `${kind}:${value.name}`
  const isTaken = found.some(
    ({ thread: other, versions: [first] }) => other === thread && first?.name === name && first.series !== series
  )
  return isTaken ? `${thread}/${ordinal}` : thread
}

/** The version that prices a period which begins on the day. */
export function versionOn({ versions }: HeldCommitment, day: Temporal.PlainDate): RulePiece<Commitment> {
  const version = versions.findLast(({ from }) => compareDates(from, day) <= 0) ?? versions[0]
  if (version === undefined) throw new Error('a commitment that holds has no version')
  return version
}
