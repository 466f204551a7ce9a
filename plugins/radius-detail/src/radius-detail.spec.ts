import { type ParsedEvent, type ParsedLine, UsageEvents, type UsageFormat } from '@farthing/plugin-sdk'
import { radiusDetail, radiusDetailVoice } from './radius-detail.ts'

const STOP: Record<string, string> = {
  'Acct-Status-Type': 'Stop',
  'Acct-Session-Id': '"5F00A1"',
  'User-Name': '"ann@example.net"',
  'NAS-IP-Address': '192.0.2.7',
  'Acct-Session-Time': '600',
  'Acct-Input-Octets': '1000',
  'Acct-Output-Octets': '4000',
  'Acct-Delay-Time': '5',
  'Called-Station-Id': '"0292223333"',
  'Calling-Station-Id': '"61291234567"',
  Timestamp: '1772406605'
}

/** `null` leaves an attribute out. */
function packet(changes: Record<string, string | null> = {}): string {
  const attributes = Object.entries({ ...STOP, ...changes }).filter(([, value]) => value !== null)
  return ['Mon Mar  2 10:10:05 2026', ...attributes.map(([name, value]) => `\t${name} = ${value}`)].join('\n')
}

function parse(text: string, format: UsageFormat = radiusDetail): ParsedLine {
  const opened = format.open({ header: null, zone: 'Australia/Melbourne' })
  if (!opened.ok) throw new Error(opened.problem)
  return opened.parse(text)
}

const quantityOf = (changes: Record<string, string>): number => {
  const parsed = parse(packet(changes))
  return parsed.kind === 'record' ? parsed.record.quantity : -1
}

