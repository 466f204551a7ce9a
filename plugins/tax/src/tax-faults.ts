// Collects what is wrong with a tax, so that one check tells it all.
import {
  countryCodes,
  type Diagnostic,
  isPlace,
  type LowerContext,
  type Match,
  nearest,
  NO_PLACE
} from '@farthing/plugin-sdk'

export type FaultCode = `R04${81 | 82 | 83 | 84 | 86 | 87 | 88 | 89}`

export class TaxFaults {
  readonly found: Diagnostic[] = []
  readonly #context: LowerContext

  constructor(context: LowerContext) {
    this.#context = context
  }

  /** At a part of a statement; `slot` null: at the whole of it. */
  at(match: Match, slot: string | null, message: string, code: FaultCode): void {
    const span = slot === null ? match : match.slotSpan(slot)
    this.found.push(this.#context.error(match, span, message, { code }))
  }

  /** Countries that are none. Parts of one are not looked up. */
  places(match: Match, places: readonly string[]): void {
    for (const [index, place] of places.entries()) {
      if (isPlace(place)) continue
      const message = `\`${place.slice(0, 20)}\` ${NO_PLACE}`
      const close = nearest(place.toUpperCase().slice(0, 2), countryCodes())
      const more = { code: 'R0484', nearest: close } as const
      this.found.push(this.#context.error(match, match.slotSpan('places', index), message, more))
    }
  }
}
