// A subscription with what rules say of it, by id of the statement.
import type { SubscriptionHistory } from '@farthing/billing-core'
import type { RulePiece } from '@farthing/plugin-sdk'
import type { Parked } from './bill-input.ts'
import { filePieces } from './file-pieces.ts'
import { type PieceWorld, rulePieces } from './rule-pieces.ts'

type Pieces = ReadonlyMap<string, readonly RulePiece[]>

export interface CutSubscription {
  readonly subscription: SubscriptionHistory
  /** What its plans and features say. */
  readonly pieces: Pieces
  /** What stands in files by itself. */
  readonly alone: Pieces
  /** Of one that was moved, the same of its whole life; null for the others. */
  readonly whole: Omit<CutSubscription, 'whole'> | null
}

export function cutSubscriptions(
  subscriptions: readonly SubscriptionHistory[],
  world: PieceWorld
): readonly CutSubscription[] | Parked {
  const found: CutSubscription[] = []
  for (const subscription of subscriptions) {
    const own = cut(subscription, world)
    if ('reason' in own) return own
    const whole = subscription.whole === undefined ? null : cut(subscription.whole, world)
    if (whole !== null && 'reason' in whole) return whole
    found.push({ ...own, whole })
  }
  return found
}

function cut(subscription: SubscriptionHistory, world: PieceWorld): Omit<CutSubscription, 'whole'> | Parked {
  const pieces = rulePieces(subscription, world)
  if (!pieces.ok) return pieces
  return { subscription, pieces: pieces.value, alone: filePieces(subscription, world.ruleBook) }
}
