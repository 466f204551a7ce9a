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
}

export function cutSubscriptions(
  subscriptions: readonly SubscriptionHistory[],
  world: PieceWorld
): readonly CutSubscription[] | Parked {
  const found: CutSubscription[] = []
  for (const subscription of subscriptions) {
    const pieces = rulePieces(subscription, world)
    if (!pieces.ok) return pieces
    found.push({ subscription, pieces: pieces.value, alone: filePieces(subscription, world.ruleBook) })
  }
  return found
}
