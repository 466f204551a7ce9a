// CDR files of Cisco Unified Communications Manager: a line of names, a line of types, and a line for each pair of legs.
import { callRecord, decimalTicks, FieldScanner, filtered, joinedId, malformed, tickFault } from '@farthing/plugin-sdk'
import { type ParsedEvent, TICKS_PER_SECOND, type UsageFormat } from '@farthing/plugin-sdk'
import { type CucmColumn, type CucmColumns, MOST_COLUMNS, readHeader } from './cucm-columns.ts'

/** What names a pair of legs. */
const NAMED_BY = [
  'globalCallId_ClusterID',
  'globalCallID_callManagerId',
  'globalCallID_callId',
  'origLegCallIdentifier',
  'destLegIdentifier',
  'dateTimeOrigination'
] as const satisfies readonly CucmColumn[]

const CALL = '1'
const DIAGNOSTIC = '2'

export const cucmFormat: UsageFormat = {
  code: 'cisco-cucm',
  title: 'Cisco Unified CM call records (CDR files)',
  hasHeader: true,
  open({ header }) {
    const read = readHeader(header)
    if (!read.ok) return read
    const lines = new CucmLines(read.columns)
    return { ok: true, parse: line => lines.parse(line) }
  }
}

class CucmLines {
  private readonly fields = new FieldScanner(MOST_COLUMNS)

  constructor(private readonly columns: CucmColumns) {}

  parse(line: string): ParsedEvent {
    const { columns, fields } = this
    const count = fields.scan(line)
    if (count < 0) return malformed('line', fields.fault ?? 'unreadable', line)
    if (count === 1 && fields.text(0).trim() === '') return filtered('empty line')
    if (count < columns.count) return malformed('line', 'too-few-fields', `${count} of ${columns.count} fields`)
    if (count > columns.count) return malformed('line', 'too-many-fields', `${count} of ${columns.count} fields`)
    const type = this.text('cdrRecordType')
    if (type === CALL) return this.text('dateTimeConnect') === '0' ? this.unconnected() : this.call()
    if (type === DIAGNOSTIC) return filtered('diagnostic record')
    if (type === 'INTEGER') return filtered('column types')
    return malformed('cdrRecordType', 'unknown-type', type)
  }

  /** The called side's cause says more, where there is one. */
  private unconnected(): ParsedEvent {
    const called = this.text('destCause_value')
    const cause = called === '' || called === '0' ? this.text('origCause_value') : called
    if (/^\d{0,9}$/.test(cause)) return filtered(`not connected, cause ${cause === '' ? 'unknown' : Number(cause)}`)
    return malformed('destCause_value', 'not-a-number', cause)
  }

  private call(): ParsedEvent {
    const from = this.text('callingPartyNumber')
    const subscriber = from || this.text('callingPartyUnicodeLoginUserID')
    if (subscriber === '') return malformed('callingPartyNumber', 'empty', '')
    const to = this.text('finalCalledPartyNumber') || this.text('originalCalledPartyNumber')
    if (to === '') return malformed('finalCalledPartyNumber', 'empty', '')
    const connected = this.text('dateTimeConnect')
    const startedAt = decimalTicks(connected, TICKS_PER_SECOND)
    if (tickFault(startedAt) !== null) return malformed('dateTimeConnect', 'not-a-time', connected)
    const seconds = this.text('duration')
    const quantity = decimalTicks(seconds, TICKS_PER_SECOND)
    const fault = tickFault(quantity)
    if (fault !== null) return malformed('duration', fault, seconds)
    const id = this.id()
    if (id === null) return malformed('globalCallID_callId', 'empty', '')
    return callRecord({ id, subscriber, to, from, startedAt, quantity })
  }

  /** `cluster/node/call/leg/leg/origination`; null when the call has no number. */
  private id(): string | null {
    if (this.text('globalCallID_callId') === '') return null
    return joinedId(NAMED_BY.map(column => this.text(column)))
  }

  /** '' where the file has no such column. */
  private text(column: CucmColumn): string {
    const at = this.columns[column]
    return at < 0 ? '' : this.fields.text(at)
  }
}
