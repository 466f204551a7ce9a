// The lines in quarantine, as a retry of everything under either rule set would rate them.
import { type Registry, usageFormatsOf } from '@farthing/plugin-sdk'
import { type ImpactSide, type ImpactSides, sideRating, type WaitingRead, WaitingUses } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { type Persistence, sql } from '../persistence/index.ts'
import {
  LineRetry,
  QUARANTINE_BEGIN,
  type QuarantinedLine,
  readQuarantinePage,
  retriedOf,
  tenantSubscribers
} from '../usage/index.ts'

export interface WaitingTask {
  readonly tenant: string
  readonly sides: ImpactSides
  readonly registry: Registry
  readonly now: Temporal.Instant
}

/** Null: the line stays where it is. */
type SideRetry = (line: QuarantinedLine) => WaitingRead | null

/** The subscribers are in memory meanwhile, unless nothing waits. */
export async function readWaiting(persistence: Persistence, task: WaitingTask): Promise<WaitingUses> {
  const waiting = new WaitingUses()
  let retries: { readonly before: SideRetry; readonly after: SideRetry } | null = null
  for (let place = QUARANTINE_BEGIN; ; ) {
    const { lines, rated } = await persistence.bulkRead(client => readPage(client, task.tenant, place))
    const last = lines.at(-1)
    if (last === undefined) return waiting
    retries ??= await persistence.bulkRead(client => sideRetries(client, task))
    for (const line of lines) {
      if (!rated.has(line.event)) waiting.add(line.event, retries.before(line), retries.after(line))
    }
    place = last
  }
}

/** `rated`: events that came again and were rated while their line waited. A retry finds that they are duplicates. */
async function readPage(
  client: ClientBase,
  tenant: string,
  after: typeof QUARANTINE_BEGIN
): Promise<{ readonly lines: readonly QuarantinedLine[]; readonly rated: ReadonlySet<string> }> {
  const lines = await readQuarantinePage(client, tenant, { ...retriedOf({}), state: 'open', after })
  const rows = await sql<{ event: string }>(
    client,
    'select event from rated_usage where tenant = $1 and event = any($2)',
    [tenant, lines.map(({ event }) => event)]
  )
  return { lines, rated: new Set(rows.map(({ event }) => event)) }
}

async function sideRetries(
  client: ClientBase,
  { tenant, sides, registry, now }: WaitingTask
): Promise<{ readonly before: SideRetry; readonly after: SideRetry }> {
  const retryOf = async (side: ImpactSide): Promise<SideRetry> => {
    const { operator, units } = side.rules
    const subscribers = await tenantSubscribers(client, {
      ...{ tenant, dialling: operator.dialling, currency: sides.currency }
    })
    const rating = sideRating(side, subscribers, now.epochMilliseconds)
    const retry = new LineRetry({ formats: usageFormatsOf(registry, side.rules), rating, units, zone: operator.zone })
    return line => {
      const tried = retry.try(line)
      return tried.kind === 'rated' ? { outcome: tried.outcome, subscribers } : null
    }
  }
  return { before: await retryOf(sides.before), after: await retryOf(sides.after) }
}
