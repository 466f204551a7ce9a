// Statements of the version of the day, where another version of the plan or feature holds for the subscription.
import { containsDate, type RuleRef } from '@farthing/billing-core/values'
import type { RulePiece } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'

interface OnDay {
  readonly through: Temporal.PlainDate
  readonly rules: RuleSet
  /** Signature id. */
  readonly statement: string
}

/** Each with the reason for which it does not hold. */
export function versionsNotHeld(
  pieces: readonly RulePiece[],
  { through, rules, statement }: OnDay
): { readonly at: RuleRef; readonly whose: string }[] {
  return pieces
    .filter(piece => containsDate(piece, through))
    .flatMap(({ at, because, kind, name }) => {
      if (because === null) return []
      const dated = rules[kind === 'plan' ? 'plans' : 'features'].get(name)?.find(each => containsDate(each, through))
      const others = (dated?.rules ?? []).filter(rule => rule.signature === statement && rule.at !== at)
      return others.map(rule => ({ at: rule.at, whose: because }))
    })
}
