// One line of a carrier's file after the other, as its layout says.
import { FieldScanner, filtered, isCurrency, joinedId, malformed, Measures } from '@farthing/plugin-sdk'
import {
  type BaseUnit,
  type ParsedEvent,
  type ParsedLine,
  readValue,
  type UnitWord,
  type UsageRecord
} from '@farthing/plugin-sdk'
import { CarrierNumbers } from './carrier-numbers.ts'
import { joinedParts, nextFrom, partOf } from './carrier-parts.ts'
import { CarrierTotals } from './carrier-totals.ts'
import { columnsId } from './column-key.ts'
import { DateReader } from './date-reader.ts'
import { type FileLayout, MOST_COLUMNS, type NumberColumn, type Told } from './file-layout.ts'
import { clockSeconds, plainDecimal } from './number-text.ts'

/** What is known when a file is opened. */
export interface OpenedLayout {
  /** By column, as the layout names it. */
  readonly places: ReadonlyMap<string, number>
  readonly count: number
  /** Columns by which a line is known where nothing names it: by key, in order of it. */
  readonly identity: readonly (readonly [key: string, place: number])[]
  /** Of the operator. */
  readonly zone: string
  readonly units: ReadonlyMap<string, UnitWord>
}

export class CarrierLines {
  private readonly fields: FieldScanner
  private readonly dates: DateReader
  private readonly measures: Measures
  private readonly numbers: CarrierNumbers
  private readonly totals: CarrierTotals
  private quantity = 0
  private unit: BaseUnit = 'event'

  constructor(
    private readonly layout: FileLayout,
    private readonly opened: OpenedLayout
  ) {
    this.fields = new FieldScanner(MOST_COLUMNS, layout)
    this.dates = new DateReader(layout.started.format, layout.zone ?? opened.zone)
    this.measures = new Measures(opened.units)
    this.numbers = new CarrierNumbers(layout.telephone)
    this.totals = new CarrierTotals(layout, this.fields)
  }

  /** A line, or the lines of a use that came in parts, joined. */
  parse(line: string): ParsedLine {
    if (this.layout.parts !== null && line.includes('\n')) return this.joined(line.split('\n'))
    const totals = this.totals.take(line)
    if (totals !== null) return totals
    const none = this.beginning(line)
    if (none !== null) return filtered(none)
    const count = this.fields.scan(line)
    if (this.totals.areAsked) this.total(line, count)
    return this.cut(line, count)
  }

  /** A line that is no text was sent all the same, and its separators stand where they did. */
  passOver(bytes: string): void {
    if (this.totals.areAsked && this.totals.take(bytes) === null && this.beginning(bytes) === null)
      this.total(bytes, this.fields.scan(bytes))
  }

  /** What is wrong with the file as a whole. */
  problem(): string | null {
    return this.totals.problem()
  }

  private total(line: string, count: number): void {
    if (line.trim() === '') return
    const { quantity, value } = this.layout
    const cut = count === this.opened.count
    const of = (column: string | null): string => (column === null ? '' : this.field(column))
    this.totals.record(
      cut ? { quantity: of(quantity.kind === 'constant' ? null : quantity.column), value: of(value) } : null
    )
  }

  private cut(line: string, count: number): ParsedLine {
    const fault = this.uncut(line, count)
    if (fault !== null) return fault
    const reason = this.filter()
    return reason === null ? this.part(this.event()) : filtered(reason)
  }

  /** Why the fields at hand are not those of a line. */
  private uncut(line: string, count: number): ParsedEvent | null {
    const expected = this.opened.count
    if (count < 0) return malformed('line', this.fields.fault ?? 'unreadable', line)
    if (count === 1 && expected > 1 && this.fields.text(0).trim() === '') return filtered('empty line')
    if (count < expected) return malformed('line', 'too-few-fields', `${count} of ${expected} fields`)
    if (count > expected) return malformed('line', 'too-many-fields', `${count} of ${expected} fields`)
    return null
  }

  /** The line waits for others where it tells a part of a use. */
  private part(event: ParsedEvent): ParsedLine {
    const { parts } = this.layout
    if (parts === null || event.kind !== 'record') return event
    const told = { number: this.field(parts.column), last: this.field(parts.last) }
    return partOf(parts, told, event.record.id) ?? event
  }

  private joined(lines: readonly string[]): ParsedEvent {
    const records: UsageRecord[] = []
    const { format } = this.layout.started
    for (const line of lines.filter(each => each !== '')) {
      const fault = this.uncut(line, this.fields.scan(line))
      if (fault !== null) return fault
      const event = this.event(nextFrom(records.at(-1), format))
      if (event.kind !== 'record') return event
      records.push(event.record)
    }
    return joinedParts(records, format)
  }

