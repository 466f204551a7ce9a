// The public holidays of a region: as the version holds them, else as they are known now.
import { nearest } from '../diagnostics/nearest.ts'
import { limits } from '../limits.ts'
import type { PublicHolidays } from '../rule-set/public-holidays.ts'
import type { PublicHolidaysOf, Written } from '../vocabulary/declarations.ts'
import { holidayColumns } from '../vocabulary/operator-statements.ts'
import type { SourcedRow } from '../vocabulary/table-row.ts'
import type { Report } from './report.ts'
import type { RuleFiles } from './rule-files.ts'

export interface RegionWorld {
  /** null: nobody here knows public holidays. */
  readonly source: PublicHolidays | null
  readonly files: RuleFiles
  readonly report: Report
}

export const LONGEST_YEARS = limits.calendarYears.most

export type RegionDays = readonly SourcedRow<typeof holidayColumns>[]

/** null when they cannot be known; that has been reported. The same array while nothing has changed. */
export function daysOfRegion({ region, from, until }: PublicHolidaysOf, world: RegionWorld): RegionDays | null {
  const { files, source, report } = world
  if (Temporal.PlainDate.compare(from, until.value) >= 0) {
    report.error(until.spot, 'R0045', `until ${until.value} is not after from ${from}: no day is between them`)
    return null
  }
  if (until.value.year - from.year > LONGEST_YEARS) {
    const message = `public holidays of more than ${LONGEST_YEARS} years: is a date mistyped?`
    report.error(until.spot, 'R0118', message)
    return null
  }
  const path = `public-holidays/${region.value}_${from}_${until.value}.csv`
  if (!files.has(path)) {
    if (!isKnown(region, world) || source === null) return null
    files.resolve(path, source, () => textOf(source.days(region.value, from, until.value)))
  }
  return files.table(path, { columns: holidayColumns })
}

function isKnown(region: Written<string>, { source, report }: RegionWorld): boolean {
  const regions = source?.regions() ?? []
  if (regions.includes(region.value)) return true
  report.error(region.spot, 'R0202', `no public holidays of ${region.value} are known here`, {
    nearest: nearest(region.value, regions),
    expected: regions.filter(one => one.startsWith(region.value.slice(0, 2))).slice(0, 8)
  })
  return false
}

function textOf(days: ReturnType<PublicHolidays['days']>): string {
  const lines = days.map(({ date, title }) => `${date},"${title.replaceAll('"', '""')}"`)
  return ['date,name', ...lines].map(line => `${line}\n`).join('')
}
