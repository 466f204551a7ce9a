// A statement inside a block, typed by its signature.
import type { Match, SlotSet } from '@farthing/plugin-sdk'

export type Part<S extends SlotSet> = Match & Match<S>
