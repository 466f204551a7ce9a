// Pieces of events that came in different files: joined where all of them wait, dropped where the event has come whole.
import { createHash } from 'node:crypto'
import { BEHIND_LAST, behindLast, joinedText, type WaitsElsewhere } from '@farthing/plugin-sdk'
import type { ClientBase } from 'pg'
import { eventId, pieceId } from '@farthing/simulator'
import { sql, type Writer } from '../persistence/index.ts'
import { QUARANTINE_BEGIN, type QuarantinedLine, type QuarantineFilter, readQuarantine } from './quarantine-book.ts'
import { type LineRetry, type Retried, type Settled, settled, stays, type WaitingPiece } from './retry-lines.ts'

/** Of the pieces that files of the format left waiting: an event whose first piece is among them is not joined without it, nor one of which pieces wait behind its last. */
export async function piecesElsewhere(writer: Writer, tenant: string, format: string): Promise<WaitsElsewhere> {
  const rows = await sql<{ event: string; whole: string; hash: string }>(
    writer,
    `select event, whole, encode(sha256(raw), 'hex') as hash from usage_quarantine
     where tenant = $1 and state = 'open' and whole is not null and format = $2`,
    [tenant, format]
  )
  const hashes = new Map(rows.map(({ event, hash }) => [event, hash]))
  const byWhole = Map.groupBy(rows, ({ whole }) => whole)
  return {
    toldOtherwise(piece, text) {
      const hash = hashes.get(pieceId(format, piece, piece.name))
      return hash !== undefined && hash !== createHash('sha256').update(text).digest('hex')
    },
    behind(last) {
      const waiting = byWhole.get(eventId(format, last.of, ''))
      if (waiting === undefined) return false
      const known = new Set(last.all.map(name => pieceId(format, last, name)))
      return waiting.some(({ event }) => !known.has(event))
    }
  }
}

interface Waiting {
  readonly byEvent: ReadonlyMap<string, QuarantinedLine>
  /** Of events of which only the last piece says how many there are: what waits of each. */
  readonly byWhole: ReadonlyMap<string, readonly WaitingPiece[]>
  readonly rated: ReadonlySet<string>
}

/** What becomes of the pieces, and of those of the same events that wait beside them, whatever was selected. */
export async function joinPieces(
  client: ClientBase,
  tenant: string,
  pieces: readonly WaitingPiece[],
  retry: LineRetry
): Promise<Retried[]> {
  const groups = [...Map.groupBy(pieces, wholeOf)]
  const waiting = await readWaiting(client, tenant, pieces, retry)
  return groups.flatMap(([whole, group]) => joinGroup(whole, group, waiting, retry))
}

function joinGroup(whole: string, group: readonly WaitingPiece[], waiting: Waiting, retry: LineRetry): Retried[] {
  if (waiting.rated.has(whole))
    return group.map(each => (isApart(each) ? stays(each.line, each.line) : settledAs(each)))
  const { behind, lines } = foundOf(whole, group, waiting)
  const last = lines.at(-1)
  if (last === undefined) return group.map(asBefore)
  const joined = retry.tryJoined(last, joinedText(lines.map(({ raw }) => raw.toString('utf8'))))
  const open = joined.kind === 'settled' && joined.result.state === 'open'
  const taken = new Set(lines.map(({ event }) => event))
  const late = new Set(behind.map(({ result }) => result.event))
  const aside = group.filter(({ line }) => !taken.has(line.event) && !late.has(line.event)).map(asBefore)
  const others = open
    ? group.filter(({ line }) => taken.has(line.event) && line.event !== last.event).map(asBefore)
    : lines.slice(0, -1).map(line => settled(line, 'filtered', 'joined'))
  return [...aside, ...behind, ...others, joined]
}

interface Found {
  /** All pieces of the event, in their order; empty when some are missing. */
  readonly lines: readonly QuarantinedLine[]
  /** What waits behind the last of them, and why. */
  readonly behind: readonly Settled[]
}

const INCOMPLETE: Found = { lines: [], behind: [] }

