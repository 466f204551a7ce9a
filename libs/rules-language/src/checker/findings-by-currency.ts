// What is found in rules when they are read for each currency: once, and not what only the reading for one currency makes wrong.
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Currencies } from './currencies.ts'
import type { Report } from './report.ts'

export interface ReadFor {
  readonly currency: string
  readonly report: Report
}

/**
 * A statement that is for all because its file says no currency is wrong when it is so for all of them: what it names may be sold in one
 * currency alone. A file that names several is wrong when it is so for one of them. A warning, as that something is never used, holds for
 * all that read it.
 */
export function mergeFindings(readings: readonly ReadFor[], currencies: Currencies, report: Report): void {
  const [only] = readings
  if (readings.length === 1 && only !== undefined) {
    report.merge(only.report)
    return
  }
  const found = new Map<string, { readonly diagnostic: Diagnostic; readonly of: string[] }>()
  for (const { currency, report: own } of readings) {
    for (const diagnostic of own.diagnostics()) {
      const { code, column, file, line, message } = diagnostic
      found
        .getOrInsertComputed(`${file} ${line} ${column} ${code} ${message}`, () => ({ diagnostic, of: [] }))
        .of.push(currency)
    }
  }
  const all = readings.map(({ currency }) => currency)
  const kept = [...found.values()].flatMap(({ diagnostic, of }) => {
    const { file, line, message, severity } = diagnostic
    const unsaid = currencies.isForAllUnsaid(file, line)
    const readBy = unsaid ? all : (currencies.codesOf(file) ?? of).filter(code => all.includes(code))
    if (readBy.every(code => of.includes(code))) return [diagnostic]
    return unsaid || severity === 'warning' ? [] : [{ ...diagnostic, message: `in ${of.join(', ')}: ${message}` }]
  })
  if (readings.every(one => one.report.errors === one.report.errorsOfNew)) report.takeOfNew(kept)
  else report.take(kept)
}
