// Call records as mod_cdr_csv writes them with its template `example`: no header, wall clock of the switch.
import { callRecord, decimalTicks, FieldScanner, filtered, malformed, tickFault } from '@farthing/plugin-sdk'
import { type ParsedEvent, TICKS_PER_SECOND, type UsageFormat, ZonedTimes } from '@farthing/plugin-sdk'
import { unanswered } from './hangup-cause.ts'

const CALLER = 1
const DESTINATION = 2
const ANSWER = 5
const BILLED_SECONDS = 8
const HANGUP_CAUSE = 9
const UUID = 10
const ACCOUNT_CODE = 12

const FEWEST_COLUMNS = 13
const MOST_COLUMNS = 64

export const freeswitchCsv: UsageFormat = {
  code: 'freeswitch-csv',
  title: 'FreeSWITCH call records (mod_cdr_csv)',
  hasHeader: false,
  open({ header, zone }) {
    const lines = new FreeswitchLines(new ZonedTimes(zone), columnsOf(header))
    return { ok: true, parse: line => lines.parse(line) }
  }
}

/** All lines of a file have as many columns as its first; the fewest when that one is broken or not known. */
function columnsOf(firstLine: string | null): number {
  const count = firstLine === null ? 0 : new FieldScanner(MOST_COLUMNS).scan(firstLine)
  return Math.max(count, FEWEST_COLUMNS)
}

class FreeswitchLines {
  private readonly fields = new FieldScanner(MOST_COLUMNS)

  constructor(
    private readonly times: ZonedTimes,
    private readonly columns: number
  ) {}

  parse(line: string): ParsedEvent {
    const { columns, fields } = this
    const count = fields.scan(line)
    if (count < 0) return malformed('line', fields.fault ?? 'unreadable', line)
    if (count === 1 && fields.text(0).trim() === '') return filtered('empty line')
    if (count < columns) return malformed('line', 'too-few-fields', `${count} of ${columns} fields`)
    if (fields.text(UUID) === '') return malformed('uuid', 'empty', '')
    return fields.text(ANSWER) === '' ? unanswered(fields.text(HANGUP_CAUSE)) : this.call()
  }

  private call(): ParsedEvent {
    const { fields } = this
    const from = fields.text(CALLER)
    const subscriber = fields.text(ACCOUNT_CODE) || from
    if (subscriber === '') return malformed('caller_id_number', 'empty', '')
    const to = fields.text(DESTINATION)
    if (to === '') return malformed('destination_number', 'empty', '')
    const answer = fields.text(ANSWER)
    const startedAt = this.times.instant(answer)
    if (Number.isNaN(startedAt)) return malformed('answer_stamp', this.times.fault, answer)
    const seconds = fields.text(BILLED_SECONDS)
    const quantity = decimalTicks(seconds, TICKS_PER_SECOND)
    const fault = tickFault(quantity)
    if (fault !== null) return malformed('billsec', fault, seconds)
    return callRecord({ id: fields.text(UUID), subscriber, to, from, startedAt, quantity })
  }
}
