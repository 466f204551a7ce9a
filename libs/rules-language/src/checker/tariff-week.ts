// Which band of a tariff holds at every minute of every kind of day.
import { limits } from '../limits.ts'
import type { TariffDeclaration } from '../vocabulary/declarations.ts'
import { checkWeek } from './check-week.ts'
import { type DayKinds, dayKinds, daySetsOf, type DayWorld } from './day-kinds.ts'
import type { Report } from './report.ts'

export interface TariffWeek {
  /** 10080 minutes for each kind of day; empty when the tariff has no bands. */
  readonly bandAt: Uint8Array
  readonly days: DayKinds
}

const NO_DAYS: DayKinds = { kinds: [], special: [], ownCalendar: null }
const NO_BANDS: TariffWeek = { bandAt: new Uint8Array(0), days: NO_DAYS }

/** null when the bands are wrong. */
export function weekOf(tariff: TariffDeclaration, world: DayWorld, report: Report): TariffWeek | null {
  const { bands, held, name } = tariff
  const before = report.errors
  for (const band of bands) {
    if (world.ownCalendar !== null || !daySetsOf(band).some(({ holidays }) => holidays)) continue
    const message = `band ${band.name.value} speaks of holidays, but the operator names no calendar`
    report.error(band.spot, 'R0143', message, { expected: ['holidays NAME in the operator block'] })
  }
  if (bands.length > limits.bands.most) {
    const message = `a tariff has at most ${limits.bands.most} bands, and this one has ${bands.length}`
    report.error(name.spot, 'R0145', message)
    return null
  }
  if (bands.length === 0 || tariff.damaged) return NO_BANDS
  const days = dayKinds(bands, { from: held.from?.value ?? null, until: held.until?.value ?? null }, world)
  if (days === null) {
    const message = `the bands of ${name.value} tell too many kinds of days apart: 200 combinations of dates and calendars are the most`
    report.error(name.spot, 'R0146', message)
    return null
  }
  const bandAt = checkWeek(bands, days, report)
  return bandAt === null || report.errors > before ? null : { bandAt, days }
}