describe('RADIUS accounting', () => {
  it('counts the bytes of a session when it stops, begun when it ended less what it lasted', () => {
    expect(parse(packet())).toEqual({
      kind: 'record',
      record: {
        id: '192.0.2.7/ann@example.net/5F00A1',
        service: 'data',
        subscriber: 'ann@example.net',
        to: '',
        from: '',
        startedAt: 1_772_406_000_000,
        quantity: 5000,
        unit: 'byte',
        value: null,
        currency: ''
      }
    })
  })

  it('counts the seconds of a call', () => {
    expect(parse(packet(), radiusDetailVoice)).toMatchObject({
      record: {
        ...{ service: 'voice', subscriber: 'ann@example.net', to: '0292223333', from: '61291234567' },
        ...{ startedAt: 1_772_406_000_000, quantity: 600_000, unit: 'second' }
      }
    })
    const short = parse(packet({ 'Acct-Session-Time': '0', 'User-Name': null }), radiusDetailVoice)
    expect(short).toEqual({ kind: 'filtered', reason: 'unanswered', event: '192.0.2.7//5F00A1' })
    expect(parse(packet({ 'User-Name': null }), radiusDetailVoice)).toMatchObject({
      record: { subscriber: '61291234567' }
    })
  })

  it('adds gigawords, of both directions', () => {
    expect(quantityOf({ 'Acct-Input-Gigawords': '1', 'Acct-Output-Gigawords': '2' })).toBe(3 * 2 ** 32 + 5000)
    expect(quantityOf({ 'Acct-Input-Octets': '4294967295', 'Acct-Output-Octets': '0' })).toBe(4_294_967_295)
  })

  it('knows a Stop that was sent again', () => {
    const again = parse(packet({ 'Acct-Delay-Time': '35', Timestamp: '1772406635' }))
    expect(again).toEqual(parse(packet()))
    expect(parse(packet({ 'Acct-Unique-Session-Id': '"a0b1"' }))).toMatchObject({ record: { id: 'a0b1' } })
  })

  it('ends a session when its network element says so, however late the Stop is sent', () => {
    const ends = (changes: Record<string, string>): unknown => parse(packet(changes))
    const late = { 'Event-Timestamp': '1772406600', Timestamp: '1772415000', 'Acct-Delay-Time': '0' }
    expect(ends(late)).toEqual(parse(packet()))
    expect(ends({ ...late, Timestamp: '1772415077' })).toEqual(parse(packet()))
    for (const told of ['0', '1772406666', String(1_772_406_600 - 604_801), '"Mar  2 2026 10:10:00 UTC"'])
      expect(ends({ 'Event-Timestamp': told })).toEqual(parse(packet()))
  })

  it('knows a session heard from the network by the client who sent it, whatever it says of itself', () => {
    const heard = (client: string): ParsedLine => parse(packet({ 'Farthing-Client': `"${client}"` }))
    expect(heard('192.0.2.0')).toMatchObject({ record: { id: '192.0.2.0/192.0.2.7/ann@example.net/5F00A1' } })
    expect(heard('198.51.100.1')).not.toEqual(heard('192.0.2.0'))
    const [one, other] = ['2001:db8::1', '2001:db8::2'].map(address =>
      parse(packet({ 'NAS-IP-Address': null, 'NAS-IPv6-Address': address }))
    )
    expect(one).not.toEqual(other)
  })

  it('needs no Start and no Interim-Update when the Stop has come, and keeps the last of them when it has not', () => {
    const events: [ParsedEvent, string][] = []
    const opened = radiusDetail.open({ header: null, zone: 'UTC' })
    if (!opened.ok) throw new Error(opened.problem)
    const reader = new UsageEvents(opened, (event, text) => events.push([event, text]))
    const update = packet({ 'Acct-Status-Type': 'Interim-Update' })
    const lost = packet({ 'Acct-Status-Type': 'Alive', 'Acct-Session-Id': '"lost"' })
    for (const text of [packet({ 'Acct-Status-Type': 'Start' }), lost, update, packet()]) reader.read(text, 1)
    reader.release()
    expect(events).toMatchObject([
      [{ kind: 'filtered', reason: 'Start' }, expect.any(String)],
      [{ kind: 'filtered', reason: 'Interim-Update' }, update],
      [{ kind: 'record' }, packet()],
      [{ kind: 'malformed', reason: 'no-stop', piece: { of: '192.0.2.7/ann@example.net/lost' } }, lost]
    ])
    expect(parse(packet({ 'Acct-Status-Type': 'Start', 'Acct-Session-Id': null }))).toMatchObject({ reason: 'missing' })
  })

  it('needs no Start of a call that nobody answered', () => {
    const kinds: unknown[] = []
    const opened = radiusDetailVoice.open({ header: null, zone: 'UTC' })
    if (!opened.ok) throw new Error(opened.problem)
    const reader = new UsageEvents(opened, event => kinds.push(event.kind === 'filtered' ? event.reason : event.kind))
    reader.read(packet({ 'Acct-Status-Type': 'Start' }), 1)
    reader.read(packet({ 'Acct-Session-Time': '0' }), 2)
    reader.release()
    expect(kinds.sort()).toEqual(['Start', 'unanswered'])
  })

  it('reads names of vendors, of tags and of numbers', () => {
    const named = packet({ '3GPP-IMSI': '"50501"', 'Attr-26.10415.1': '0x35', 'Tunnel-Type:0': 'VLAN' })
    expect(parse(named)).toEqual(parse(packet()))
  })

  it('reads quoted texts and lines that end in a carriage return', () => {
    expect(parse(packet({ 'User-Name': String.raw`"a\nb\012c\000"` }))).toMatchObject({
      record: { subscriber: 'a\nb\nc\ufffd' }
    })
    expect(parse(packet({ 'User-Name': '"a\u2028b\u2029"' }))).toMatchObject({
      record: { subscriber: 'a\u2028b\u2029' }
    })
    expect(parse(packet({ 'User-Name': '"o\\"neil\\\\"' }).replaceAll('\n', '\r\n'))).toMatchObject({
      record: { subscriber: 'o"neil\\', quantity: 5000 }
    })
  })

  it.each([
    [packet({ 'Acct-Status-Type': 'Accounting-On' }), 'Accounting-On'],
    [packet({ 'Acct-Status-Type': null, 'Packet-Type': 'Access-Request' }), 'Access-Request']
  ])('filters %j: %s', (text, reason) => {
    expect(parse(text)).toEqual({ kind: 'filtered', reason })
  })

  it.each([
    [packet({ Timestamp: null }), 'Timestamp', 'missing'],
    [packet({ Timestamp: '31/02/2026' }), 'Timestamp', 'not-a-time'],
    [packet({ 'Acct-Delay-Time': 'x' }), 'Timestamp', 'not-a-time'],
    [packet({ 'Acct-Status-Type': null }), 'Acct-Status-Type', 'missing'],
    [packet({ 'Acct-Status-Type': '"a b"' }), 'Acct-Status-Type', 'unknown-type'],
    [packet({ 'Acct-Session-Id': null }), 'Acct-Session-Id', 'missing'],
    [packet({ 'Acct-Session-Time': null }), 'Acct-Session-Time', 'missing'],
    [packet({ 'Acct-Session-Time': '-1' }), 'Acct-Session-Time', 'negative'],
    [packet({ 'User-Name': null }), 'User-Name', 'missing'],
    [packet({ 'Acct-Input-Octets': null }), 'Acct-Input-Octets', 'missing'],
    [packet({ 'Acct-Output-Octets': '4294967296' }), 'Acct-Output-Octets', 'not-a-number'],
    [packet({ 'Acct-Input-Gigawords': '4294967295' }), 'Acct-Input-Gigawords', 'too-large'],
    [packet({ 'User-Name': '"ann' }), 'line', 'unclosed-quote'],
    [packet({ 'User-Name': '"ann\\"' }), 'line', 'unclosed-quote'],
    [`${packet()}\ngarbage`, 'line', 'no-attribute'],
    ['garbage', 'Timestamp', 'missing']
  ])('quarantines %j for its %s: %s', (text, field, reason) => {
    expect(parse(text)).toMatchObject({ kind: 'malformed', field, reason })
  })

  it('quarantines a call without a called number', () => {
    expect(parse(packet({ 'Called-Station-Id': null }), radiusDetailVoice)).toMatchObject({
      field: 'Called-Station-Id'
    })
    const unnamed = packet({ 'Calling-Station-Id': null, 'User-Name': null })
    expect(parse(unnamed, radiusDetailVoice)).toMatchObject({ field: 'User-Name' })
  })
})
