// Events whose id was rated for another use: their source gives it again. They wait, for nobody can tell which of the two is wrong.
import { formatQuantity, fromTicks } from '@farthing/billing-core/values'
import type { BaseUnit } from '@farthing/billing-core/values'
import { shortHash } from '@farthing/plugin-sdk'
import type { ClientBase } from 'pg'
import { OTHER_USES, SAME_ID_OTHER_USE } from './chunk-sql.ts'

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

interface Row {
  readonly place: number
  readonly event: string
  readonly line: number
  readonly service: string
  readonly unit: BaseUnit
  readonly import: number
  readonly ratedLine: number
  readonly startedAt: string
  readonly quantity: bigint
  readonly called: string
  readonly use: string
}

/** After the staged rows were inserted. */
export async function readOtherUses(client: ClientBase): Promise<OtherUse[]> {
  const { rows } = await client.query<Row>(OTHER_USES)
  return rows.map(row => {
    const { event, line, place, service, use } = row
    return {
      ...{ place, event: `${event}!${shortHash(use)}`, line, service },
      ...{ field: 'id', reason: SAME_ID_OTHER_USE, detail: heldBy(row) }
    }
  })
}

function heldBy({ called, event, import: importId, quantity, ratedLine, startedAt, unit }: Row): string {
  const to = called === '' ? '' : ` to ${called}`
  const at = Temporal.Instant.from(startedAt)
  return `${event} was rated as ${formatQuantity(fromTicks(Number(quantity), unit))}${to} at ${at} (import ${importId}, line ${ratedLine})`
}
