// A calendar of holidays: every day once.
import type { HolidaysDeclaration, Spot } from '../vocabulary/declarations.ts'
import { related, type Report } from './report.ts'

/** No calendar needs more; the days from the first to the last are kept as flags. */
export const LONGEST_YEARS = 200

export function checkCalendar({ name, days }: HolidaysDeclaration, report: Report): void {
  const seen = new Map<string, Spot>()
  for (const { date, spot } of days) {
    const first = seen.get(date.toString())
    if (first === undefined) seen.set(date.toString(), spot)
    else
      report.error(spot, 'R0117', `${date} is listed twice`, { related: [related('it is listed here first', first)] })
  }
  const years = days.map(({ date }) => date.year).sort((a, b) => a - b)
  if ((years.at(-1) ?? 0) - (years[0] ?? 0) > LONGEST_YEARS) {
    report.error(
      name.spot,
      'R0118',
      `calendar ${name.value} spans more than ${LONGEST_YEARS} years: is a date mistyped?`
    )
  }
}
