// What is wrong with a `usage format`, each at its place: collected while it is lowered.
import type { Diagnostic, LowerContext, Match } from '@farthing/plugin-sdk'

type Details = NonNullable<Parameters<LowerContext['error']>[3]>

export class FormatFaults {
  readonly found: Diagnostic[] = []
  /** Of texts that are not published yet. */
  readonly foundOfNew: Diagnostic[] = []

  constructor(private readonly context: LowerContext) {}

  /** At a slot of a statement; of a list, at one of its items. */
  at(match: Match, slot: string, message: string, details: Details & { readonly item?: number }): void {
    const { item, ...more } = details
    this.found.push(this.context.error(match, match.slotSpan(slot as never, item), message, more))
  }

  ofNew(match: Match, slot: string, message: string): void {
    this.foundOfNew.push(this.context.error(match, match.slotSpan(slot as never), message, {}))
  }

  of(match: Match, message: string, details: Details): void {
    this.found.push(this.context.error(match, match, message, details))
  }
}
