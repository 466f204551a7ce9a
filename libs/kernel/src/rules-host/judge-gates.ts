// Gates over a change of rules: as the rules are on their first day and on each later one on which they change by themselves,
// and over the bills that correct what versions reach back to.
import { inEachCurrency } from '@farthing/rules-language'
import { correctionDays, gateDays, gatesHold, type ImpactReport } from '@farthing/simulator'
import type { ImpactJudge, JudgedBills, JudgedChange } from './impact-judge.ts'

/** The first comparison in which a gate breaks, or nothing could be compared; null: all hold. `first`: the first day of the rules. */
export async function judgeGates(
  judge: ImpactJudge,
  change: Omit<JudgedChange, 'bills'>,
  first: Temporal.PlainDate
): Promise<ImpactReport | null> {
  const judged: JudgedBills[] = [
    ...gateDays(first, [change.before, change.after]).map(on => ({ kind: 'last-month' as const, on })),
    ...correctionDays(change).map(from => ({ kind: 'correcting' as const, from }))
  ]
  const own = change.after.operator.currency
  for (const currency of currenciesOf(change)) {
    for (const bills of judged) {
      const report = await judge.judge({ ...change, currency, bills })
      const isNobody = currency !== own && report.compared + report.parked.accounts === 0
      if (!isNobody && !gatesHold(report)) return report
    }
  }
  return null
}

function currenciesOf({ after, before }: Pick<JudgedChange, 'before' | 'after'>): ReadonlySet<string> {
  return new Set([after, before].flatMap(inEachCurrency).map(({ operator }) => operator.currency))
}
