import type { Dialling } from '@farthing/rules-language'
import type { RulesInForce } from '../billing-run/index.ts'

/** How numbers are written by the rules of a day; null while none say so. */
export function diallingOf({ books }: RulesInForce, on: Temporal.PlainDate): Dialling | null {
  return books.own.at(on)?.operator.dialling ?? null
}
