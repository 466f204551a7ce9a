// `zones` and `tariff` -> declarations.
import type { BaseUnit } from '@farthing/billing-core/values'
import type { Match } from '../signature/match.ts'
import type {
  BandDeclaration,
  RateRow,
  TariffDeclaration,
  Validity,
  Written,
  ZoneRow,
  ZonesDeclaration,
  Zoning
} from './declarations.ts'
import { childOf, headSpot, isOf, slotSpot, written } from './match-parts.ts'
import { type ReadRows, type TableRow, valueIn } from './table-row.ts'
import {
  bandStatement,
  crossingStatement,
  fromStatement,
  oneZoneStatement,
  ratesStatement,
  setupAlwaysStatement,
  type tariffStatement,
  untilStatement,
  zoneByNumberStatement,
  type zonesStatement
} from './tariff-statements.ts'

export function lowerZones(
  match: Match & Match<(typeof zonesStatement)['slots']>,
  readRows: ReadRows
): ZonesDeclaration {
  const rows: ZoneRow[] = []
  for (const row of readRows(match, written(match, 'file', match.slots.file))) {
    const prefix = row.cell('prefix')
    const zone = valueIn(row, 'zone', 'name')
    if (prefix === undefined || prefix.value === null || zone === null) continue
    const { source, start, end } = prefix.spot
    rows.push({ prefix: unquoted(source.text.slice(start, end).trim()), zone: zone.value, spot: row.spot })
  }
  return { name: { value: match.slots.name, spot: slotSpot(match, 'name') }, rows }
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text
}

const UNITS: Readonly<Record<string, BaseUnit>> = {
  seconds: 'second',
  bytes: 'byte',
  messages: 'message',
  events: 'event'
}

export function lowerTariff(
  match: Match & Match<(typeof tariffStatement)['slots']>,
  readRows: ReadRows
): TariffDeclaration {
  const crossing = childOf(match, crossingStatement)
  const unit = match.slots.unit === undefined ? undefined : UNITS[match.slots.unit]
  const rates = match.children.filter(child => isOf(child, ratesStatement))
  return {
    name: { value: match.slots.name, spot: slotSpot(match, 'name') },
    service: { value: match.slots.service, spot: slotSpot(match, 'service') },
    unit: written(match, 'unit', unit),
    ...lowerValidity(match),
    zoning: zoningOf(match),
    bands: match.children.filter(child => isOf(child, bandStatement)).map(lowerBand),
    crossing:
      crossing === undefined ? null : { value: crossing.has('split') ? 'split' : 'start', spot: headSpot(crossing) },
    setupAlways: childOf(match, setupAlwaysStatement) !== undefined,
    rates: rates.flatMap(one => readRows(one, written(one, 'file', one.slots.file)).map(lowerRate))
  }
}

/** `from ... until ...` of a tariff or a plan. */
export function lowerValidity(match: Match): Validity {
  const from = childOf(match, fromStatement)
  const until = childOf(match, untilStatement)
  const untilOfFrom = from === undefined ? null : written(from, 'until', from.slots.until)
  return {
    from: from === undefined ? null : written(from, 'from', from.slots.from),
    until: untilOfFrom ?? (until === undefined ? null : written(until, 'until', until.slots.until))
  }
}

function zoningOf(match: Match): Zoning | null {
  const table = childOf(match, zoneByNumberStatement)
  if (table !== undefined) {
    return { kind: 'table', table: { value: table.slots.table, spot: slotSpot(table, 'table') } }
  }
  const one = childOf(match, oneZoneStatement)
  return one === undefined ? null : { kind: 'one', zone: { value: one.slots.zone, spot: slotSpot(one, 'zone') } }
}

function lowerBand(match: Match & Match<(typeof bandStatement)['slots']>): BandDeclaration {
  const { name, hours, days } = match.slots
  const spot = headSpot(match)
  const line = spot.source.text.slice(spot.start, spot.end)
  return {
    name: { value: name, spot: slotSpot(match, 'name') },
    hours: hours ?? 'otherwise',
    except: days ?? null,
    text: line
      .slice(line.indexOf('=') + 1)
      .replace(/#.*/, '')
      .trim()
      .replace(/\s+/g, ' '),
    spot
  }
}

function lowerRate(row: TableRow): RateRow {
  const price = valueIn(row, 'price', 'price')
  return {
    zone: nameIn(row, 'zone'),
    band: nameIn(row, 'band'),
    price: price ?? { value: { kind: 'free' }, spot: row.spot },
    setup: valueIn(row, 'setup', 'money'),
    increment: valueIn(row, 'increment', 'increment'),
    minimum: valueIn(row, 'minimum', 'money'),
    maximum: valueIn(row, 'maximum', 'money'),
    spot: row.spot
  }
}

function nameIn(row: TableRow, column: string): Written<string> | null {
  return valueIn(row, column, 'name')
}
