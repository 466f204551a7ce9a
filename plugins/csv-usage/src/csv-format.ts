// A plain file for every other source: one event a line, columns named by the header.
import { decimalTicks, declaredUnit, FieldScanner, isCurrency, ticksPer, UNITS, ZonedTimes } from '@farthing/plugin-sdk'
import type { BaseUnit, ParsedLine, UnitWord, UsageFormat } from '@farthing/plugin-sdk'
import { MOST_COLUMNS, readHeader } from './csv-columns.ts'
import type { CsvColumns } from './csv-columns.ts'

/** Micro in one of a currency. */
const MICRO_PER_UNIT = 1_000_000
const MICRO_DECIMALS = 6

interface TickUnit {
  readonly unit: BaseUnit
  readonly ticks: number
  /** How many a quantity may have; null: it is measured, and rounded to a whole tick. */
  readonly decimals: number | null
}

export const csvFormat: UsageFormat = {
  code: 'csv',
  title: 'Generic usage (CSV with a header)',
  hasHeader: true,
  open({ header, zone, units = UNITS }) {
    const read = readHeader(header)
    if (!read.ok) return read
    const lines = new CsvLines(new ZonedTimes(zone), read.columns, units)
    return { ok: true, parse: line => lines.parse(line) }
  }
}

class CsvLines {
  private readonly fields = new FieldScanner(MOST_COLUMNS)
  private readonly units = new Map<string, TickUnit | null>()

  constructor(
    private readonly times: ZonedTimes,
    private readonly columns: CsvColumns,
    private readonly known: ReadonlyMap<string, UnitWord>
  ) {}

  parse(line: string): ParsedLine {
    const { columns, fields } = this
    const count = fields.scan(line)
    if (count < 0) return malformed('line', fields.fault ?? 'unreadable', line)
    if (count === 1 && columns.count > 1 && fields.text(0).trim() === '')
      return { kind: 'filtered', reason: 'empty line' }
    if (count < columns.count) return malformed('line', 'too-few-fields', `${count} of ${columns.count} fields`)
    if (count > columns.count) return malformed('line', 'too-many-fields', `${count} of ${columns.count} fields`)
    const service = fields.text(columns.service)
    if (service === '') return malformed('service', 'empty', '')
    const subscriber = fields.text(columns.subscriber)
    if (subscriber === '') return malformed('subscriber', 'empty', '')
    const time = fields.text(columns.startedAt)
    const startedAt = this.times.instant(time)
    if (Number.isNaN(startedAt)) return malformed('started_at', 'not-a-time', time)
    return this.measured(service, subscriber, startedAt)
  }

  private measured(service: string, subscriber: string, startedAt: number): ParsedLine {
    const { columns, fields } = this
    const unit = this.unitOf(fields.text(columns.unit))
    if (unit === null) return malformed('unit', 'unknown-unit', fields.text(columns.unit))
    const text = fields.text(columns.quantity)
    const quantity = decimalTicks(text, unit.ticks)
    if (Number.isNaN(quantity)) return malformed('quantity', 'not-a-number', text)
    if (quantity < 0) return malformed('quantity', 'negative', text)
    if (quantity === Number.POSITIVE_INFINITY) return malformed('quantity', 'too-large', text)
    if (unit.decimals !== null && isFiner(text, unit.decimals)) return malformed('quantity', 'too-precise', text)
    const value = this.optional(columns.value)
    const micro = value === '' ? null : decimalTicks(value, MICRO_PER_UNIT)
    const fault = micro === null ? null : valueFault(value, micro)
    if (fault !== null) return malformed('value', fault, value)
    const currency = this.optional(columns.currency)
    if (currency !== '' && !isCurrency(currency)) return malformed('currency', 'unknown-currency', currency)
    const [id, to, from] = [this.optional(columns.id), this.optional(columns.to), this.optional(columns.from)]
    return {
      kind: 'record',
      record: { id, service, subscriber, to, from, startedAt, quantity, unit: unit.unit, value: micro, currency }
    }
  }

  /** '' where the file has no such column. */
  private optional(column: number): string {
    return column < 0 ? '' : this.fields.text(column)
  }

  private unitOf(text: string): TickUnit | null {
    const seen = this.units.get(text)
    if (seen !== undefined) return seen
    const found = tickUnit(this.known.get(text.trim()))
    // A file of ever new units must not fill the memory.
    if (this.units.size < 100) this.units.set(text.slice(), found)
    return found
  }
}

/** Null when nothing is wrong with it. */
function valueFault(text: string, micro: number): string | null {
  if (Number.isNaN(micro)) return 'not-a-number'
  if (micro < 0) return 'negative'
  if (micro === Number.POSITIVE_INFINITY) return 'too-large'
  return isFiner(text, MICRO_DECIMALS) ? 'too-precise' : null
}

function tickUnit(found: UnitWord | undefined): TickUnit | null {
  if (found === undefined) return null
  const ticks = (found.factor * BigInt(ticksPer(found.unit))) / 1_000_000n
  return { unit: found.unit, ticks: Number(ticks), decimals: decimalsOf(found.unit) }
}

/** Time and volume are measured; what is counted has no parts but those that its unit declares. */
function decimalsOf(unit: BaseUnit): number | null {
  if (unit === 'second' || unit === 'byte') return null
  return declaredUnit(unit)?.decimals ?? 0
}

/** Whether a decimal number has a decimal beyond so many that is not zero. */
function isFiner(text: string, decimals: number): boolean {
  const point = text.indexOf('.')
  return point >= 0 && /[1-9]/.test(text.slice(point + 1 + decimals))
}

function malformed(field: string, reason: string, detail: string): ParsedLine {
  return { kind: 'malformed', field, reason, detail: detail.slice(0, 80) }
}
