import { type ParsedEvent, type ParsedLine, UsageEvents } from '@farthing/plugin-sdk'
import { opensipsAcc } from './opensips-acc.ts'

const INVITE = 'INVITE|a1|b1|call-1|200|OK|1772406000|sip:+61291234567@example.net;user=phone|0292223333'
const BYE = 'BYE|b1|a1|call-1|200|OK|1772406061||'

function open() {
  const opened = opensipsAcc.open({ header: null, zone: 'Australia/Melbourne' })
  if (!opened.ok) throw new Error(opened.problem)
  return opened
}
const parse = (text: string): ParsedLine => open().parse(text)

/** Everything that the lines of a file become. */
function eventsOf(...lines: string[]): ParsedEvent[] {
  const events: ParsedEvent[] = []
  const reader = new UsageEvents(open(), event => events.push(event))
  lines.forEach((line, index) => reader.read(line, index + 1))
  reader.release()
  return events
}

const record = {
  id: 'call-1/a1/b1',
  service: 'voice',
  subscriber: '+61291234567',
  to: '0292223333',
  from: '+61291234567',
  startedAt: Temporal.Instant.from('2026-03-01T23:00:00Z').epochMilliseconds,
  quantity: 61_000,
  unit: 'second',
  value: null,
  currency: ''
}

describe('a call', () => {
  it('is its INVITE and its BYE, in any order, whoever hung up', () => {
    const call = { kind: 'record', record }
    expect(eventsOf(INVITE, BYE)).toEqual([call])
    expect(eventsOf(BYE, INVITE)).toEqual([call])
    expect(eventsOf(INVITE, BYE.replace('b1|a1', 'a1|b1'))).toEqual([call])
  })

  it.each([
    ['02:59:30', '02:00:30', 60_000],
    ['02:50:00', '02:30:00', 2_400_000],
    ['02:10:00', '02:50:00', 2_400_000]
  ])('lasts what it lasts when the clocks go back in it: %s to %s', (begun, ended, quantity) => {
    const events = eventsOf(
      INVITE.replace('1772406000', `2026-04-05 ${begun}`),
      BYE.replace('1772406061', `2026-04-05 ${ended}`)
    )
    expect(events).toMatchObject([{ record: { quantity } }])
  })

  it('takes its first INVITE, and filters those that are repeated within it', () => {
    const again = INVITE.replace('1772406000', '1772406030')
    expect(eventsOf(INVITE, again, BYE)).toEqual([
      { kind: 'filtered', reason: 'INVITE again' },
      { kind: 'record', record }
    ])
  })

  it.each([
    [INVITE, 'INVITE', 'no-bye'],
    [BYE, 'BYE', 'no-invite']
  ])('that lacks one of them waits as what it is: %j', (line, name, reason) => {
    const piece = { of: 'call-1/a1/b1', name, all: ['INVITE', 'BYE'] }
    expect(eventsOf(line)).toMatchObject([{ kind: 'malformed', field: 'line', reason, piece }])
  })

  it('does not end before it begins', () => {
    expect(eventsOf(INVITE, BYE.replace('1772406061', '1772405999'))).toMatchObject([
      { kind: 'malformed', field: 'time', reason: 'ends-before-it-begins', detail: '1772406000 to 1772405999' }
    ])
  })
})

describe('a line', () => {
  it.each([
    [INVITE.replace('|200|', '|486|'), 'INVITE 486'],
    [BYE.replace('BYE', 'ACK'), 'ACK'],
    ['', 'empty line']
  ])('is filtered: %j: %s', (line, reason) => {
    expect(parse(line)).toEqual({ kind: 'filtered', reason })
  })

  it('keeps a bar behind a backslash', () => {
    expect(parse(INVITE.replace('call-1', 'call\\|1'))).toMatchObject({ piece: { of: 'call|1/a1/b1' } })
  })

  it.each([
    [INVITE.split('|').slice(0, 8).join('|'), 'line', 'too-few-fields'],
    ['BYE|a|b', 'line', 'too-few-fields'],
    [BYE.replace('BYE', 'by'), 'method', 'unknown-method'],
    [INVITE.replace('|call-1|', '||'), 'callid', 'empty'],
    [INVITE.replace('|200|', '|yes|'), 'sip_code', 'unknown-code'],
    [INVITE.replace('1772406000', '31/02/2026 10:00'), 'time', 'not-a-time'],
    [INVITE.replace('1772406000', '2026-02-31 10:00:00'), 'time', 'not-a-time'],
    [INVITE.replace('1772406000', '9'.repeat(15)), 'time', 'not-a-time'],
    [INVITE.replace('sip:+61291234567@example.net;user=phone', ''), 'caller', 'empty'],
    [INVITE.replace('0292223333', ''), 'callee', 'empty'],
    [`${INVITE}\nBYE`, 'line', 'too-few-fields']
  ])('is quarantined: %j for its %s: %s', (line, field, reason) => {
    expect(parse(line)).toMatchObject({ kind: 'malformed', field, reason })
  })
})
