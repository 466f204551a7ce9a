// Pieces of events that came in different files: joined where all of them wait, dropped where the event has come whole.
import { createHash } from 'node:crypto'
import type { WaitsElsewhere } from '@farthing/plugin-sdk'
import type { ClientBase } from 'pg'
import { eventId, pieceId } from '@farthing/simulator'
import { sql, type Writer } from '../persistence/index.ts'
import { QUARANTINE_BEGIN, type QuarantinedLine, readQuarantine } from './quarantine-book.ts'
import { type LineRetry, type Retried, settled, stays, type WaitingPiece } from './retry-lines.ts'

/** Of the pieces that files of the format left waiting: an event whose first piece is among them is not joined without it. */
export async function piecesElsewhere(writer: Writer, tenant: string, format: string): Promise<WaitsElsewhere> {
  const rows = await sql<{ event: string; hash: string }>(
    writer,
    `select event, encode(sha256(raw), 'hex') as hash from usage_quarantine
     where tenant = $1 and state = 'open' and whole is not null and format = $2`,
    [tenant, format]
  )
  const hashes = new Map(rows.map(({ event, hash }) => [event, hash]))
  return (piece, text) => {
    const hash = hashes.get(pieceId(format, piece, piece.name))
    return hash !== undefined && hash !== createHash('sha256').update(text).digest('hex')
  }
}

interface Waiting {
  readonly byEvent: ReadonlyMap<string, QuarantinedLine>
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
  const waiting = await readWaiting(
    client,
    tenant,
    pieces,
    groups.map(([whole]) => whole)
  )
  return groups.flatMap(([whole, group]) => joinGroup(whole, group, waiting, retry))
}

function joinGroup(whole: string, group: readonly WaitingPiece[], waiting: Waiting, retry: LineRetry): Retried[] {
  const [first] = group
  if (first === undefined) return []
  if (waiting.rated.has(whole)) return group.map(({ line, parsed }) => settled(line, 'duplicate', parsed.reason))
  const lines = idsOf(first).flatMap(id => waiting.byEvent.get(id) ?? [])
  const last = lines.at(-1)
  const { all } = first.parsed.piece
  if (last === undefined || lines.length < all.length) return group.map(asBefore)
  const joined = retry.tryJoined(last, lines.map(({ raw }) => raw.toString('utf8')).join('\n'))
  const open = joined.kind === 'settled' && joined.result.state === 'open'
  const others = open
    ? group.filter(({ line }) => line.event !== last.event).map(asBefore)
    : lines.slice(0, -1).map(line => settled(line, 'filtered', 'joined'))
  return [...others, joined]
}

function asBefore({ line, parsed }: WaitingPiece): Retried {
  return stays(line, { field: 'line', reason: parsed.reason, detail: parsed.detail })
}

function wholeOf({ line, parsed }: WaitingPiece): string {
  return eventId(line.format, parsed.piece.of, '')
}

/** Under which all pieces of the event wait. */
function idsOf({ line, parsed }: WaitingPiece): string[] {
  return parsed.piece.all.map(name => pieceId(line.format, parsed.piece, name))
}

async function readWaiting(
  client: ClientBase,
  tenant: string,
  pieces: readonly WaitingPiece[],
  wholes: readonly string[]
): Promise<Waiting> {
  const events = [...new Set(pieces.flatMap(idsOf))]
  const query = { state: 'open', events, after: QUARANTINE_BEGIN, limit: events.length, lock: true } as const
  const lines = events.length === 0 ? [] : await readQuarantine(client, tenant, query)
  const rated = await sql<{ event: string }>(
    client,
    'select event from rated_usage where tenant = $1 and event = any($2)',
    [tenant, wholes]
  )
  return {
    byEvent: new Map(lines.map(line => [line.event, line])),
    rated: new Set(rated.map(({ event }) => event))
  }
}
