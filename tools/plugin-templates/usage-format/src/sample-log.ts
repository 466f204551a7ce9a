// `--format sample-log`: a call on a line, `id;subscriber;called;start;seconds;answered`.
import { callRecord, decimalTicks, filtered, malformed, tickFault } from '@farthing/plugin-sdk'
import { type ParsedLine, TICKS_PER_SECOND, type UsageFormat, ZonedTimes } from '@farthing/plugin-sdk'

const FIELDS = 6

export const sampleLog: UsageFormat = {
  code: 'sample-log',
  title: 'sample log (one call on a line)',
  hasHeader: false,
  open({ zone }) {
    const times = new ZonedTimes(zone)
    return { ok: true, parse: line => parse(line, times) }
  }
}

/** Every line ends as a record, as filtered with a reason that is counted, or as malformed: it waits, and nothing is lost. */
function parse(line: string, times: ZonedTimes): ParsedLine {
  if (line.trim() === '') return filtered('empty line')
  const fields = line.split(';')
  if (fields.length < FIELDS) return malformed('line', 'too-few-fields', `${fields.length} of ${FIELDS} fields`)
  const [id = '', subscriber = '', to = '', start = '', seconds = '', answered = ''] = fields
  if (answered !== 'yes') return filtered('not answered', id)
  if (id === '') return malformed('id', 'empty', '')
  if (subscriber === '') return malformed('subscriber', 'empty', '')
  const startedAt = times.instant(start)
  if (Number.isNaN(startedAt)) return malformed('start', times.fault, start)
  const quantity = decimalTicks(seconds, TICKS_PER_SECOND)
  const fault = tickFault(quantity)
  if (fault !== null) return malformed('seconds', fault, seconds)
  // An id that stays the same when the file comes again, renamed or in another order: by it the call counts once.
  return callRecord({ id, subscriber, to, from: subscriber, startedAt, quantity })
}
