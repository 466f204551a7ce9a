// The statements of one kind in the block of a tax, with their slots typed.
import type { Match, Signature, SlotSet } from '@farthing/plugin-sdk'

export function partsOf<S extends SlotSet>(match: Match, signature: Signature<S>): (Match & Match<S>)[] {
  return match.children.filter((child): child is Match & Match<S> => child.signature.id === signature.id)
}
