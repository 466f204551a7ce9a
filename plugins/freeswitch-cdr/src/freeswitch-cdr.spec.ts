import type { ParsedLine } from '@farthing/plugin-sdk'
import { freeswitchCsv } from './freeswitch-csv.ts'
import { freeswitchJson } from './freeswitch-json.ts'

const zone = 'Australia/Melbourne'

function parserFor(header: string | null): (line: string) => ParsedLine {
  const opened = freeswitchCsv.open({ header, zone })
  if (!opened.ok) throw new Error(opened.problem)
  return line => opened.parse(line)
}

const FIELDS = [
  ...['Ann, B', '61291234567', '0292223333', 'default'],
  ...['2026-03-02 09:59:50', '2026-03-02 10:00:00', '2026-03-02 10:01:01'],
  ...['71', '61', 'NORMAL_CLEARING', 'uuid-1', 'uuid-2', '', 'PCMA', 'PCMA']
]

function call(changes: Record<number, string> = {}, columns = 15): string {
  return FIELDS.map((field, index) => `"${changes[index] ?? field}"`)
    .slice(0, columns)
    .join(',')
}

const record = {
  id: 'uuid-1',
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

describe('FreeSWITCH CSV', () => {
  const parse = parserFor(null)

  it('reads an answered call', () => {
    expect(parse(call())).toEqual({ kind: 'record', record })
  })

  it('bills the account code where there is one, and keeps who called', () => {
    expect(parse(call({ 12: 'A-17' }))).toMatchObject({ record: { subscriber: 'A-17', from: '61291234567' } })
  })

  it.each(['NO_ANSWER', 'USER_BUSY', 'ORIGINATOR_CANCEL'])('filters %s', cause => {
    expect(parse(call({ 5: '', 8: '0', 9: cause }))).toEqual({ kind: 'filtered', reason: `unanswered ${cause}` })
  })

  it('passes over an empty line', () => {
    expect(parse('\r')).toEqual({ kind: 'filtered', reason: 'empty line' })
  })

  it.each([
    [call({}, 12), 'line', 'too-few-fields'],
    [call().slice(0, 60), 'line', 'unclosed-quote'],
    [call({ 0: 'Ann "B" C' }), 'line', 'text-after-quote'],
    [`${call()}${',x'.repeat(60)}`, 'line', 'too-many-fields'],
    [call({ 5: '2026-02-31 10:00:00' }), 'answer_stamp', 'not-a-time'],
    [call({ 5: '31/02/2026 10:00' }), 'answer_stamp', 'not-a-time'],
    [call({ 8: 'a minute' }), 'billsec', 'not-a-number'],
    [call({ 8: '-5' }), 'billsec', 'negative'],
    [call({ 8: '9'.repeat(15) }), 'billsec', 'too-large'],
    [call({ 1: '' }), 'caller_id_number', 'empty'],
    [call({ 2: '' }), 'destination_number', 'empty'],
    [call({ 10: '' }), 'uuid', 'empty'],
    [call({ 5: '', 9: 'because' }), 'hangup_cause', 'unknown-cause']
  ])('quarantines %j for its %s: %s', (line, field, reason) => {
    expect(parse(line)).toMatchObject({ kind: 'malformed', field, reason })
  })

  it('finds a line that was cut off where a template adds columns', () => {
    const strict = parserFor(call())
    expect(strict(call())).toMatchObject({ kind: 'record' })
    expect(strict(call({}, 13))).toMatchObject({ kind: 'malformed', reason: 'too-few-fields' })
  })
})

describe('FreeSWITCH JSON', () => {
  const opened = freeswitchJson.open({ header: null, zone })
  if (!opened.ok) throw new Error(opened.problem)

  const json = (variables: object = {}, profile: object = {}): string =>
    JSON.stringify({
      variables: { uuid: 'uuid-1', answer_epoch: '1772406000', billsec: '61', hangup_cause: 'X', ...variables },
      callflow: [
        { caller_profile: { caller_id_number: 'later' } },
        { caller_profile: { caller_id_number: '61291234567', destination_number: '0292223333', ...profile } }
      ]
    })

  it('reads an answered call', () => {
    expect(opened.parse(json())).toEqual({ kind: 'record', record })
  })

  it('takes texts out of their encoding, and leaves those that are broken', () => {
    expect(opened.parse(json({}, { caller_id_number: '%2B6129', destination_number: '%' }))).toMatchObject({
      record: { from: '+6129', to: '%' }
    })
  })

  it('filters a call that nobody answered', () => {
    const line = json({ answer_epoch: '0', hangup_cause: 'USER_BUSY' })
    expect(opened.parse(line)).toEqual({ kind: 'filtered', reason: 'unanswered USER_BUSY' })
    expect(opened.parse(' ')).toEqual({ kind: 'filtered', reason: 'empty line' })
  })

  it.each([{ originating_leg_uuid: 'uuid-0' }, { originator: 'uuid-0' }])(
    'filters a leg to whom is called: %j',
    names => {
      const leg = { direction: 'outbound', accountcode: 'A-17', ...names }
      expect(opened.parse(json(leg))).toEqual({ kind: 'filtered', reason: 'b-leg' })
      expect(opened.parse(json({ ...leg, answer_epoch: '0', hangup_cause: 'X' }))).toEqual({
        ...{ kind: 'filtered', reason: 'b-leg' }
      })
    }
  )

  it.each([
    ['of a caller', { direction: 'inbound', originator: 'uuid-0' }],
    ['that the switch made by itself', { direction: 'outbound' }],
    ['whose originator is empty', { direction: 'outbound', originating_leg_uuid: '', originator: null }],
    ['of itself', { direction: 'outbound', originator: 'uuid-1' }]
  ])('reads a leg %s', (_, variables) => {
    expect(opened.parse(json(variables))).toEqual({ kind: 'record', record })
  })

  it.each([
    [json().slice(0, 40), 'line', 'not-json'],
    ['[1]', 'line', 'not-json'],
    ['"text"', 'line', 'not-json'],
    ['{}', 'variables', 'missing'],
    [json({ uuid: null }), 'uuid', 'empty'],
    [json({ answer_epoch: 'soon' }), 'answer_epoch', 'not-a-time'],
    [json({ billsec: -1 }), 'billsec', 'negative'],
    [json({ billsec: {} }), 'billsec', 'not-a-number'],
    [json({}, { caller_id_number: '' }), 'caller_id_number', 'empty'],
    [json({}, { destination_number: [] }), 'destination_number', 'empty']
  ])('quarantines %j for its %s: %s', (line, field, reason) => {
    expect(opened.parse(line)).toMatchObject({ kind: 'malformed', field, reason })
  })
})
