// Accounts to be billed: opened by the handful or the thousand, with usage put in rated.
import { randomUUID } from 'node:crypto'
import {
  AccountsInBulk,
  type BillingRun,
  BillingRunService,
  InvoicesService,
  Persistence,
  PluginRegistry,
  RulesHost,
  SubscriptionsInBulk
} from '@farthing/kernel'
import type { Registry } from '@farthing/plugin-sdk'
import { planAt, type RuleSet, tariffAt } from '@farthing/rules-language'
import { servingTariff } from '@farthing/simulator'
import type { INestApplicationContext } from '@nestjs/common'
import type { TestKernel } from './test-kernel.ts'

type App = Pick<INestApplicationContext, 'get'>

export interface BillingAccount {
  readonly billDay: number
  readonly from: string
  /** Plans of its subscriptions. */
  readonly plans: readonly string[]
  /** Melbourne and Australian dollars, when left out. */
  readonly zone?: string
  readonly currency?: string
}

export interface OpenedBillingAccount {
  readonly id: string
  readonly number: string
  readonly subscriptions: readonly string[]
}

export interface TestUsage {
  readonly account: string
  readonly subscription: string
  readonly plan: string
  readonly service: string
  readonly to: string
  /** Instant, such as 2026-03-02T10:00:00+11:00. */
  readonly at: string
  /** Ticks. */
  readonly quantity: number
}

/** Opens accounts, each with its subscriptions from its first day. */
export async function openAccounts(app: App, accounts: readonly BillingAccount[]): Promise<OpenedBillingAccount[]> {
  return app.get(Persistence).bulk('main', async client => {
    const opened = await app.get(AccountsInBulk).open(
      client,
      accounts.map(({ billDay, currency = 'AUD', from, zone = 'Australia/Melbourne' }, index) => ({
        name: `Customer ${index + 1}`,
        billDay,
        zone,
        currency,
        openedOn: Temporal.PlainDate.from(from)
      }))
    )
    const wanted = accounts.flatMap(({ plans, from }, index) => {
      const account = opened[index]?.id ?? ''
      return plans.map(plan => ({ account, plan, effective: Temporal.PlainDate.from(from), as: randomUUID() }))
    })
    const ids = await app.get(SubscriptionsInBulk).subscribe(client, wanted)
    return opened.map(({ id, number }) => ({
      id,
      number,
      subscriptions: ids.filter((_, index) => wanted[index]?.account === id)
    }))
  })
}

/** Beyond the numbers of a spec's own imports. */
const IMPORT_ID = 1_000_000
const IMPORT = `insert into usage_import (tenant, id, kind, name, format, state, lines, rated, duplicate, quarantined, filtered, reasons,
    notes, started_at, as_of)
  values ('main', ${IMPORT_ID}, 'file', 'usage', 'csv', 'done', 0, 0, 0, 0, 0, '{}', '[]', $1, $1) on conflict do nothing`

const CLASSES = `insert into usage_class (tenant, id, service, zone, bands, tariff, version, unit, currency, plan)
   select 'main', (select coalesce(max(id), 0) from usage_class) + row_number() over (), c ->> 0, c ->> 1, c ->> 2, c ->> 3, c ->> 4, c ->> 5, 'AUD', c ->> 6
   from unnest($1::jsonb[]) c
   where not exists (select from usage_class k where k.tenant = 'main' and k.service = c ->> 0 and k.zone = c ->> 1
     and k.bands = c ->> 2 and k.tariff = c ->> 3 and k.version = c ->> 4 and k.plan = c ->> 6
       and k.tariff_since = '')`

