// `operator` and `holidays` -> declarations.
import { nationalDigits } from '../rule-set/normalise-number.ts'
import type { Match } from '../signature/match.ts'
import type { DeclaredHoliday, HolidaysDeclaration, OperatorDeclaration } from './declarations.ts'
import { moneySaid } from './lower-currency.ts'
import { childOf, childrenOf, headSpot, slotSpot, slotText, written } from './match-parts.ts'
import { reasonStatement } from './adjustment-statements.ts'
import {
  addHolidayStatement,
  countryStatement,
  currencyStatement,
  dueStatement,
  futureUsageStatement,
  graceStatement,
  holidayColumns,
  type holidaysStatement,
  lateUsageStatement,
  operatorHolidaysStatement,
  type operatorStatement,
  publicHolidaysStatement,
  removeHolidayStatement,
  timeZoneStatement
} from './operator-statements.ts'
import { suspensionsStatement } from './suspension-statements.ts'
import { type ReadRows, rowSpot } from './table-row.ts'

export function lowerOperator(match: Match & Match<(typeof operatorStatement)['slots']>): OperatorDeclaration {
  const currency = childOf(match, currencyStatement)
  const zone = childOf(match, timeZoneStatement)
  const holidays = childOf(match, operatorHolidaysStatement)
  const late = childOf(match, lateUsageStatement)
  const future = childOf(match, futureUsageStatement)
  return {
    ...moneySaid(match),
    spot: headSpot(match),
    name: match.slots.name,
    currency: currency === undefined ? null : written(currency, 'code', currency.slots.code),
    zone: zone === undefined ? null : written(zone, 'zone', zone.slots.zone),
    dueDays: childOf(match, dueStatement)?.slots.days ?? null,
    graceDays: childOf(match, graceStatement)?.slots.days ?? null,
    lateUsage: late === undefined ? null : written(late, 'days', late.slots.days),
    futureUsage: future === undefined ? null : written(future, 'ahead', future.slots.ahead),
    dialling: dialling(match),
    holidays: holidays === undefined ? null : written(holidays, 'calendar', holidays.slots.calendar),
    adjustmentReasons: childrenOf(match, reasonStatement).map(one => ({
      code: { value: one.slots.code, spot: slotSpot(one, 'code') },
      title: one.slots.title
    })),
    suspensions: childOf(match, suspensionsStatement)?.slots.kinds ?? []
  }
}

function dialling(operator: Match): OperatorDeclaration['dialling'] {
  const country = childOf(operator, countryStatement)
  if (country === undefined) return null
  const { trunk, international } = country.slots
  return {
    country: { value: slotText(country, 'code'), spot: slotSpot(country, 'code') },
    trunk: trunk === undefined ? '' : slotText(country, 'trunk'),
    international: international === undefined ? '' : slotText(country, 'international'),
    ...nationalDigits(country.slots)
  }
}

export function lowerHolidays(
  match: Match & Match<(typeof holidaysStatement)['slots']>,
  readRows: ReadRows
): Omit<HolidaysDeclaration, 'damaged'> {
  const days: DeclaredHoliday[] = []
  for (const row of readRows(match, written(match, 'file', match.slots.file), { columns: holidayColumns })) {
    const { date, name } = row.row.cells
    days.push({ date, title: name ?? '', spot: rowSpot(row) })
  }
  for (const one of childrenOf(match, addHolidayStatement)) {
    days.push({ date: one.slots.day, title: one.slots.title, spot: slotSpot(one, 'day') })
  }
  const removed = childrenOf(match, removeHolidayStatement)
  const regions = childrenOf(match, publicHolidaysStatement)
  return {
    name: { value: match.slots.name, spot: slotSpot(match, 'name') },
    days,
    regions: regions.map(one => ({
      region: { value: one.slots.region, spot: slotSpot(one, 'region') },
      from: one.slots.from,
      until: { value: one.slots.until, spot: slotSpot(one, 'until') }
    })),
    removed: removed.map(one => ({ value: one.slots.day, spot: slotSpot(one, 'day') }))
  }
}
