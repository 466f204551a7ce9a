// What a change of rules would do to the bills of a tenant's accounts. Reads everything, writes nothing.
import type { Gate, RuleSet } from '@farthing/rules-language'
import {
  correctingSides,
  type ImpactRange,
  type ImpactReport,
  type ImpactSides,
  impactSides,
  ImpactTally
} from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { NewUsage } from '../billing-run/index.ts'
import { Clock, KernelSettings, Persistence, settleKnown, sql } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { ImpactJudge, type JudgedChange } from '../rules-host/index.ts'
import { accountsAfter, impactAccounts, usageUnits } from './read-accounts.ts'
import { readWaiting } from './read-waiting.ts'

export interface ImpactRequest {
  readonly before: RuleSet
  readonly after: RuleSet
  /** Of the accounts; left out: the operator's own. */
  readonly currency?: string | undefined
  /** Left out: the month that ends on the newest bill date, or today while nothing was ever billed. */
  readonly range?: Partial<ImpactRange>
  /** Both rule sets as they are on that day; left out: with the dates that they have. */
  readonly on?: Temporal.PlainDate | undefined
  readonly gates: readonly Gate[]
  /** How many of the biggest rises and falls are explained. */
  readonly top: number
  readonly progress?: (accounts: { readonly done: number; readonly all: number }) => void
}

/** Accounts read at once. */
const CHUNK = 250
const TOP_JUDGED = 3

@Injectable()
export class ImpactService extends ImpactJudge {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {
    super()
  }

  override judge({ bills, gates, ...change }: JudgedChange): Promise<ImpactReport> {
    if (bills.kind === 'last-month') return this.compare({ ...change, on: bills.on, gates, top: TOP_JUDGED })
    const { from } = bills
    const range = { from: from.subtract({ days: 1 }), until: from.add({ months: 1 }) }
    return this.#play(correctingSides(change, this.plugins.registry, from), { gates, range, top: TOP_JUDGED })
  }

  override async currenciesHeld(): Promise<readonly string[]> {
    const text = 'select distinct currency from account where tenant = $1'
    const rows = await this.persistence.bulkRead(client =>
      sql<{ currency: string }>(client, text, [this.settings.tenant])
    )
    return rows.map(({ currency }) => currency)
  }

  /** What every account's bills of a range come to under either rules. */
  compare({ before, after, currency, on, ...asked }: ImpactRequest): Promise<ImpactReport> {
    return this.#play(impactSides({ before, after, currency }, this.plugins.registry, on ?? null), asked)
  }

  /** Of what is known when it begins, which waits for news that is being written. One transaction and one snapshot a chunk, so that a long comparison holds nothing back. */
  async #play(
    sides: ImpactSides,
    { gates, top, progress, ...asked }: Omit<ImpactRequest, 'before' | 'after' | 'currency' | 'on'>
  ): Promise<ImpactReport> {
    const { tenant } = this.settings
    const knownAt = await this.persistence.read(tenant, tx => settleKnown(tx, tenant, () => this.clock.now()))
    const { zone } = sides.after.rules.operator
    const { range, all } = await this.#begin(asked.range ?? {}, this.clock.today(zone), sides.currency)
    const { registry } = this.plugins
    const waiting = await readWaiting(this.persistence, { tenant, sides, registry, now: knownAt })
    const tally = new ImpactTally({ sides, range, gates, top, waiting })
    const units = await this.persistence.bulkRead(client => usageUnits(client, tenant, sides.currency))
    const task = { tenant, knownAt, range, sides, units, waiting, newUsage: new NewUsage() }
    for (let last = '', done = 0; ; ) {
      const ids = await this.persistence.bulkRead(async client => {
        const chunk = await accountsAfter(client, { tenant, last, most: CHUNK, currency: sides.currency })
        for (const account of await impactAccounts(client, task, chunk, this.facts)) tally.add(account)
        return chunk
      })
      done += ids.length
      progress?.({ done, all })
      if (ids.length < CHUNK) return tally.report()
      last = ids.at(-1)?.id ?? ''
    }
  }

  async #begin(
    { from, until }: Partial<ImpactRange>,
    today: Temporal.PlainDate,
    currency: string
  ): Promise<{ readonly range: ImpactRange; readonly all: number }> {
    const { tenant } = this.settings
    return this.persistence.bulkRead(async client => {
      const end = until ?? from?.add({ months: 1 }) ?? (await newestBillDate(client, tenant, currency)) ?? today
      const [row] = await sql<{ count: number }>(
        client,
        'select count(*)::int as count from account where tenant = $1 and currency = $2',
        [tenant, currency]
      )
      return { range: { from: from ?? monthBefore(end), until: end }, all: row?.count ?? 0 }
    })
  }
}

/** The end of a month for the end of a month: the range then holds one bill of everybody, whatever the bill day. */
function monthBefore(day: Temporal.PlainDate): Temporal.PlainDate {
  const before = day.subtract({ months: 1 })
  return day.day === day.daysInMonth ? before.with({ day: before.daysInMonth }) : before
}

async function newestBillDate(
  client: ClientBase,
  tenant: string,
  currency: string
): Promise<Temporal.PlainDate | null> {
  const [row] = await sql<{ newest: string | null }>(
    client,
    `select max(bill_date)::text as newest from invoice where tenant = $1 and status <> 'cancelled' and currency = $2`,
    [tenant, currency]
  )
  return row?.newest == null ? null : Temporal.PlainDate.from(row.newest)
}
