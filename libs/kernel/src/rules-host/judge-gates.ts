// Gates over a change of rules: as the rules are on their first day and on each later one on which they change by themselves,
// and over the bills that correct what versions reach back to.
import { currenciesOf } from '@farthing/rules-language'
import { correctionDays, gateDays, gatesHold, type ImpactReport, isOfNobody } from '@farthing/simulator'
import type { ImpactJudge, JudgedBills, JudgedChange } from './impact-judge.ts'

/**
 * The first comparison in which a gate breaks, or the first days of which nothing could be compared in any currency; null: all hold.
 * `first`: the first day of the rules. A currency in which nobody has an account is not asked about, unless nobody has one at all.
 */
export async function judgeGates(
  judge: ImpactJudge,
  change: Omit<JudgedChange, 'bills'>,
  first: Temporal.PlainDate
): Promise<ImpactReport | null> {
  const judged: JudgedBills[] = [
    ...gateDays(first, [change.before, change.after]).map(on => ({ kind: 'last-month' as const, on })),
    ...correctionDays(change).map(from => ({ kind: 'correcting' as const, from }))
  ]
  const currencies = currenciesOf(change.after, change.before)
  const held = await judge.currenciesHeld()
  const asked = currencies.filter(currency => held.includes(currency))
  for (const bills of judged) {
    const reports: ImpactReport[] = []
    for (const currency of asked.length > 0 ? asked : currencies.slice(0, 1)) {
      const report = await judge.judge({ ...change, currency, bills })
      if (!isOfNobody(report) && !gatesHold(report)) return report
      reports.push(report)
    }
    // where others were billed, a currency whose first bill is still to come has nothing to compare
    const [empty] = reports
    if (empty !== undefined && !gatesHold(empty) && reports.every(isOfNobody)) return empty
  }
  return null
}
