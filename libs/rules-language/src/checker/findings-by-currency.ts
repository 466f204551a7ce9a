// What is found in rules when they are read for each currency: once, and not what only the reading for one currency makes wrong.
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { isOfNew, markOfNew } from '../diagnostics/of-new.ts'
import type { Currencies } from './currencies.ts'
import type { Report } from './report.ts'

export interface ReadFor {
  readonly currency: string
  readonly report: Report
}

interface Found {
  /** As the first of them says it. */
  readonly diagnostic: Diagnostic
  readonly by: string[]
}

/** What names something that may stand for customers in one currency alone. */
const UNKNOWN_NAME = 'R0111'

/**
 * A file that names several currencies is wrong when it is so for one of them, and says for which. What is for all because its file says
 * no currency may name what is sold in one currency alone. A warning, as that something is never used, holds when all that read it say it.
 */
export function mergeFindings(readings: readonly ReadFor[], currencies: Currencies, report: Report): void {
  const [only] = readings
  if (readings.length === 1 && only !== undefined) {
    report.merge(only.report)
    return
  }
  const known = readings.map(({ currency }) => currency)
  const kept = foundBy(readings).flatMap(({ by, diagnostic }): Diagnostic[] => {
    const { code, message, severity } = diagnostic
    const judged = currencies.judgedBy(diagnostic) ?? { currencies: by, isUnsaid: false }
    const judges = judged.currencies.filter(currency => known.includes(currency))
    const own = judges.filter(currency => by.includes(currency))
    if (own.length === judges.length) return judges.length === 0 ? [] : [diagnostic]
    const isLeft = own.length === 0 || severity === 'warning' || (judged.isUnsaid && code === UNKNOWN_NAME)
    if (isLeft) return []
    const found = { ...diagnostic, message: `in ${own.join(', ')}: ${message}` }
    if (isOfNew(diagnostic)) markOfNew(found)
    return [found]
  })
  report.take(kept)
  report.count(readings.reduce((errors, one) => errors + one.report.unlistedErrors, 0))
}

/** One for each place and code: readings may word the same in their own money. Several of one reading are kept, as that a name is unknown and another one too. */
function foundBy(readings: readonly ReadFor[]): Found[] {
  const all = new Map<string, Found>()
  for (const { currency, report } of readings) {
    const counts = new Map<string, number>()
    for (const diagnostic of report.diagnostics()) {
      const { code, column, file, line } = diagnostic
      const place = `${file} ${line} ${column} ${code}`
      const nth = counts.get(place) ?? 0
      counts.set(place, nth + 1)
      all.getOrInsertComputed(`${place} ${nth}`, () => ({ diagnostic, by: [] })).by.push(currency)
    }
  }
  return [...all.values()]
}
