// FreeRADIUS detail files: sessions are known, counted and begun by their Stop.
import { callRecord, decimalTicks, filtered, joinedId, malformed, tickFault } from '@farthing/plugin-sdk'
import { type ParsedEvent, type ParsedLine, TICKS_PER_SECOND, type UsageFormat } from '@farthing/plugin-sdk'
import { readPacket } from './detail-packet.ts'

const GIGAWORD = 2 ** 32
/** FreeRADIUS has had two names for the same number. */
const OPEN: ReadonlySet<string> = new Set(['Start', 'Interim-Update', 'Alive'])

/** Milliseconds: how long an element may go on sending a packet, and how far its clock may be ahead. */
const MOST_SENT_LATE = 604_800_000
const MOST_AHEAD = 60_000

type Attributes = ReadonlyMap<string, string>
type Meter = (session: Session) => ParsedEvent

interface Session {
  readonly id: string
  readonly attributes: Attributes
  readonly startedAt: number
  /** Milliseconds. */
  readonly lasted: number
}

export const radiusDetail: UsageFormat = {
  code: 'radius-detail',
  title: 'RADIUS accounting, bytes of sessions (FreeRADIUS detail)',
  hasHeader: false,
  records: 'paragraphs',
  remembers: true,
  open: () => ({ ok: true, parse: paragraph => parse(paragraph, bytesOf) })
}

export const radiusDetailVoice: UsageFormat = {
  ...radiusDetail,
  code: 'radius-detail-voice',
  title: 'RADIUS accounting, seconds of calls (FreeRADIUS detail)',
  open: () => ({ ok: true, parse: paragraph => parse(paragraph, callOf) })
}

function parse(paragraph: string, meter: Meter): ParsedLine {
  const read = readPacket(paragraph)
  if (!read.ok) return malformed('line', read.reason, read.detail)
  const { attributes } = read
  if (!attributes.has('timestamp')) return malformed('Timestamp', 'missing', paragraph)
  const status = attributes.get('acct-status-type')
  if (status === 'Stop') return stopped(attributes, meter)
  if (status === undefined) return unaccounted(attributes)
  if (OPEN.has(status)) return unstopped(attributes, status)
  if (/^[A-Za-z][A-Za-z0-9-]{0,40}$/.test(status)) return filtered(status)
  return malformed('Acct-Status-Type', 'unknown-type', status)
}

/** The last packet of a session that goes on: its Stop will tell all. */
function unstopped(attributes: Attributes, status: string): ParsedLine {
  const of = sessionId(attributes)
  if (of === '') return malformed('Acct-Session-Id', 'missing', '')
  return {
    kind: 'piece',
    piece: { of, name: 'open', all: ['open', 'Stop'] },
    ...{ keep: 'last', spare: status, reason: 'no-stop' },
    detail: `the Stop of this session has not come, its last packet is ${status}`
  }
}

/** Requests and replies of other kinds are logged to such files too. */
function unaccounted(attributes: Attributes): ParsedEvent {
  const type = attributes.get('packet-type') ?? ''
  if (/^Access-[A-Z][a-z]{0,20}$/.test(type)) return filtered(type)
  return malformed('Acct-Status-Type', 'missing', '')
}

function stopped(attributes: Attributes, meter: Meter): ParsedEvent {
  const id = sessionId(attributes)
  if (id === '') return malformed('Acct-Session-Id', 'missing', '')
  const [written = '', delay = '0', time = ''] = ['timestamp', 'acct-delay-time', 'acct-session-time'].map(name =>
    attributes.get(name)
  )
  const [writtenAt, waited] = [decimalTicks(written, TICKS_PER_SECOND), decimalTicks(delay, TICKS_PER_SECOND)]
  if (!Number.isSafeInteger(writtenAt - waited)) return malformed('Timestamp', 'not-a-time', `${written} less ${delay}`)
  const ended = toldEnd(attributes, writtenAt, waited) ?? writtenAt - waited
  const lasted = decimalTicks(time, TICKS_PER_SECOND)
  const fault = tickFault(lasted)
  if (fault !== null) return malformed('Acct-Session-Time', time === '' ? 'missing' : fault, time)
  return meter({ id, attributes, startedAt: ended - lasted, lasted })
}

/**
 * When the network element says that it happened (RFC 2869, 5.3), however often and however late it is sent; null where it does not say so as a number,
 * or its clock cannot be right.
 */
function toldEnd(attributes: Attributes, writtenAt: number, waited: number): number | null {
  const text = attributes.get('event-timestamp') ?? ''
  const told = /^\d{1,10}$/.test(text) ? Number(text) * TICKS_PER_SECOND : Number.NaN
  return told >= writtenAt - waited - MOST_SENT_LATE && told <= writtenAt + MOST_AHEAD ? told : null
}

/** What a network element is known by, the first of them that it sends. */
const NAS = ['nas-identifier', 'nas-ip-address', 'nas-ipv6-address']

/** '' when the packet has none. Heard from the network, it is that of the client who sent it: what a packet says of itself uses up no other's. */
function sessionId(attributes: Attributes): string {
  const unique = attributes.get('acct-unique-session-id')
  if (unique !== undefined && unique !== '') return unique
  const session = attributes.get('acct-session-id') ?? ''
  if (session === '') return ''
  const nas = NAS.map(name => attributes.get(name)).find(value => value !== undefined) ?? ''
  const client = attributes.get('farthing-client')
  return joinedId([...(client === undefined ? [] : [client]), nas, attributes.get('user-name') ?? '', session])
}

function bytesOf({ id, attributes, startedAt }: Session): ParsedEvent {
  const subscriber = attributes.get('user-name') ?? ''
  if (subscriber === '') return malformed('User-Name', 'missing', '')
  let quantity = 0
  for (const direction of ['Input', 'Output'] as const) {
    const octets = attributes.get(`acct-${direction.toLowerCase()}-octets`) ?? ''
    const gigawords = attributes.get(`acct-${direction.toLowerCase()}-gigawords`) ?? '0'
    if (octets === '') return malformed(`Acct-${direction}-Octets`, 'missing', '')
    quantity += countOf(octets) + countOf(gigawords) * GIGAWORD
    if (Number.isNaN(quantity)) return malformed(`Acct-${direction}-Octets`, 'not-a-number', `${gigawords} ${octets}`)
  }
  if (!Number.isSafeInteger(quantity)) return malformed('Acct-Input-Gigawords', 'too-large', String(quantity))
  return {
    kind: 'record',
    record: {
      id,
      service: 'data',
      subscriber,
      to: '',
      from: '',
      startedAt,
      quantity,
      unit: 'byte',
      value: null,
      currency: ''
    }
  }
}

function callOf({ id, attributes, startedAt, lasted }: Session): ParsedEvent {
  const from = attributes.get('calling-station-id') ?? ''
  const subscriber = attributes.get('user-name') || from
  if (subscriber === '') return malformed('User-Name', 'missing', '')
  const to = attributes.get('called-station-id') ?? ''
  if (to === '') return malformed('Called-Station-Id', 'missing', '')
  if (lasted === 0) return filtered('unanswered', id)
  return callRecord({ id, subscriber, to, from, startedAt, quantity: lasted })
}

/** NaN unless the text is an unsigned number of 32 bits. */
function countOf(text: string): number {
  return /^\d{1,10}$/.test(text) && Number(text) < GIGAWORD ? Number(text) : Number.NaN
}
