// Call records as Asterisk's cdr_csv writes them to Master.csv: 18 columns, no header, wall clock of the switch.
import { callRecord, decimalTicks, fieldsId, FieldScanner, filtered, malformed, shortHash } from '@farthing/plugin-sdk'
import { type ParsedEvent, tickFault, TICKS_PER_SECOND, type UsageFormat, ZonedTimes } from '@farthing/plugin-sdk'

const ACCOUNT_CODE = 0
const SOURCE = 1
const DESTINATION = 2
const DESTINATION_CHANNEL = 6
const START = 9
const ANSWER = 10
const BILLED_SECONDS = 13
const DISPOSITION = 14
const UNIQUE_ID = 16

/** `uniqueid` and `userfield` are written only where cdr.conf asks for them. */
const FEWEST_COLUMNS = 16
const COLUMNS = 18

const unanswered = new Set(['NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION', 'UNKNOWN', 'CANCEL'])

export const asteriskFormat: UsageFormat = {
  code: 'asterisk',
  title: 'Asterisk call records (Master.csv)',
  hasHeader: false,
  open({ header, zone }) {
    const lines = new AsteriskLines(new ZonedTimes(zone), columnsOf(header))
    return { ok: true, parse: line => lines.parse(line) }
  }
}

/** All lines of a file have as many columns as its first; null when that one is broken or not known. */
function columnsOf(firstLine: string | null): number | null {
  if (firstLine === null) return null
  const count = new FieldScanner(COLUMNS).scan(firstLine)
  return count >= FEWEST_COLUMNS ? count : null
}

class AsteriskLines {
  private readonly fields = new FieldScanner(COLUMNS)

  constructor(
    private readonly times: ZonedTimes,
    private readonly columns: number | null
  ) {}

  parse(line: string): ParsedEvent {
    const count = this.fields.scan(line)
    if (count < 0) return malformed('line', this.fields.fault ?? 'unreadable', line)
    if (count === 1 && this.fields.text(0).trim() === '') return filtered('empty line')
    if (count < (this.columns ?? FEWEST_COLUMNS)) return malformed('line', 'too-few-fields', `${count} fields`)
    const disposition = this.fields.text(DISPOSITION)
    if (disposition === 'ANSWERED') return this.call(count)
    if (unanswered.has(disposition)) return filtered(`disposition ${disposition}`)
    if (disposition === 'disposition') return filtered('header')
    return malformed('disposition', 'unknown-disposition', disposition)
  }

  private call(count: number): ParsedEvent {
    const from = this.fields.text(SOURCE)
    const subscriber = from === '' ? this.fields.text(ACCOUNT_CODE) : from
    if (subscriber === '') return malformed('src', 'empty', '')
    const to = this.fields.text(DESTINATION)
    if (to === '') return malformed('dst', 'empty', '')
    const answer = this.fields.text(ANSWER)
    const channel = count > UNIQUE_ID ? this.fields.text(UNIQUE_ID) : ''
    const startedAt = this.times.instant(answer === '' ? this.fields.text(START) : answer, createdAt(channel))
    if (Number.isNaN(startedAt)) return malformed('answer', this.times.fault, answer)
    const seconds = this.fields.text(BILLED_SECONDS)
    const quantity = decimalTicks(seconds, TICKS_PER_SECOND)
    const fault = tickFault(quantity)
    if (fault !== null) return malformed('billsec', fault, seconds)
    const id = channel === '' ? this.lineId(count) : this.legId(channel, to, answer)
    return callRecord({ id, subscriber, to, from, startedAt, quantity })
  }

  /** One channel has several answered legs where it was dialled in parallel, queued or transferred: each is a call. */
  private legId(channel: string, to: string, answer: string): string {
    return `${channel}/${shortHash(`${to}\n${this.fields.text(DESTINATION_CHANNEL)}\n${answer}`)}`
  }

  private lineId(count: number): string {
    return fieldsId(Array.from({ length: count }, (_, index) => this.fields.text(index)))
  }
}

/** `[system-]1772406000.42` begins with the second in which the channel was made: it tells a repeated hour's two halves apart. */
function createdAt(uniqueId: string): number {
  const dash = uniqueId.lastIndexOf('-')
  const dot = uniqueId.indexOf('.', dash + 1)
  return dot < 0 ? Number.NaN : decimalTicks(uniqueId.slice(dash + 1, dot), TICKS_PER_SECOND)
}
