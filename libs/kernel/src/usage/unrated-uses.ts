// Uses that were reported while they happened and cannot be rated: in quarantine, like the lines of a small import.
import { Inject, Injectable } from '@nestjs/common'
import { KernelSettings, sql, type Writer } from '../persistence/index.ts'
import { addImport, endImport, takeImportNumber } from './import-book.ts'
import { EVENT_FORMAT } from './usage-events.service.ts'
import { noteChunk } from './write-chunk.ts'

export interface UnratedUse {
  readonly event: string
  /** Null: the record itself says its subscriber, as far as anybody knows. */
  readonly holder: { readonly account: string; readonly subscription: string } | null
  readonly service: string
  readonly at: Temporal.Instant
  /** A usage event but for the subscriber of its holder; the retry reads it. */
  readonly record: Readonly<Record<string, string>>
  readonly field: string
  readonly reason: string
  readonly detail: string
}

@Injectable()
export class UnratedUses {
  constructor(@Inject(KernelSettings) private readonly settings: KernelSettings) {}

  /** Within the caller's transaction, after `beginKnown`, after which `now` was read. */
  async write(client: Writer, uses: readonly UnratedUse[], now: Temporal.Instant): Promise<void> {
    const { tenant } = this.settings
    const news = { kind: 'events', name: 'charging', format: EVENT_FORMAT, header: null, head: null } as const
    const importId = await takeImportNumber(client, tenant)
    await addImport(client, tenant, importId, { ...news, startedAt: now, asOf: null })
    const subscribers = await subscribersOf(client, tenant, uses)
    const fresh = await sql<{ reason: string }>(
      client,
      `insert into usage_quarantine (tenant, import, known, format, state, line, event, service, field, reason, detail, raw)
       select $1, $2, $3, $4, 'open', use.line::int, event, service, field, reason, detail, convert_to(raw, 'UTF8')
       from unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[]) with ordinality
         as use (event, service, field, reason, detail, raw, line)
       on conflict (tenant, event) do nothing returning reason`,
      [
        ...[tenant, importId, now.toString(), EVENT_FORMAT],
        uses.map(({ event }) => event),
        uses.map(({ service }) => service),
        uses.map(({ field }) => field),
        uses.map(({ reason }) => reason),
        uses.map(({ detail }) => detail),
        uses.map(({ event, record }) => JSON.stringify({ subscriber: subscribers.get(event) ?? '', ...record }))
      ]
    )
    const quarantined = Object.fromEntries(
      [...Map.groupBy(fresh, ({ reason }) => reason)].map(([reason, group]) => [reason, group.length])
    )
    const [count, waiting] = [uses.length, fresh.length]
    const counts = { lines: count, rated: 0, duplicate: count - waiting, quarantined: waiting, filtered: 0 }
    const place = { start: 0, end: count, digest: '' }
    await noteChunk(client, { tenant, importId }, place, { ...counts, reasons: { quarantined, filtered: {} } })
    await endImport(client, tenant, importId, { digest: null, problem: null, at: now })
  }
}

/** A number or login that the subscription held then, by event. */
async function subscribersOf(
  client: Writer,
  tenant: string,
  uses: readonly UnratedUse[]
): Promise<ReadonlyMap<string, string>> {
  const held = uses.flatMap(({ at, event, holder }) => (holder === null ? [] : [{ at, event, ...holder }]))
  if (held.length === 0) return new Map()
  const rows = await sql<{ event: string; identity: string }>(
    client,
    `select distinct on (use.event) use.event, held.identity
     from unnest($2::text[], $3::uuid[], $4::uuid[], $5::timestamptz[]) as use (event, account, subscription, at)
     join identity_stretch held on held.tenant = $1 and held.account = use.account and held.subscription = use.subscription
       and held.valid_from <= (use.at at time zone coalesce(held.from_zone, held.zone))::date
       and (held.valid_until is null or (use.at at time zone held.zone)::date < held.valid_until)
     order by use.event, held.identity`,
    [
      tenant,
      held.map(({ event }) => event),
      held.map(({ account }) => account),
      held.map(({ subscription }) => subscription),
      held.map(({ at }) => at.toString())
    ]
  )
  return new Map(rows.map(({ event, identity }) => [event, identity]))
}
