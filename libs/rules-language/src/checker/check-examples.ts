// Examples expect something, and their usage is written in the unit of its service: no gigabytes of voice.
import { unitNoun } from '@farthing/billing-core/values'
import type { TariffForm } from '../compiler/tariff-form.ts'
import { quoted } from '../diagnostics/wording.ts'
import { grouped, limits } from '../limits.ts'
import type { Match } from '../signature/match.ts'
import { exampleStatement } from '../vocabulary/example-statements.ts'
import { useStatement } from '../vocabulary/example-usage-statements.ts'
import { isOf, slotSpot, slotText } from '../vocabulary/match-parts.ts'
import { related, type Report } from './report.ts'

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

/** A life is played day by day, so that its length is bounded. */
export function checkLengths(matches: readonly Match[], report: Report): void {
  for (const match of matches) {
    if (!isOf(match, exampleStatement)) continue
    const { title } = match.slots
    const { exampleLines, exampleDays } = limits
    if (match.children.length > exampleLines.most) {
      const message = `example ${quoted(title)} has ${grouped(match.children.length)} lines, and may have ${grouped(exampleLines.most)}`
      report.error(slotSpot(match, 'title'), 'R0087', message)
    }
    const days = match.children.flatMap(datesOf).sort(Temporal.PlainDate.compare)
    const [first, last] = [days[0], days.at(-1)]
    if (first === undefined || last === undefined || first.until(last).days <= exampleDays.most) continue
    const message = `example ${quoted(title)} goes from ${first} to ${last}, and may last ${grouped(exampleDays.most)} days: is a year mistyped?`
    report.error(slotSpot(match, 'title'), 'R0088', message)
  }
}

function datesOf({ signature, slots }: Match): Temporal.PlainDate[] {
  return Object.keys(signature.slots).flatMap(name => {
    const value: unknown = slots[name]
    if (value instanceof Temporal.PlainDateTime) return [value.toPlainDate()]
    return value instanceof Temporal.PlainDate ? [value] : []
  })
}

export function warnOfSameTitles(matches: readonly Match[], report: Report): void {
  const first = new Map<string, Match>()
  for (const match of matches) {
    if (!isOf(match, exampleStatement)) continue
    const { title } = match.slots
    const other = first.get(title)
    first.set(title, other ?? match)
    if (other === undefined) continue
    report.warning(slotSpot(match, 'title'), 'R0357', `another example is called ${quoted(title)}`, {
      related: [related('it stands here', slotSpot(other, 'title'))]
    })
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
    const message = `usage of ${service} is counted in ${unitNoun(unit)}, and \`${slotText(use, 'quantity')}\` is in ${unitNoun(quantity.unit)}`
    report.error(slotSpot(use, 'quantity'), 'R0151', message)
  }
}
