// Examples expect something, and their usage is written in the unit of its service: no gigabytes of voice.
import type { TariffForm } from '../compiler/tariff-form.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { Match } from '../signature/match.ts'
import { exampleStatement, useStatement } from '../vocabulary/example-statements.ts'
import { isOf, slotSpot, slotText } from '../vocabulary/match-parts.ts'
import type { Report } from './report.ts'

/** `damaged`: an expectation may stand in a line that could not be read. */
export function warnOfIdleExamples(
  matches: readonly Match[],
  damaged: (match: Match) => boolean,
  report: Report
): void {
  for (const match of matches) {
    if (!isOf(match, exampleStatement) || damaged(match)) continue
    if (match.children.some(({ signature }) => /^expect\b/.test(signature.pattern))) continue
    const message = `example ${quoted(match.slots.title)} expects nothing: it proves nothing`
    report.warning(slotSpot(match, 'title'), 'R0171', message)
  }
}

export function checkExamples(
  matches: readonly Match[],
  tariffs: readonly Pick<TariffForm, 'service' | 'unit'>[],
  report: Report
): void {
  const units = new Map(tariffs.map(({ service, unit }) => [service, unit]))
  for (const use of matches.flatMap(({ children }) => children)) {
    if (!isOf(use, useStatement)) continue
    const { quantity, service } = use.slots
    const unit = units.get(service)
    if (unit === undefined || unit === quantity.unit) continue
    const message = `usage of ${service} is counted in ${unit}s, and \`${slotText(use, 'quantity')}\` is in ${quantity.unit}s`
    report.error(slotSpot(use, 'quantity'), 'R0151', message)
  }
}
