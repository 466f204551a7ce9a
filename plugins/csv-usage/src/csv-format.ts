// A plain file for every other source: one event a line, columns named by the header.
import {
  FieldScanner,
  filtered,
  isCurrency,
  malformed,
  Measures,
  readValue,
  UNITS,
  ZonedTimes
} from '@farthing/plugin-sdk'
import type { ParsedEvent, UsageFormat } from '@farthing/plugin-sdk'
import { columnsId } from './column-key.ts'
import { MOST_COLUMNS, readHeader } from './csv-columns.ts'
import type { CsvColumns } from './csv-columns.ts'

export const csvFormat: UsageFormat = {
  code: 'csv',
  title: 'Generic usage (CSV with a header)',
  hasHeader: true,
  open({ header, zone, units = UNITS }) {
    const read = readHeader(header)
    if (!read.ok) return read
    const lines = new CsvLines(new ZonedTimes(zone), read.columns, new Measures(units))
    return { ok: true, parse: line => lines.parse(line), notes: () => read.notes }
  }
}

class CsvLines {
  private readonly fields = new FieldScanner(MOST_COLUMNS)

  constructor(
    private readonly times: ZonedTimes,
    private readonly columns: CsvColumns,
    private readonly measures: Measures
  ) {}

  parse(line: string): ParsedEvent {
    const { columns, fields } = this
    const count = fields.scan(line)
    if (count < 0) return malformed('line', fields.fault ?? 'unreadable', line)
    if (count === 1 && columns.count > 1 && fields.text(0).trim() === '') return filtered('empty line')
    if (count < columns.count) return malformed('line', 'too-few-fields', `${count} of ${columns.count} fields`)
    if (count > columns.count) return malformed('line', 'too-many-fields', `${count} of ${columns.count} fields`)
    const service = fields.text(columns.service)
    if (service === '') return malformed('service', 'empty', '')
    const subscriber = fields.text(columns.subscriber)
    if (subscriber === '') return malformed('subscriber', 'empty', '')
    const time = fields.text(columns.startedAt)
    const startedAt = this.times.instant(time)
    if (Number.isNaN(startedAt)) return malformed('started_at', this.times.fault, time)
    return this.measured(service, subscriber, startedAt)
  }

  private measured(service: string, subscriber: string, startedAt: number): ParsedEvent {
    const { columns, fields, measures } = this
    const fault = measures.read(fields.text(columns.quantity), fields.text(columns.unit))
    if (fault !== null) return malformed(fault.field, fault.reason, fault.detail)
    const worth = this.optional(columns.value)
    const value = readValue(worth)
    if (!value.ok) return malformed('value', value.reason, worth)
    const currency = this.optional(columns.currency)
    if (currency !== '' && !isCurrency(currency)) return malformed('currency', 'unknown-currency', currency)
    const [to, from] = [this.optional(columns.to), this.optional(columns.from)]
    const id = this.optional(columns.id) || columnsId(columns.identity, place => fields.text(place))
    const { quantity, unit } = measures
    return {
      kind: 'record',
      record: { id, service, subscriber, to, from, startedAt, quantity, unit, value: value.micro, currency }
    }
  }

  /** '' where the file has no such column. */
  private optional(column: number): string {
    return column < 0 ? '' : this.fields.text(column)
  }
}
