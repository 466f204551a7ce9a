// Outliers: a share that nearly every bill is beyond is the wrong way round.
import type { OutlierRule } from '../rule-set/rule-set.ts'
import { decimalText } from '../slots/amounts.ts'
import type { OperatorDeclaration } from '../vocabulary/declarations.ts'
import { type Report, ruleAt } from './report.ts'

const WHOLE = 100_000_000n

export function checkOutliers({ outliers }: OperatorDeclaration, report: Report): OutlierRule[] {
  return outliers.map(outlier => {
    const { end, source, start } = outlier.spot
    const at = ruleAt(outlier.spot, source.text.slice(start, end).trim())
    const { side } = outlier
    if (outlier.kind === 'total') return { kind: 'total', side, amount: outlier.amount, at }
    const { difference, percent } = outlier
    if (side === 'above' ? percent.value <= WHOLE : percent.value >= WHOLE) {
      const message = `a bill like the last one is ${side} ${decimalText(percent.value)}% of it, or nearly: every bill would be an outlier`
      report.error(percent.spot, 'R0567', message, {
        expected: [side === 'above' ? 'more than 100%: 300%' : 'less than 100%: 30%']
      })
    }
    return { kind: 'share', side, percent: percent.value, difference, at }
  })
}
