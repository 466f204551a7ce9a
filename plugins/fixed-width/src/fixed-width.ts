// Files of fixed places between a header and a trailer with totals.
import { countedAs, FileTotals, filtered, malformed, Measures, UNITS } from '@farthing/plugin-sdk'
import { type ParsedEvent, type TotalsWords, type UsageFormat, ZonedTimes } from '@farthing/plugin-sdk'
import { endOf, fieldOf, HEADER, TRAILER, trailerPlaces, USAGE, usagePlaces } from './fixed-layout.ts'

export const fixedWidth: UsageFormat = {
  code: 'fixed-width',
  title: 'Fixed-width records between a header and a trailer with totals',
  hasHeader: false,
  remembers: true,
  open({ zone, units = UNITS }) {
    const lines = new FixedLines(new ZonedTimes(zone), new Measures(units))
    return {
      ok: true,
      parse: line => lines.parse(line),
      passOver: line => lines.passOver(line),
      end: () => lines.problem()
    }
  }
}

const WORDS: TotalsWords = {
  name: 'trailer',
  missing: `the file has no trailer (${TRAILER}), so it may be cut off`,
  again: 'second-trailer',
  figures: [
    { field: 'records', tell: countedAs('record') },
    { field: 'total', tell: figure => `a total of ${figure}` }
  ]
}
const TOTAL = 1

class FixedLines {
  private readonly totals = new FileTotals(WORDS)
  private hasBegun = false

  constructor(
    private readonly times: ZonedTimes,
    private readonly measures: Measures
  ) {}

  parse(line: string): ParsedEvent {
    const kind = line.slice(0, 3)
    if (kind === USAGE) return this.usage(line)
    if (line.trim() === '') return filtered('empty line')
    if (kind === HEADER) return this.header(line)
    if (kind === TRAILER) return this.trailer(line)
    return malformed('line', 'unknown-record', line)
  }

  /** A name in another encoding makes a line no text: it was sent all the same, and its bytes stand at the same places. */
  passOver(line: string): void {
    if (line.startsWith(USAGE)) this.count(fieldOf(line, usagePlaces.quantity))
  }

  problem(): string | null {
    const problem = this.totals.problem()
    if (problem !== null || this.hasBegun) return problem
    return `the file has no header (${HEADER}), so it may be a part of one: ${this.totals.read()}`
  }

  /** A quantity that is no number counts as a record only. */
  private count(quantity: string): void {
    this.totals.count()
    if (/^\d+$/.test(quantity)) this.totals.add(TOTAL, quantity)
  }

  private header(line: string): ParsedEvent {
    if (this.hasBegun) return malformed('line', 'second-header', line)
    this.hasBegun = true
    return filtered('header')
  }

  private usage(line: string): ParsedEvent {
    const quantity = fieldOf(line, usagePlaces.quantity)
    this.count(quantity)
    if (line.length > endOf(usagePlaces)) return malformed('line', 'too-long', `${line.length} characters`)
    const [id, service, subscriber] = [this.text(line, 'id'), this.text(line, 'service'), this.text(line, 'subscriber')]
    if (id === '') return malformed('id', 'empty', '')
    if (service === '') return malformed('service', 'empty', '')
    if (subscriber === '') return malformed('subscriber', 'empty', '')
    const time = this.text(line, 'started_at')
    const startedAt = this.times.instant(dashed(time))
    if (Number.isNaN(startedAt)) return malformed('started_at', this.times.fault, time)
    const fault = /^\d+$/.test(quantity) ? this.measures.read(quantity, this.text(line, 'unit')) : NO_NUMBER
    if (fault !== null) return malformed(fault.field, fault.reason, this.text(line, fault.field))
    return {
      kind: 'record',
      record: {
        ...{ id, service, subscriber, to: this.text(line, 'to'), from: this.text(line, 'from'), startedAt },
        ...{ quantity: this.measures.quantity, unit: this.measures.unit, value: null, currency: '' }
      }
    }
  }

  private text(line: string, field: keyof typeof usagePlaces): string {
    return fieldOf(line, usagePlaces[field])
  }

  private trailer(line: string): ParsedEvent {
    const figures = [fieldOf(line, trailerPlaces.records), fieldOf(line, trailerPlaces.total)]
    return this.totals.close(line, figures) ?? filtered('trailer')
  }
}

const NO_NUMBER = { field: 'quantity', reason: 'not-a-number' } as const

/** `20260302100000` as times are written elsewhere. */
function dashed(time: string): string {
  if (time.length !== 14) return ''
  const [date, clock] = [time.slice(0, 8), time.slice(8)]
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)} ${clock.slice(0, 2)}:${clock.slice(2, 4)}:${clock.slice(4)}`
}
