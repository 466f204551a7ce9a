// Gates over a change of rules: as the rules are on their first day, and on each later day on which they change by themselves.
import { gateDays, gatesHold, type ImpactReport } from '@farthing/simulator'
import type { ImpactJudge, JudgedChange } from './impact-judge.ts'

/** The comparison of the first day on which a gate breaks, or on which nothing could be compared; null: all hold. */
export async function judgeGates(
  judge: ImpactJudge,
  { from, ...change }: Omit<JudgedChange, 'on'> & { readonly from: Temporal.PlainDate }
): Promise<ImpactReport | null> {
  for (const on of gateDays(from, [change.before, change.after])) {
    const report = await judge.judge({ ...change, on })
    if (!gatesHold(report)) return report
  }
  return null
}
