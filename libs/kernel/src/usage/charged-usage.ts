// Usage that was charged while it happened, stored beside what imports bring: each event once.
import type { PaidByPockets } from '@farthing/billing-core'
import type { Rated, RuleSet, TariffVersion } from '@farthing/rules-language'
import { sinceWhen } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { KernelSettings, type Statement } from '../persistence/index.ts'
import { classRows, type UsageClass, UsageClasses } from './usage-classes.ts'

export interface UseCharged {
  readonly event: string
  readonly account: string
  readonly subscription: string
  readonly plan: string
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
  /** What pockets paid of its price: bills take it off. */
  readonly paid: PaidByPockets
}

/** What is written of uses, and the numbers of the classes among it that are new. */
export interface ChargedRows {
  readonly statements: readonly Statement[]
  readonly classes: readonly number[]
}

@Injectable()
export class ChargedUsage {
  /** Numbers of the classes that the database is known to have. */
  private readonly stored = new Set<number>()

  constructor(@Inject(KernelSettings) private readonly settings: KernelSettings) {}

  /** To be sent in a transaction that has done `beginKnown`, after which `known` was read, and that tells `committed` of the classes. */
  rows(uses: readonly UseCharged[], known: Temporal.Instant): ChargedRows {
    if (uses.length === 0) return { statements: [], classes: [] }
    const { ids, news } = this.#classes(uses)
    const { tenant } = this.settings
    const values = [
      tenant,
      known.toString(),
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
      uses.map(({ paid }) => paid.prepaid.toString()),
      uses.map(({ paid }) => paid.inUnits?.worth.toString() ?? null),
      uses.map(({ paid }) => paid.inUnits?.charged.toString() ?? null)
    ]
    const classes = news.length > 0 ? [classRows(tenant, news)] : []
    return { statements: [...classes, { text: INSERT, values }], classes: news.map(({ id }) => id) }
  }

  /** They are sent no more. */
  committed(classes: readonly number[]): void {
    for (const id of classes) this.stored.add(id)
  }

  #classes(uses: readonly UseCharged[]): { readonly ids: readonly number[]; readonly news: readonly UsageClass[] } {
    const classes = new UsageClasses()
    const ids = uses.map(({ plan, rated: { bands, zone }, rules, startedAt, tariff }) => {
      return classes.idOf({ plan, tariff, rules, zone, bands, tariffSince: sinceWhen({ rules, tariff }, startedAt) })
    })
    return { ids, news: classes.takeNews().filter(({ id }) => !this.stored.has(id)) }
  }
}

const INSERT = `insert into rated_usage (tenant, known, import, line, event, account, subscription, started_at, quantity, billed, amount,
    class, called, caller, value, prepaid, paid_in_units, charged)
  select $1, $2, 0, 0, unnest($3::text[]), unnest($4::uuid[]), unnest($5::uuid[]), unnest($6::timestamptz[]), unnest($7::bigint[]), unnest($8::bigint[]),
    unnest($9::bigint[]), unnest($10::bigint[]), unnest($11::text[]), unnest($12::text[]), unnest($13::bigint[]), unnest($14::bigint[]), unnest($15::bigint[]), unnest($16::bigint[])`
