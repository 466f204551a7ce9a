// `zones` and `tariff` -> declarations.
import type { BaseUnit } from '@farthing/billing-core/values'
import type { Reach } from '../rule-set/reach.ts'
import type { Match } from '../signature/match.ts'
import type { Slot } from '../signature/slot.ts'
import type {
  BandDeclaration,
  Origin,
  RateRow,
  TariffDeclaration,
  Validity,
  VersionDeclaration,
  ZoneRow,
  ZonesDeclaration,
  Written,
  Zoning
} from './declarations.ts'
import { childOf, childrenOf, headSpot, slotSpot, written } from './match-parts.ts'
import { filled, type ReadRows, rowSpot, type SourcedRow } from './table-row.ts'
import {
  bandStatement,
  crossingStatement,
  fromStatement,
  oneZoneStatement,
  originStatement,
  rateColumns,
  ratesStatement,
  reachStatement,
  pocketsByNameStatement,
  setupAlwaysStatement,
  type tariffStatement,
  untilStatement,
  zoneByNumberStatement,
  zoneColumns,
  type zonesStatement
} from './tariff-statements.ts'

export function lowerZones(
  match: Match & Match<(typeof zonesStatement)['slots']>,
  readRows: ReadRows
): Omit<ZonesDeclaration, 'damaged'> {
  const rows: ZoneRow[] = []
  for (const row of readRows(match, written(match, 'file', match.slots.file), { columns: zoneColumns })) {
    rows.push({ ...row.row.cells, spot: rowSpot(row) })
  }
  return { name: { value: match.slots.name, spot: slotSpot(match, 'name') }, rows }
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
): Omit<TariffDeclaration, 'damaged'> {
  const crossing = childOf(match, crossingStatement)
  const rates = childrenOf(match, ratesStatement)
  return {
    name: { value: match.slots.name, spot: slotSpot(match, 'name') },
    service: { value: match.slots.service, spot: slotSpot(match, 'service') },
    unit: written(match, 'unit', countedUnit(match)),
    ...lowerVersion(match),
    zoning: zoningOf(match),
    origin: originOf(match),
    bands: childrenOf(match, bandStatement).map(lowerBand),
    crossing:
      crossing === undefined ? null : { value: crossing.has('split') ? 'split' : 'start', spot: headSpot(crossing) },
    setupAlways: childOf(match, setupAlwaysStatement) !== undefined,
    pocketsByName: childOf(match, pocketsByNameStatement) !== undefined,
    rates: rates.flatMap(one =>
      readRows(one, written(one, 'file', one.slots.file), { columns: rateColumns }).map(lowerRate)
    )
  }
}

/** The dates and the reach of one version; what later versions make of its days is not known yet. */
export function lowerVersion(match: Match): Omit<VersionDeclaration, 'name'> {
  const dates = lowerValidity(match)
  const reach = childOf(match, reachStatement)
  return { ...dates, held: dates, reach: reach === undefined ? null : { value: reachOf(reach), spot: headSpot(reach) } }
}

function reachOf(match: Match<(typeof reachStatement)['slots']>): Reach {
  const { since } = match.slots
  if (since !== undefined) return { kind: 'retroactive', since }
  return { kind: match.has('for new customers') ? 'new-customers' : 'next-cycle' }
}

function countedUnit(match: Match & Match<(typeof tariffStatement)['slots']>): BaseUnit | undefined {
  const { unit: word } = match.slots
  const slot: Slot = match.signature.slots.unit
  return word === undefined ? undefined : (UNITS[word] ?? slot.units?.get(word)?.unit)
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
  const by = childOf(match, zoneByNumberStatement)
  if (by !== undefined) {
    const role = by.has('calling') ? 'calling' : 'called'
    return { kind: 'tables', tables: tablesOf(by), by: role, spot: headSpot(by) }
  }
  const one = childOf(match, oneZoneStatement)
  return one === undefined ? null : { kind: 'one', zone: { value: one.slots.zone, spot: slotSpot(one, 'zone') } }
}

function originOf(match: Match): Origin | null {
  const origin = childOf(match, originStatement)
  return origin === undefined ? null : { tables: tablesOf(origin), spot: headSpot(origin) }
}

function tablesOf(match: Match & Match<(typeof originStatement)['slots']>): Written<string>[] {
  const { table, others = [] } = match.slots
  const later = others.map((value, index) => ({
    value,
    spot: { source: match.source, ...match.slotSpan('others', index) }
  }))
  return [{ value: table, spot: slotSpot(match, 'table') }, ...later]
}

function lowerBand(match: Match & Match<(typeof bandStatement)['slots']>): BandDeclaration {
  const { name, hours, days } = match.slots
  const spot = headSpot(match)
  const written = match.source.text.slice(match.start, match.end)
  return {
    name: { value: name, spot: slotSpot(match, 'name') },
    hours: hours ?? 'otherwise',
    except: days ?? null,
    text: written
      .slice(written.indexOf('=') + 1)
      .replaceAll(/#.*/g, '')
      .trim()
      .replace(/\s+/g, ' '),
    spot
  }
}

function lowerRate(row: SourcedRow<typeof rateColumns>): RateRow {
  const spot = rowSpot(row)
  return {
    origin: filled(row, 'origin'),
    zone: filled(row, 'zone'),
    band: filled(row, 'band'),
    price: filled(row, 'price') ?? { value: row.row.cells.price, spot },
    setup: filled(row, 'setup'),
    increment: filled(row, 'increment'),
    grace: filled(row, 'grace'),
    minimum: filled(row, 'minimum'),
    maximum: filled(row, 'maximum'),
    spot
  }
}
