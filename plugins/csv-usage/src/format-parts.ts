// The statements of one kind inside a block, typed by their signature.
import type { Match, Signature, SlotSet } from '@farthing/plugin-sdk'

export type Part<S extends SlotSet> = Match & Match<S>

export function partsOf<S extends SlotSet>(match: Match, statement: Signature<S>): Part<S>[] {
  return match.children.filter((child): child is Part<S> => child.signature.id === statement.id)
}

export function partOf<S extends SlotSet>(match: Match, statement: Signature<S>): Part<S> | undefined {
  return partsOf(match, statement)[0]
}
