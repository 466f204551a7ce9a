// The operator's rules for changes, asked about an account as the database knows it. Usage and invoices are read only when
// a condition asks for them.
import { accountAlignments, type AccountHistory, cutPeriod } from '@farthing/billing-core'
import { startOfDayMs } from '@farthing/billing-core/values'
import { type BillableUsage, computeBill, type FactWorld, type ForbiddenChange } from '@farthing/simulator'
import { judgeChange, ticksUsed } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, sql, type Transaction } from '../persistence/index.ts'
import { openInvoices } from '../payments/index.ts'
import { ChangeJudge, type JudgedChange } from '../subscriptions/index.ts'
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

  override async forbidden(tx: Transaction, change: JudgedChange): Promise<ForbiddenChange | undefined> {
    const rules = await this.rules.asKnownAt(this.clock.now())
    const world = this.#world(tx, change, rules)
    for (const asked of change.asked) {
      const [forbidden] = (await judgeChange(asked, world)).forbidden
      if (forbidden !== undefined) return forbidden
    }
    return undefined
  }

  #world(tx: Transaction, { effective, history, subscription }: JudgedChange, rules: RulesInForce): FactWorld {
    const { ruleBook, registry } = rules
    const { tenant } = this.settings
    const cycle = cutPeriod(accountAlignments(history), { unit: 'month', count: 1 }, effective).days
    const usage = (): Promise<BillableUsage[]> => usageSince(tx, tenant, history, cycle.from)
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
      used: service => ticksUsed(about, service),
      bill: async () =>
        computeBill({
          history,
          ruleBook,
          registry,
          usage: await usage(),
          carried: [],
          billed: [],
          billDate: cycle.until,
          previousBillDate: cycle.from,
          since: null
        }),
      owed: async () =>
        (await openInvoices(tx, tenant, history.account)).reduce((sum, { outstanding }) => sum + outstanding, 0n)
    }
  }
}

interface UsageRow extends Omit<BillableUsage, 'startedAt'> {
  readonly started_at: number
}

/** One account's, from the first moment of a day on. */
function usageSince(
  tx: Transaction,
  tenant: string,
  { account, zone }: AccountHistory,
  from: Temporal.PlainDate
): Promise<BillableUsage[]> {
  return sql<UsageRow>(
    tx,
    `select u.event as id, u.subscription, c.service, c.zone, c.tariff, c.version, u.called as "to", u.caller as "from",
       round(date_part('epoch', u.started_at) * 1000) as started_at,
       u.quantity::float8 as quantity, u.billed::float8 as billed, u.amount::float8 as amount,
       u.value::float8 as value
     from account_usage($1, $2, to_timestamp($3::float8 / 1000), 'infinity') u
     join usage_class c on c.tenant = u.tenant and c.id = u.class`,
    [tenant, account, startOfDayMs(from, zone)]
  ).then(rows => rows.map(({ started_at: startedAt, ...event }) => ({ ...event, startedAt })))
}
