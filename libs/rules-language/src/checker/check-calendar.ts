// A calendar of holidays: the days listed and those of its regions, without those removed; every day once.
import type { DeclaredHoliday, HolidaysDeclaration, Spot, Written } from '../vocabulary/declarations.ts'
import { LONGEST_YEARS, type RegionDays } from './days-of-region.ts'
import { related, type Report } from './report.ts'

/** `regions`: the days of each region of the calendar; null when they are not known. */
export function checkCalendar(
  { name, damaged, days, regions: written, removed }: HolidaysDeclaration,
  regions: readonly (RegionDays | null)[],
  report: Report
): DeclaredHoliday[] {
  const found = listedDays(days, report)
  checkLength(name, days, report)
  regions.forEach((rows, index) => {
    const spot = written[index]?.region.spot ?? name.spot
    for (const { row } of rows ?? [])
      addPublic(found, { date: row.cells.date, title: row.cells.name ?? '', spot }, report)
  })
  for (const { value, spot } of removed) {
    if (found.delete(value.toString()) || damaged || regions.includes(null)) continue
    report.error(spot, 'R0201', `${value} is no holiday of ${name.value}: there is nothing to remove`)
  }
  return [...found.values()]
}

interface FoundHoliday extends DeclaredHoliday {
  /** Where it was listed by its date. */
  readonly listed?: Spot
}

function listedDays(days: readonly DeclaredHoliday[], report: Report): Map<string, FoundHoliday> {
  const found = new Map<string, FoundHoliday>()
  for (const day of days) {
    const first = found.get(day.date.toString())
    if (first === undefined) found.set(day.date.toString(), { ...day, listed: day.spot })
    else {
      const more = { related: [related('it is listed here first', first.spot)] }
      report.error(day.spot, 'R0117', `${day.date} is listed twice`, more)
    }
  }
  return found
}

function addPublic(found: Map<string, FoundHoliday>, day: DeclaredHoliday, report: Report): void {
  const key = day.date.toString()
  const listed = found.get(key)?.listed
  if (listed !== undefined) report.warning(listed, 'R0200', `${key} is a public holiday already: ${day.title}`)
  else if (!found.has(key)) found.set(key, day)
}

function checkLength(name: Written<string>, days: readonly DeclaredHoliday[], report: Report): void {
  const years = days.map(({ date }) => date.year).sort((a, b) => a - b)
  if ((years.at(-1) ?? 0) - (years[0] ?? 0) <= LONGEST_YEARS) return
  const message = `calendar ${name.value} spans more than ${LONGEST_YEARS} years: is a date mistyped?`
  report.error(name.spot, 'R0118', message)
}
