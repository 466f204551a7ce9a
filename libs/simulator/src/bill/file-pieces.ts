// Statements of plugins that stand in a file by themselves hold for every subscription, as long as the rules that they stand in.
import type { SubscriptionHistory } from '@farthing/billing-core'
import { compareDates, laterDate } from '@farthing/billing-core/values'
import type { RulePiece } from '@farthing/plugin-sdk'
import { earliest } from './held-versions.ts'
import type { RuleBook } from './rule-book.ts'

/** By id of the statement, in order of ordinal, then of days. */
export function filePieces(
  { started, terminated }: Pick<SubscriptionHistory, 'started' | 'terminated'>,
  { versions }: RuleBook
): ReadonlyMap<string, readonly RulePiece[]> {
  const pieces: (RulePiece & { readonly signature: string })[] = []
  for (const [index, { from, rules }] of versions.entries()) {
    const first = from === null ? started : laterDate(from, started)
    const until = earliest(terminated, versions[index + 1]?.from ?? null)
    if (until !== null && compareDates(first, until) >= 0) continue
    const ordinals = new Map<string, number>()
    for (const { at, signature, value } of rules.statements) {
      const ordinal = (ordinals.get(signature) ?? 0) + 1
      ordinals.set(signature, ordinal)
      const named = { kind: 'file', name: at.rule, title: at.rule, ordinal, series: `file/${ordinal}` } as const
      const held = { from: first, until, because: null, retroactive: false, version: rules.version }
      pieces.push({ ...named, ...held, signature, value, at })
    }
  }
  pieces.sort((a, b) => a.ordinal - b.ordinal)
  return Map.groupBy(pieces, ({ signature }) => signature)
}
