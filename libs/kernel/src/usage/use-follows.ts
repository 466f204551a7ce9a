// Usage goes with its number: what was rated for who has it no more waits in quarantine, and is rated for who has it.
import { type BaseUnit, formatDecimal } from '@farthing/billing-core/values'
import { writtenNumber } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import { beginKnown, Clock, KernelSettings, Outbox, sql, type Writer } from '../persistence/index.ts'
import { type LostStretch, UsageFollows } from '../subscriptions/index.ts'
import { PAID_BY_POCKETS } from './left-to-bill.ts'
import { speltQuantity } from './spelt-quantity.ts'
import { UnratedUses, type UnratedUse } from './unrated-uses.ts'

/** Why it waits. */
export const NUMBER_MOVED = 'number-moved'

interface Row {
  readonly event: string
  readonly week: string
  readonly account: string
  readonly startedMs: number
  readonly quantity: number
  readonly called: string
  readonly caller: string
  readonly value: string | null
  /** Of the value. */
  readonly currency: string
  readonly service: string
  readonly unit: BaseUnit
}

/** What pockets have paid something of stays where it was paid. */
const USES = `select u.event, u.week::text, u.account, date_part('epoch', u.started_at) * 1000 as "startedMs", u.quantity::float8 as quantity, u.called,
    u.caller, u.value::text, k.currency, k.service, k.unit
  from account_usage($1, $2, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000)) u
    join usage_class k on k.tenant = u.tenant and k.id = u.class
  where u.subscription = $3 and not (${PAID_BY_POCKETS})`

@Injectable()
export class UseFollows extends UsageFollows {
  constructor(
    @Inject(UnratedUses) private readonly waiting: UnratedUses,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {
    super()
  }

  /** Said once for each use, whichever of its numbers is lost first. */
  async follow(writer: Writer, lost: readonly LostStretch[]): Promise<void> {
    const { tenant } = this.settings
    const uses = new Map<string, { readonly row: Row; readonly subscriber: string }>()
    for (const stretch of lost) {
      for (const row of await usesOf(writer, tenant, stretch)) {
        if (!uses.has(row.event) && isOf(stretch, row, lost)) uses.set(row.event, { row, subscriber: stretch.identity })
      }
    }
    if (uses.size === 0) return
    await beginKnown(writer, tenant)
    const now = this.clock.now()
    const rows = [...uses.values()]
    await sql(
      writer,
      `insert into usage_aside (tenant, known, week, account, event)
       select $1, $2, row.* from unnest($3::timestamptz[], $4::uuid[], $5::text[]) as row`,
      [
        ...[tenant, now.toString()],
        rows.map(({ row }) => row.week),
        rows.map(({ row }) => row.account),
        rows.map(({ row }) => row.event)
      ]
    )
    await this.waiting.write(writer, rows.map(told), now)
    await this.outbox.add(writer, tenant, [{ topic: 'usage.set-aside', subject: tenant, payload: { uses: uses.size } }])
  }
}

function usesOf(writer: Writer, tenant: string, stretch: LostStretch): Promise<Row[]> {
  const { account, fromMs, subscription, untilMs } = stretch
  return sql<Row>(writer, USES, [tenant, account, subscription, fromMs, untilMs])
}

/** By who called, where that is one of its numbers. Else it is known only when all of them are lost. */
function isOf(
  { account, identity, others, subscription }: LostStretch,
  { caller }: Row,
  lost: readonly LostStretch[]
): boolean {
  const named = [identity, ...others].find(each => digits(each) === caller)
  if (named !== undefined) return named === identity
  return others.every(other =>
    lost.some(each => each.identity === other && each.account === account && each.subscription === subscription)
  )
}

function digits(identity: string): string {
  return identity.replace(/^\+/, '')
}

/** Known by another name than the use that is set aside, which keeps its own: whoever sends that again sends a duplicate. */
function told({ row, subscriber }: { readonly row: Row; readonly subscriber: string }): UnratedUse {
  const { called, caller, currency, event, quantity, service, startedMs, unit, value } = row
  const parties = { to: writtenNumber(called), from: writtenNumber(caller) }
  const id = `${event}>${digits(subscriber)}`
  const at = Temporal.Instant.fromEpochMilliseconds(Math.round(startedMs))
  return {
    ...{ event: `json-events:${id}`, holder: null, service, at, field: 'subscriber', reason: NUMBER_MOVED },
    detail: `${subscriber} was of another subscription when ${event} was rated`,
    record: {
      ...{
        id,
        service,
        subscriber,
        ...parties,
        started_at: at.toString(),
        ...speltQuantity({ ticks: quantity, unit })
      },
      ...(value === null ? {} : { value: formatDecimal(BigInt(value)), currency })
    }
  }
}
