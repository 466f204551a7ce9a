import type { OpenedUsageFile, ParsedLine } from '@farthing/plugin-sdk'
import { cucmFormat } from './cucm-format.ts'

const NAMES = [
  ...['cdrRecordType', 'globalCallID_callManagerId', 'globalCallID_callId', 'origLegCallIdentifier'],
  ...['dateTimeOrigination', 'callingPartyNumber', 'callingPartyUnicodeLoginUserID', 'origCause_value'],
  ...['destLegIdentifier', 'originalCalledPartyNumber', 'finalCalledPartyNumber', 'destCause_value'],
  ...['dateTimeConnect', 'dateTimeDisconnect', 'duration', 'globalCallId_ClusterID']
]
const header = NAMES.map(name => `"${name}"`).join(',')

const CALL: Record<string, string> = {
  cdrRecordType: '1',
  globalCallID_callManagerId: '2',
  globalCallID_callId: '5001',
  origLegCallIdentifier: '101',
  destLegIdentifier: '102',
  dateTimeOrigination: '1772405990',
  callingPartyNumber: '"61291234567"',
  originalCalledPartyNumber: '"0290000000"',
  finalCalledPartyNumber: '"0292223333"',
  dateTimeConnect: '1772406000',
  dateTimeDisconnect: '1772406061',
  duration: '61',
  globalCallId_ClusterID: '"east"'
}

const call = (changes: Record<string, string> = {}, names: readonly string[] = NAMES): string =>
  names.map(name => changes[name] ?? CALL[name] ?? '').join(',')

const open = (first: string | null): OpenedUsageFile => cucmFormat.open({ header: first, zone: 'Australia/Melbourne' })

function parse(line: string, first = header): ParsedLine {
  const opened = open(first)
  if (!opened.ok) throw new Error(opened.problem)
  return opened.parse(line)
}

describe('CUCM call records', () => {
  it('are read, in seconds since 1970 UTC whatever the operator zone is', () => {
    expect(parse(call())).toEqual({
      kind: 'record',
      record: {
        id: 'east/2/5001/101/102/1772405990',
        service: 'voice',
        subscriber: '61291234567',
        to: '0292223333',
        from: '61291234567',
        startedAt: Temporal.Instant.from('2026-03-01T23:00:00Z').epochMilliseconds,
        quantity: 61_000,
        unit: 'second',
        value: null,
        currency: ''
      }
    })
  })

  it('are read in any order of columns, with a byte order mark before them', () => {
    const names = NAMES.toReversed()
    expect(parse(`${call({}, names)}\r`, `${names.join(',')}\r`)).toMatchObject({ record: { quantity: 61_000 } })
  })

  it('have ids that differ by leg, and when a node restarts and counts again', () => {
    const ids = [{}, { destLegIdentifier: '103' }, { dateTimeOrigination: '1772490000' }].map(changes => {
      const parsed = parse(call(changes))
      return parsed.kind === 'record' ? parsed.record.id : ''
    })
    expect(new Set(ids).size).toBe(3)
  })

  it('are billed to a login where no number is shown, and to the number first dialled where none was reached', () => {
    const line = call({
      callingPartyNumber: '""',
      callingPartyUnicodeLoginUserID: 'ann',
      finalCalledPartyNumber: '""'
    })
    expect(parse(line)).toMatchObject({ record: { subscriber: 'ann', from: '', to: '0290000000' } })
  })

  it.each([
    [call({ dateTimeConnect: '0', duration: '0', destCause_value: '17' }), 'not connected, cause 17'],
    [call({ dateTimeConnect: '0', duration: '0', origCause_value: '1' }), 'not connected, cause 1'],
    [call({ dateTimeConnect: '0', duration: '0' }), 'not connected, cause unknown'],
    [call({ cdrRecordType: '2' }), 'diagnostic record'],
    [call({ cdrRecordType: 'INTEGER' }), 'column types'],
    ['', 'empty line']
  ])('filters %j: %s', (line, reason) => {
    expect(parse(line)).toEqual({ kind: 'filtered', reason })
  })

  it.each([
    [call({}, NAMES.slice(1)), 'line', 'too-few-fields'],
    [`${call()},1`, 'line', 'too-many-fields'],
    [call({ globalCallId_ClusterID: '"east' }), 'line', 'unclosed-quote'],
    [call({ cdrRecordType: '7' }), 'cdrRecordType', 'unknown-type'],
    [call({ callingPartyNumber: '' }), 'callingPartyNumber', 'empty'],
    [call({ finalCalledPartyNumber: '', originalCalledPartyNumber: '' }), 'finalCalledPartyNumber', 'empty'],
    [call({ dateTimeConnect: '31/02/2026' }), 'dateTimeConnect', 'not-a-time'],
    [call({ duration: '-1' }), 'duration', 'negative'],
    [call({ duration: '' }), 'duration', 'not-a-number'],
    [call({ globalCallID_callId: '' }), 'globalCallID_callId', 'empty'],
    [call({ dateTimeConnect: '0', destCause_value: 'busy' }), 'destCause_value', 'not-a-number']
  ])('quarantines %j for its %s: %s', (line, field, reason) => {
    expect(parse(line)).toMatchObject({ kind: 'malformed', field, reason })
  })

  it.each([
    [null, 'names none of the columns'],
    [call(), 'names none of the columns'],
    [header.replace('"duration",', ''), 'lacks duration'],
    ['"cdrRecordType","globalCallID_callManagerId","globalCallID_callId","nodeId"', 'and not of diagnostics']
  ])('are refused under the header %j', (first, problem) => {
    expect(open(first)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) })
  })
})
