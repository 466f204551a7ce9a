// Accounts with two subscriptions each and a month of usage, made by the server itself: invoices of twelve lines.
import { type Persistence, RulesHost } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'

export const BILL_DATE = Temporal.PlainDate.from('2026-03-01')
export const NOW = '2026-03-01T00:00:00Z'
const EVENTS_A_SUBSCRIPTION = 12

/** Who bills, and what calls cost. */
export const OPERATOR = `
operator "Bench Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  country 61, trunk prefix 0, international prefix 0011
  round half up to 0.01
}

zones world {
  | prefix | zone     |
  | 61     | national |
  | 614    | mobile   |
  | 44     | abroad   |
}

tariff calls for voice {
  zone by called number in world
  band peak = weekdays 08:00..20:00
  band offpeak = otherwise
  calls crossing bands are split
  rates {
    | zone     | band    | setup | price           | increment |
    | national | peak    | 0.39  | 0.25 per minute | 60s / 30s |
    | national | offpeak | 0.39  | 0.12 per minute | 60s / 30s |
    | mobile   | *       | 0.39  | 0.30 per minute | 30s / 6s  |
    | abroad   | *       | 0.39  | 0.90 per minute | 30s / 6s  |
  }
}
`

const RULES = `${OPERATOR}
plan mobile "Mobile" {
  rent 20.00 per month in advance, prorated by day
  setup 10.00
  tariff calls
  include 10 min of voice to national
}
`

/** What the accounts of a sample have. */
export interface Sample {
  /** Of the subscriptions of each account. */
  readonly plans: readonly string[]
  /** For each subscription. */
  readonly uses: number
  /** SQL that adds facts. */
  readonly facts?: string
}

const PLAIN: Sample = { plans: ['mobile', 'mobile'], uses: EVENTS_A_SUBSCRIPTION }

export async function publishSample(app: INestApplicationContext, rules = RULES): Promise<void> {
  const files = new Map([['bench.farthing', rules]])
  const published = await app.get(RulesHost).publish({ files, author: 'bench', message: 'sample', from: null })
  if (!published.ok) throw new Error(JSON.stringify(published))
}

const ACCOUNTS = `insert into account (tenant, id, number, name, address, bill_day, zone, currency, status, opened_on, created_at)
  select 'main', gen_random_uuid(), 'A-' || lpad(n::text, 6, '0'), 'Customer ' || n, '{}', 1, 'Australia/Melbourne', 'AUD', 'active',
    '2026-02-01', '2026-02-01' from generate_series(1, $1::int) n`

const OPENED = `insert into account_fact (tenant, account, id, kind, effective, known, details)
  select 'main', id, gen_random_uuid(), 'account-opened', '2026-02-01', '2026-02-01',
    '{"billDay": 1, "zone": "Australia/Melbourne", "currency": "AUD"}' from account`

const SUBSCRIBED = `with made as (
    insert into subscription (tenant, account, id, label, created_at)
    select 'main', a.id, gen_random_uuid(), p.place || '-61' || row_number() over (), '2026-02-01'
    from account a, unnest($1::text[]) with ordinality as p (plan, place)
    returning account, id, label)
  insert into account_fact (tenant, account, id, kind, effective, known, subscription, details)
  select 'main', account, gen_random_uuid(), 'subscribed', '2026-02-01', '2026-02-01', id,
    jsonb_build_object('as', label, 'plan', ($1::text[])[split_part(label, '-', 1)::int], 'identities', jsonb_build_array(label)) from made`

const CLASSES = `insert into usage_class (tenant, id, service, zone, bands, tariff, version, unit, currency)
  select 'main', n, 'voice', (array['national', 'mobile', 'abroad'])[n], 'peak', 'calls', $1, 'second', 'AUD' from generate_series(1, 3) n`

const USAGE = `insert into rated_usage (started_at, known, quantity, billed, amount, class, import, line, account, subscription, tenant, event, called, caller)
  select '2026-02-01 23:00+11'::timestamptz + n * interval '636 hours' / $1::int, '2026-02-28', 150000, 150000, 1015000, 1 + n % 3, 1, 1, s.account, s.id,
    'main', gen_random_uuid()::text, (array['61290000000', '61400000000', '442079460000'])[1 + n % 3], ''
  from subscription s, generate_series(0, $1::int - 1) n`

const BILLING =
  'billing_run, billing_chunk, billing_cursor, billing_parked, empty_bill, invoice, invoice_line, invoice_usage, ledger_transaction, ledger_posting, outbox, payment_allocation, number_series'

/** Empties everything and makes so many accounts. */
export async function makeSample(
  app: INestApplicationContext,
  persistence: Persistence,
  accounts: number,
  { facts, plans, uses }: Sample = PLAIN
): Promise<void> {
  const version = (await app.get(RulesHost).books()).versions.at(-1)?.rules.version
  await forget(persistence)
  await persistence.bulk('main', async client => {
    await client.query('truncate account, account_fact, subscription, usage_class, rated_usage')
    await client.query(ACCOUNTS, [accounts])
    await client.query(OPENED)
    await client.query(SUBSCRIBED, [plans])
    if (facts !== undefined) await client.query(facts)
    await client.query(CLASSES, [version])
    await client.query(USAGE, [uses])
  })
  await analyse(persistence)
}

/** Takes back all bills, so that the next round makes them again. Books refuse this: their triggers are told to look away. */
export async function forget(persistence: Persistence): Promise<void> {
  await persistence.bulk('main', async client => {
    await client.query('set local session_replication_role = replica')
    await client.query(`truncate ${BILLING}`)
  })
}

async function analyse(persistence: Persistence): Promise<void> {
  await persistence.bulk(
    'main',
    async client => void (await client.query('analyze account, account_fact, subscription, rated_usage'))
  )
}