function foundOf(whole: string, group: readonly WaitingPiece[], waiting: Waiting): Found {
  const [first] = group
  if (first === undefined) return INCOMPLETE
  const numbered = waiting.byWhole.get(whole)
  if (numbered === undefined) return { lines: complete(first, id => waiting.byEvent.get(id)), behind: [] }
  const pieces = placed([...numbered, ...group])
  const ends = [...pieces.values()].filter(({ parsed }) => parsed.piece.more === false)
  const [end] = ends.toSorted((a, b) => a.parsed.piece.all.length - b.parsed.piece.all.length)
  if (end === undefined) return INCOMPLETE
  const lines = complete(end, id => pieces.get(id)?.line)
  if (lines.length === 0) return INCOMPLETE
  const others = [...pieces.values()].filter(({ line }) => !lines.includes(line))
  return { lines, behind: others.map(each => behindOf(each, end)) }
}

function behindOf({ line, parsed }: WaitingPiece, end: WaitingPiece): Settled {
  return stays(line, { field: 'line', ...behindLast(parsed.piece, end.parsed.piece) })
}

function complete(piece: WaitingPiece, lineOf: (id: string) => QuarantinedLine | undefined): QuarantinedLine[] {
  const ids = idsOf(piece)
  const lines = ids.flatMap(id => lineOf(id) ?? [])
  return lines.length < ids.length ? [] : lines
}

/** By the name of each: what waited aside takes the place of its piece when nothing has it any more, and nothing else of what is retried could. */
function placed(pieces: readonly WaitingPiece[]): Map<string, WaitingPiece> {
  const found = new Map(pieces.filter(each => !isAside(each)).map(each => [idOf(each), each]))
  for (const [id, [one, ...others]] of Map.groupBy(pieces.filter(isAside), idOf)) {
    if (one !== undefined && others.length === 0 && !found.has(id)) found.set(id, one)
  }
  return found
}

/** Whether it waits under the name of its text, for what it tells had come with another. */
function isAside(piece: WaitingPiece): boolean {
  return piece.parsed.piece.more !== undefined && piece.line.event !== idOf(piece)
}

/** Whether it waits though its event is rated: nothing of it is in that. */
function isApart(piece: WaitingPiece): boolean {
  return isAside(piece) || piece.line.reason === BEHIND_LAST
}

function settledAs({ line, parsed }: WaitingPiece): Retried {
  return settled(line, 'duplicate', parsed.reason)
}

function asBefore(piece: WaitingPiece): Retried {
  const { line, parsed } = piece
  return isAside(piece)
    ? stays(line, line)
    : stays(line, { field: 'line', reason: parsed.reason, detail: parsed.detail })
}

function wholeOf({ line, parsed }: WaitingPiece): string {
  return eventId(line.format, parsed.piece.of, '')
}

/** Under which it waits as a piece. */
function idOf({ line, parsed }: WaitingPiece): string {
  return pieceId(line.format, parsed.piece, parsed.piece.name)
}

/** Under which all pieces of the event wait, of those that it knows. */
function idsOf({ line, parsed }: WaitingPiece): string[] {
  return parsed.piece.all.map(name => pieceId(line.format, parsed.piece, name))
}

async function readWaiting(
  client: ClientBase,
  tenant: string,
  pieces: readonly WaitingPiece[],
  retry: LineRetry
): Promise<Waiting> {
  const read = (filter: QuarantineFilter): Promise<QuarantinedLine[]> =>
    readQuarantine(client, tenant, { state: 'open', after: QUARANTINE_BEGIN, limit: MOST_LINES, lock: true, ...filter })
  const [fixed, numbered] = [pieces.filter(isFixed), pieces.filter(each => !isFixed(each))]
  const events = [...new Set(fixed.flatMap(idsOf))]
  const lines = events.length === 0 ? [] : await read({ events })
  const wholes = [...new Set(numbered.map(wholeOf))]
  const others = wholes.length === 0 ? [] : await read({ wholes })
  const tried = Map.groupBy(
    others.map(line => retry.try(line)).filter(each => each.kind === 'piece'),
    wholeOf
  )
  const rated = await sql<{ event: string }>(
    client,
    'select event from rated_usage where tenant = $1 and event = any($2)',
    [tenant, [...new Set(pieces.map(wholeOf))]]
  )
  return {
    byEvent: new Map(lines.map(line => [line.event, line])),
    byWhole: new Map(wholes.map(whole => [whole, tried.get(whole) ?? []])),
    rated: new Set(rated.map(({ event }) => event))
  }
}

function isFixed({ parsed }: WaitingPiece): boolean {
  return parsed.piece.more === undefined
}

/** Of all events of a batch. */
const MOST_LINES = 1_000_000
