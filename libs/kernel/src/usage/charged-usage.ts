// Usage that was charged while it happened, stored beside what imports bring: each event once, with its trace.
import type { Rated, RuleSet, TariffVersion } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, sql, type Writer } from '../persistence/index.ts'
import { packIntegers } from './copy-buffer.ts'
import { UsageClasses, writeClasses } from './usage-classes.ts'

export interface UseCharged {
  readonly event: string
  readonly account: string
  readonly subscription: string
  /** E.164 digits; '' when there is none. */
  readonly called: string
  readonly caller: string
  /** Micro, by the source; null when that said nothing. */
  readonly value: number | null
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Ticks. */
  readonly quantity: number
  readonly tariff: TariffVersion
  readonly rules: RuleSet
  readonly rated: Rated
  /** Micro that pockets paid of its price: bills leave it alone. */
  readonly prepaid: bigint
}

@Injectable()
export class ChargedUsage {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Within the caller's transaction, after `beginKnown`. */
  async write(writer: Writer, uses: readonly UseCharged[]): Promise<void> {
    const { tenant } = this.settings
    const classes = new UsageClasses()
    const ids = uses.map(({ rated, rules, tariff }) => classes.idOf(tariff, rules, rated.zone, rated.bands))
    await writeClasses(writer, tenant, classes.takeNews())
    await sql(
      writer,
      `insert into rated_usage (tenant, known, import, line, event, account, subscription, started_at, quantity, billed, amount,
         class, called, caller, value, trace, prepaid)
       select $1, $2, 0, 0, use.* from unnest($3::text[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::bigint[], $8::bigint[],
         $9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::bigint[], $14::bytea[], $15::bigint[]) as use`,
      [
        tenant,
        this.clock.now().toString(),
        uses.map(({ event }) => event),
        uses.map(({ account }) => account),
        uses.map(({ subscription }) => subscription),
        uses.map(({ startedAt }) => Temporal.Instant.fromEpochMilliseconds(startedAt).toString()),
        uses.map(({ quantity }) => quantity),
        uses.map(({ rated }) => rated.billed),
        uses.map(({ rated }) => rated.amount),
        ids,
        uses.map(({ called }) => called),
        uses.map(({ caller }) => caller),
        uses.map(({ value }) => value),
        uses.map(({ rated }) => packIntegers(rated.trace)),
        uses.map(({ prepaid }) => prepaid.toString())
      ]
    )
  }
}
