// Events whose id was rated for another use: their source gives it again. They wait, for nobody can tell which of the two is wrong.
import { formatQuantity, fromTicks } from '@farthing/billing-core/values'
import type { BaseUnit } from '@farthing/billing-core/values'
import { otherUseId, repeatOf, SAME_ID_OTHER_USE, useMark } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { TOLD_OTHERWISE } from './chunk-sql.ts'

export interface OtherUse {
  /** Of the staged rows, from 0. */
  readonly place: number
  /** Under which it waits: that of the event, and which use. */
  readonly event: string
  readonly line: number
  readonly service: string
  readonly field: 'id'
  readonly reason: typeof SAME_ID_OTHER_USE
  readonly detail: string
}

interface Use {
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Ticks. */
  readonly quantity: number
  readonly to: string
}

interface Row {
  readonly place: number
  readonly event: string
  readonly line: number
  readonly service: string
  readonly told: Use
  readonly unit: BaseUnit
  readonly import: number
  readonly ratedLine: number
  readonly held: Use
}

const NEAR_MS = 60_000
const NOTHING: ReadonlySet<number> = new Set()

/** After the staged rows were inserted. `joined`: places of those that a file told in pieces, of which it need not have the first. */
export async function readOtherUses(client: ClientBase, joined: ReadonlySet<number> = NOTHING): Promise<OtherUse[]> {
  const { rows } = await client.query<Row>(TOLD_OTHERWISE)
  return rows.flatMap(row => {
    const { event, held, line, place, service, told } = row
    const mark = useMark(told)
    if (repeatOf(mark, useMark(held)) !== 'other-use') return []
    if (joined.has(place) && isEndOf(told, row)) return []
    return {
      ...{ place, event: otherUseId(event, mark), line, service },
      ...{ field: 'id', reason: SAME_ID_OTHER_USE, detail: heldBy(row) }
    }
  })
}

/** Whether the use began within the one that is rated and ended with it, as a call from one of its later INVITEs on. */
function isEndOf(told: Use, { held, unit }: Pick<Row, 'held' | 'unit'>): boolean {
  if (unit !== 'second' || told.to !== held.to || told.startedAt < held.startedAt) return false
  return Math.abs(told.startedAt + told.quantity - held.startedAt - held.quantity) <= NEAR_MS
}

function heldBy({ event, held, import: importId, ratedLine, unit }: Row): string {
  const to = held.to === '' ? '' : ` to ${held.to}`
  const at = Temporal.Instant.fromEpochMilliseconds(held.startedAt)
  return `${event} was rated as ${formatQuantity(fromTicks(held.quantity, unit))}${to} at ${at} (import ${importId}, line ${ratedLine})`
}