  private beginning(line: string): string | null {
    for (const filter of this.layout.filters) {
      if (filter.kind === 'beginning' && filter.beginnings.some(text => line.startsWith(text))) return filter.reason
    }
    return null
  }

  /** The reason of the first filter that takes the line out. */
  private filter(): string | null {
    for (const filter of this.layout.filters) {
      if (filter.kind === 'beginning') continue
      const isNamed = filter.values.includes(this.field(filter.column))
      if (isNamed === (filter.kind === 'skip')) return filter.reason
    }
    return null
  }

  /** `from`: it did not begin before. */
  private event(from?: number): ParsedEvent {
    const { layout } = this
    const service = this.told(layout.service)
    if (service === null) return malformed('service', 'unknown-word', this.columnOf(layout.service))
    if (service === '') return malformed('service', 'empty', '')
    const subscriber = this.told(layout.subscriber) ?? ''
    if (subscriber === '') return malformed('subscriber', 'empty', '')
    const id = this.id()
    if (id === '') return malformed('id', 'empty', '')
    const time = layout.started.columns.map(column => this.field(column)).join(' ')
    const fault = this.dates.read(time, from)
    if (fault !== null) return malformed('started_at', fault, time)
    return this.measured({ id, service, subscriber: this.numbers.read(subscriber) })
  }

  private measured(told: { readonly id: string; readonly service: string; readonly subscriber: string }): ParsedEvent {
    const fault = this.measure()
    if (fault !== null) return fault
    const { currency: currencyTold, from, to, value: column } = this.layout
    const worth = column === null ? '' : this.field(column)
    const decimal = worth === '' ? '' : plainDecimal(worth, this.layout.numbers)
    if (decimal === null) return malformed('value', 'not-a-number', worth)
    const value = readValue(decimal)
    if (!value.ok) return malformed('value', value.reason, worth)
    const currency = currencyTold === null ? '' : (this.told(currencyTold) ?? '')
    if (currency !== '' && !isCurrency(currency)) return malformed('currency', 'unknown-currency', currency)
    const { quantity, unit } = this
    const numbers = { to: this.number(to), from: this.number(from) }
    const startedAt = this.dates.instant
    return { kind: 'record', record: { ...told, ...numbers, startedAt, quantity, unit, value: value.micro, currency } }
  }

  /** Leaves the quantity in `quantity` and `unit`. */
  private measure(): ParsedEvent | null {
    const { numbers, quantity } = this.layout
    if (quantity.kind === 'constant') {
      this.quantity = quantity.ticks
      this.unit = quantity.unit
      return null
    }
    const text = this.field(quantity.column)
    if (quantity.kind === 'clock') {
      const seconds = clockSeconds(text, quantity.first)
      return seconds === null ? malformed('quantity', 'not-a-number', text) : this.read(seconds, 's', text)
    }
    const decimal = plainDecimal(text, numbers)
    if (decimal === null) return malformed('quantity', 'not-a-number', text)
    const unit = this.told(quantity.unit)
    return unit === null
      ? malformed('unit', 'unknown-word', this.columnOf(quantity.unit))
      : this.read(decimal, unit, text)
  }

  private read(decimal: string, unit: string, text: string): ParsedEvent | null {
    const fault = this.measures.read(decimal, unit)
    this.quantity = this.measures.quantity
    this.unit = this.measures.unit
    if (fault === null) return null
    return malformed(fault.field, fault.reason, fault.field === 'quantity' ? text : fault.detail)
  }

  /** '' when the columns that should name the event are empty. */
  private id(): string {
    const { id } = this.layout
    if (id.length === 0) return columnsId(this.opened.identity, place => this.fields.text(place))
    const parts = id.map(column => this.field(column))
    return parts.every(part => part === '') ? '' : joinedId(parts)
  }

  private number(column: NumberColumn | null): string {
    return column === null ? '' : this.numbers.read(withoutPrefix(this.field(column.column), column.without))
  }

  /** Null: a word that the rules do not know. */
  private told(told: Told): string | null {
    if (told.kind === 'constant') return told.text
    const text = withoutPrefix(this.field(told.column), told.without)
    if (told.words === null) return text
    return Object.hasOwn(told.words, text) ? (told.words[text] ?? null) : null
  }

  /** The text of its column. */
  private columnOf(told: Told): string {
    return told.kind === 'column' ? this.field(told.column) : ''
  }

  private field(column: string): string {
    return this.fields.text(this.opened.places.get(column) ?? 0).trim()
  }
}

function withoutPrefix(text: string, prefix: string): string {
  return prefix !== '' && text.startsWith(prefix) ? text.slice(prefix.length) : text
}
