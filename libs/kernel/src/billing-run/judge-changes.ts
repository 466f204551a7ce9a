// The operator's rules for changes, asked about an account as the database knows it. Usage and invoices are read only when
// a condition asks for them.
import type { AccountHistory } from '@farthing/billing-core'
import { startOfDayMs } from '@farthing/billing-core/values'
import { type BillableUsage, cycleBill, cycleLookBack, type FactWorld, type ForbiddenChange } from '@farthing/simulator'
import { decisive, type DueChange, dueChange, judgeChange, ticksUsed } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, sql, type Writer } from '../persistence/index.ts'
import { owedBy } from '../payments/index.ts'
import { type AskedTime, ChangeJudge, type JudgedChange } from '../subscriptions/index.ts'
import { paidBefore } from './billable-usage.ts'
import { BillingRules, type RulesInForce } from './billing-rules.ts'

@Injectable()
export class JudgeChanges extends ChangeJudge {
  constructor(
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {
    super()
  }

  override async due({ asked: today, change, history, said, subscription: id }: AskedTime): Promise<DueChange> {
    const { books, registry } = await this.rules.asKnownAt(this.clock.now())
    const ruleBook = books.in(history.currency)
    const subscription = history.subscriptions.find(each => each.id === id) ?? null
    return dueChange(change, said, { history, registry, ruleBook, subscription, today })
  }

  override async forbidden(tx: Writer, change: JudgedChange, letGo: boolean): Promise<ForbiddenChange | undefined> {
    const knownAt = this.clock.now()
    const world = this.#world(tx, change, { knownAt, ...(await this.rules.asKnownAt(knownAt)) })
    const all: ForbiddenChange[] = []
    for (const asked of change.asked) all.push(...(await judgeChange(asked, world)).forbidden)
    return decisive(all, letGo)
  }

  /** Where something outlives its cycle the account is gone through from its beginning: it is one, and a person waits for one answer. */
  #world(
    tx: Writer,
    { effective, history, subscription }: JudgedChange,
    { books, knownAt, registry }: RulesInForce & { readonly knownAt: Temporal.Instant }
  ): FactWorld {
    const { tenant } = this.settings
    const ruleBook = books.in(history.currency)
    const asked = { history, today: effective, ruleBook, registry, carried: [] }
    const read = new Map<string, Promise<readonly BillableUsage[]>>()
    const usage = (from: Temporal.PlainDate): Promise<readonly BillableUsage[]> => {
      const first = cycleLookBack({ ...asked, asked: from }).from
      const known = read.get(`${first}`) ?? usageSince(tx, { tenant, knownAt }, history, first)
      read.set(`${first}`, known)
      return known
    }
    const about = {
      history,
      subscription: history.subscriptions.find(({ id }) => id === subscription) ?? null,
      today: effective,
      usage
    }
    return {
      ...about,
      ruleBook,
      registry,
      usedByGroups: () => [], // only policies count over groups
      used: (service, of) => ticksUsed({ history, usage }, service, of),
      bill: async from => cycleBill({ ...asked, asked: from }, await usage(from)),
      owed: () => owedBy(tx, tenant, history.account)
    }
  }
}

interface UsageRow extends Omit<BillableUsage, 'startedAt' | 'prepaid' | 'inUnits'> {
  readonly prepaid: number | null
  readonly worth: string | null
  readonly charged: string | null
  readonly started_at: number
}

/** One account's, from the first moment of a day on; null: all. */
function usageSince(
  tx: Writer,
  { knownAt, tenant }: { readonly tenant: string; readonly knownAt: Temporal.Instant },
  { account, zone }: AccountHistory,
  from: Temporal.PlainDate | null
): Promise<BillableUsage[]> {
  return sql<UsageRow>(
    tx,
    `select u.event as id, u.subscription, c.service, c.zone, c.tariff, c.version, c.tariff_since as "tariffSince", u.called as "to", u.caller as "from",
       round(date_part('epoch', u.started_at) * 1000) as started_at,
       u.quantity::float8 as quantity, u.billed::float8 as billed, u.amount::float8 as amount,
       u.value::float8 as value, u.prepaid::float8 as prepaid, u.paid_in_units::text as worth, u.charged::text
     from account_usage($1, $2, to_timestamp($3::float8 / 1000), 'infinity') u
     join usage_class c on c.tenant = u.tenant and c.id = u.class where u.known <= $4`,
    [tenant, account, from === null ? 0 : startOfDayMs(from, zone), knownAt.toString()]
  ).then(rows =>
    rows.map(({ charged, prepaid, started_at: startedAt, worth, ...event }) => {
      return { ...event, startedAt, ...paidBefore({ prepaid, worth, charged, amount: event.amount }) }
    })
  )
}
