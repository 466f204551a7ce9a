import { type ParsedEvent, UsageEvents } from '@farthing/plugin-sdk'
import { sampleLog } from './sample-log.ts'

/** Everything that the lines of a file become. */
function eventsOf(...lines: string[]): ParsedEvent[] {
  const opened = sampleLog.open({ header: null, zone: 'Australia/Melbourne' })
  if (!opened.ok) throw new Error(opened.problem)
  const events: ParsedEvent[] = []
  const reader = new UsageEvents(opened, event => events.push(event))
  lines.forEach((line, index) => reader.read(line, index + 1))
  reader.release()
  return events
}

const CALL = 'c-1;+61400000001;0399990000;2026-03-02 10:00:00;61;yes'

describe('sample log', () => {
  it('makes a record of a call', () => {
    const startedAt = Temporal.Instant.from('2026-03-01T23:00:00Z').epochMilliseconds
    expect(eventsOf(CALL)).toMatchObject([
      {
        kind: 'record',
        record: { id: 'c-1', subscriber: '+61400000001', to: '0399990000', startedAt, quantity: 61_000 }
      }
    ])
  })

  it.each([
    ['', 'empty line'],
    [CALL.replace('yes', 'no'), 'not answered']
  ])('filters %j: %s', (line, reason) => {
    expect(eventsOf(line)).toMatchObject([{ kind: 'filtered', reason }])
  })

  it.each([
    ['c-1;+61400000001', 'line', 'too-few-fields'],
    [CALL.replace('c-1', ''), 'id', 'empty'],
    [CALL.replace('+61400000001', ''), 'subscriber', 'empty'],
    [CALL.replace('2026-03-02', '2026-02-31'), 'start', 'not-a-time'],
    [CALL.replace(';61;', ';-61;'), 'seconds', 'negative']
  ])('lets %j wait for its %s: %s', (line, field, reason) => {
    expect(eventsOf(line)).toMatchObject([{ kind: 'malformed', field, reason }])
  })
})
