import type { Dialling } from '@farthing/rules-language'
import type { RuleBooks } from '@farthing/simulator'

/** How numbers are written by the operator's rules of a day; null while none say so. */
export function diallingOn({ own }: RuleBooks, day: Temporal.PlainDate): Dialling | null {
  return own.at(day)?.operator.dialling ?? null
}