/** Puts rated usage where the import would, priced by the newest published rules. `known`: when it arrived. Returns ids. */
export async function putUsage(app: App, known: string, events: readonly TestUsage[]): Promise<string[]> {
  const rules = (await app.get(RulesHost).books()).versions.at(-1)?.rules
  if (rules === undefined) throw new Error('publish rules before usage is rated')
  const { registry } = app.get(PluginRegistry)
  const rows = events.map(event => ratedRow({ rules, registry }, event))
  const classes = [...new Set(rows.map(row => row.class))]
  await app.get(Persistence).bulk('main', async client => {
    await client.query(CLASSES, [classes])
    await client.query(IMPORT, [known])
    await client.query(
      `insert into rated_usage (started_at, known, quantity, billed, amount, class, import, line, account, subscription, tenant, event, called, caller)
       select r.started_at, $1, r.quantity, r.billed, r.amount, k.id, ${IMPORT_ID}, 1, r.account, r.subscription, 'main', r.event, r.called, ''
       from unnest($2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[], $6::jsonb[], $7::uuid[], $8::uuid[], $9::text[], $10::text[])
         as r (started_at, quantity, billed, amount, class, account, subscription, event, called)
       join usage_class k on k.tenant = 'main' and k.service = r.class ->> 0 and k.zone = r.class ->> 1 and k.bands = r.class ->> 2
         and k.tariff = r.class ->> 3 and k.version = r.class ->> 4 and k.plan = r.class ->> 6
         and k.tariff_since = ''`,
      [
        known,
        rows.map(row => row.startedAt),
        rows.map(row => row.quantity),
        rows.map(row => row.billed),
        rows.map(row => row.amount),
        rows.map(row => row.class),
        rows.map(row => row.account),
        rows.map(row => row.subscription),
        rows.map(row => row.event),
        rows.map(row => row.to)
      ]
    )
  })
  return rows.map(row => row.event)
}

function ratedRow({ rules, registry }: { rules: RuleSet; registry: Registry }, usage: TestUsage) {
  const startedAt = Temporal.Instant.from(usage.at)
  const plan = planAt(rules, usage.plan, startedAt.toZonedDateTimeISO(rules.operator.zone).toPlainDate())
  const event = { service: usage.service, startedAt: startedAt.epochMilliseconds }
  const tariff =
    plan &&
    servingTariff(plan, registry.usageTerms, event.service, name => {
      const version = tariffAt(rules, name, event.startedAt)
      return version && { version }
    })?.version
  const rated = tariff?.rate({ startedAt: event.startedAt, quantity: usage.quantity, to: usage.to })
  if (tariff === undefined || rated?.ok !== true) throw new Error(`cannot rate ${JSON.stringify(usage)}`)
  const kind = [usage.service, rated.zone, rated.bands, tariff.name, rules.version, tariff.unit, usage.plan]
  const { account, subscription, to, quantity } = usage
  const { billed, amount } = rated
  return {
    account,
    subscription,
    to,
    quantity,
    billed,
    amount,
    startedAt: startedAt.toString(),
    class: JSON.stringify(kind),
    event: randomUUID()
  }
}

/** Bills on `date` whoever is due then, or these accounts, and issues it; no clock is moved. Returns the run. */
export async function issueBills(app: App, date: string, accounts?: readonly string[]): Promise<BillingRun> {
  const runs = app.get(BillingRunService)
  const { id } = await runs.start({ billDate: Temporal.PlainDate.from(date), accounts })
  await runs.drain(id)
  await runs.accept(id)
  await runs.issue(id)
  return runs.drain(id)
}

/** Moves the clock to `date` and bills on it whoever is due. Returns the invoice of that day of the account `number`, with its lines. */
export async function billOn(kernel: TestKernel, number: string | undefined, date: string) {
  kernel.clock.moveTo(`${date}T00:00:00Z`)
  const runs = kernel.get(BillingRunService)
  await runs.drain((await runs.start({ billDate: Temporal.PlainDate.from(date), chunkSize: 10 })).id)
  const invoices = kernel.get(InvoicesService)
  const heads = await invoices.list({ account: number, limit: 10 })
  const head = heads.find(({ billDate }) => billDate.toString() === date)
  return head && (await invoices.find(head.id))
}
