import type { ParsedLine } from '@farthing/plugin-sdk'
import { jsonEvents } from './json-events.ts'

const opened = jsonEvents.open({ header: null, zone: 'Australia/Melbourne' })
if (!opened.ok) throw new Error(opened.problem)
const parse = (value: unknown): ParsedLine => opened.parse(typeof value === 'string' ? value : JSON.stringify(value))

const event = {
  id: 'e-1',
  service: 'voice',
  subscriber: '61291234567',
  to: '0292223333',
  started_at: '2026-03-02 10:00:00',
  quantity: 61,
  unit: 's'
}
const record = {
  id: 'e-1',
  service: 'voice',
  subscriber: '61291234567',
  to: '0292223333',
  from: '',
  startedAt: Temporal.Instant.from('2026-03-01T23:00:00Z').epochMilliseconds,
  quantity: 61_000,
  unit: 'second',
  value: null,
  currency: ''
}

const { to, quantity, unit } = event
const cloudEvent = {
  specversion: '1.0',
  id: '7',
  source: '/switch/1',
  type: 'call.ended',
  subject: '61291234567',
  time: '2026-03-01T23:00:00Z',
  data: { service: 'voice', to, quantity, unit }
}

describe('JSON events', () => {
  it('are read, numbers as numbers or texts', () => {
    expect(parse(event)).toEqual({ kind: 'record', record })
    expect(parse(JSON.stringify({ ...event, quantity: '61.0', more: [1] }))).toEqual({
      kind: 'record',
      record
    })
    expect(parse({ ...event, value: 9.99, currency: 'AUD', from: 'a' })).toMatchObject({
      record: { value: 9_990_000, currency: 'AUD', from: 'a' }
    })
  })

  it('are known by source and id when they come in a CloudEvents envelope', () => {
    expect(parse(cloudEvent)).toEqual({ kind: 'record', record: { ...record, id: '/switch/1#7' } })
    const { data } = cloudEvent
    expect(
      parse({ ...cloudEvent, data: { ...data, subscriber: 'ann', started_at: '2026-03-02T00:00:00Z' } })
    ).toMatchObject({ record: { subscriber: 'ann', startedAt: record.startedAt + 3_600_000 } })
  })

  it('bring members that are not read, which is said once', () => {
    const file = jsonEvents.open({ header: null, zone: 'UTC' })
    if (!file.ok) throw new Error(file.problem)
    for (const value of [
      event,
      { ...event, valeu: 9.99, trunk: 1 },
      { ...cloudEvent, more: 1 },
      { ...event, trunk: 2 }
    ])
      file.parse(JSON.stringify(value))
    expect(file.notes?.()).toEqual(['member `valeu` is not read; did you mean `value`?', 'member `trunk` is not read'])
  })

  it('may come as arrays', () => {
    expect(parse([event, cloudEvent])).toEqual({
      kind: 'batch',
      lines: [event, cloudEvent].map(each => JSON.stringify(each))
    })
  })

  it.each([
    [' ', 'empty line'],
    ['[]', 'empty batch']
  ])('are not in %j: %s', (line, reason) => {
    expect(parse(line)).toEqual({ kind: 'filtered', reason })
  })

  it.each([
    [JSON.stringify(event).slice(0, 50), 'line', 'not-json'],
    ['{"id":"e-1}', 'line', 'not-json'],
    ['["id"', 'line', 'not-json'],
    ['7', 'line', 'not-an-object'],
    [{ ...event, id: '' }, 'id', 'missing'],
    [{ ...event, id: 2 ** 53 }, 'id', 'not-exact'],
    [{ ...event, id: 1.5 }, 'id', 'not-exact'],
    [{ ...event, subscriber: 2 ** 53 }, 'subscriber', 'not-exact'],
    [{ ...cloudEvent, id: 2 ** 53 }, 'id', 'not-exact'],
    [{ ...event, service: undefined }, 'service', 'missing'],
    [{ ...event, subscriber: {} }, 'subscriber', 'missing'],
    [{ ...event, started_at: null }, 'started_at', 'missing'],
    [{ ...event, started_at: '2026-02-31T10:00:00Z' }, 'started_at', 'not-a-time'],
    [{ ...event, started_at: 1_772_406_000 }, 'started_at', 'not-a-time'],
    [{ ...event, quantity: -1 }, 'quantity', 'negative'],
    [{ ...event, quantity: 1e300 }, 'quantity', 'not-a-number'],
    [{ ...event, quantity: 1.5, unit: 'sms' }, 'quantity', 'too-precise'],
    [{ ...event, unit: 'parsec' }, 'unit', 'unknown-unit'],
    [{ ...event, value: '0.0000001' }, 'value', 'too-precise'],
    [{ ...event, currency: 'shells' }, 'currency', 'unknown-currency'],
    [{ ...cloudEvent, specversion: '0.3' }, 'specversion', 'unknown-version'],
    [{ ...cloudEvent, source: '' }, 'source', 'missing'],
    [{ ...cloudEvent, id: undefined }, 'id', 'missing'],
    [{ ...cloudEvent, data: undefined }, 'data', 'missing'],
    [{ ...cloudEvent, data: 'text' }, 'data', 'not-an-object']
  ])('quarantines %j for its %s: %s', (line, field, reason) => {
    expect(parse(line)).toMatchObject({ kind: 'malformed', field, reason })
  })
})
