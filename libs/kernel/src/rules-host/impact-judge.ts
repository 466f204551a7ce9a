// What publishing asks before it accepts a change: what would it do to real bills? Whoever can bill provides the answer.
import type { Gate } from '@farthing/rules-language'
import type { ImpactReport, RulesChange } from '@farthing/simulator'

export interface JudgedChange extends RulesChange {
  readonly gates: readonly Gate[]
  readonly bills: JudgedBills
}

export type JudgedBills =
  /** With both rule sets as they are on that day. */
  | { readonly kind: 'last-month'; readonly on: Temporal.PlainDate }
  /** Each account's first from that day on, with what versions that reach back correct of earlier ones. */
  | { readonly kind: 'correcting'; readonly from: Temporal.PlainDate }

export abstract class ImpactJudge {
  /** Writes nothing. */
  abstract judge(change: JudgedChange): Promise<ImpactReport>
  /** In which accounts are kept. */
  abstract currenciesHeld(): Promise<readonly string[]>
}
