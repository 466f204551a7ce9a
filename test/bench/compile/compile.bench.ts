// Rows of a deck compiled in a second: 100,000 rows against 1,000. A ratio of one says that time grows with the rows and with nothing else.
import { compileRules, type Signature } from '@farthing/rules-language'
import { hundredths } from '../hundredths.ts'
import { installedStatements } from '../installed-statements.ts'
import { median } from '../median.ts'
import { ruleSetSample } from '../rule-set-sample.ts'

const FEW = 1_000
const MANY = 100_000
const ROUNDS = 7
const REPEATS_OF_FEW = 40

async function main(): Promise<void> {
  const signatures = await installedStatements()
  const few = ruleSetSample({ files: 4, plans: 1, rows: FEW })
  const many = ruleSetSample({ files: 4, plans: 1, rows: MANY })
  const rounds: { few: number; many: number }[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const perSecond = { few: rate(few, REPEATS_OF_FEW, signatures) * FEW, many: rate(many, 1, signatures) * MANY }
    console.error(`round ${round}: ${Math.round(perSecond.many)} against ${Math.round(perSecond.few)} rows/s`)
    if (round > 0) rounds.push(perSecond)
  }
  const [ours, bound] = [median(rounds.map(one => one.many)), median(rounds.map(one => one.few))]
  const figures = {
    ratio: hundredths(ours / bound),
    ours: Math.round(ours),
    bound: Math.round(bound),
    unit: 'rows/s',
    rss_mb: Math.round(process.resourceUsage().maxRSS / 1000),
    time_per_row_ratio: hundredths(bound / ours)
  }
  console.log(JSON.stringify({ bench: 'compile', ...figures }))
}

/** Sets of rules compiled in a second. */
function rate(files: ReadonlyMap<string, string>, repeats: number, signatures: readonly Signature[]): number {
  globalThis.gc?.()
  const start = performance.now()
  for (let repeat = 0; repeat < repeats; repeat++) {
    const result = compileRules({ files, signatures })
    if (!result.ok) throw new Error(JSON.stringify(result.diagnostics.slice(0, 3)))
  }
  return (repeats * 1000) / (performance.now() - start)
}

await main()
