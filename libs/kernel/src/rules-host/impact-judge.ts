// What publishing asks before it accepts a change: what would it do to real bills? Whoever can bill provides the answer.
import type { Gate, RuleSet } from '@farthing/rules-language'
import type { ImpactReport } from '@farthing/simulator'

export interface JudgedChange {
  readonly before: RuleSet
  readonly after: RuleSet
  readonly gates: readonly Gate[]
  /** Both rule sets as they are on that day. */
  readonly on: Temporal.PlainDate
}

export abstract class ImpactJudge {
  /** Over the bills of the last month; writes nothing. */
  abstract judge(change: JudgedChange): Promise<ImpactReport>
}
