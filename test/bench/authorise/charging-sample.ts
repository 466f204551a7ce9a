// Prepaid customers, each with a number and a pocket that lasts for the whole benchmark.
import { Persistence, RulesHost } from '@farthing/kernel'
import { sampleRules } from '@farthing/testing'
import type { INestApplicationContext } from '@nestjs/common'

export const CUSTOMERS = 5_000
export const numberOf = (customer: number): string => `61400${String(customer % CUSTOMERS).padStart(6, '0')}`

const CUSTOMER = `with opened as (
    insert into account (tenant, id, number, name, address, bill_day, zone, currency, status, opened_on, created_at)
    select 'main', gen_random_uuid(), 'A-' || lpad(n::text, 6, '0'), 'Customer ' || n, '{}', 1, 'Australia/Melbourne', 'AUD',
      'active', '2026-01-01', '2026-01-01' from generate_series(1, $1::int) n returning id, number),
  subscribed as (
    insert into identity_stretch (tenant, identity, valid_from, valid_until, account, subscription, plan, state, zone, currency)
    select 'main', '+61400' || lpad((row_number() over () - 1)::text, 6, '0'), '2026-01-01', null, id, gen_random_uuid(),
      'mobile-40', 'active', 'Australia/Melbourne', 'AUD' from opened)
  insert into pocket (tenant, account, id, number, subscription, unit, priority, reason, opened_at, expires_at, balance, reserved)
  select 'main', id, gen_random_uuid(), 1, null, 'AUD', 1, 'bench', '2026-01-01', null, 1000000000000, 0 from opened`

export async function makeCustomers(app: INestApplicationContext): Promise<void> {
  const files = sampleRules()
  const published = await app.get(RulesHost).publish({ files, author: 'bench', message: 'sample', from: null })
  if (!published.ok) throw new Error(JSON.stringify(published))
  await app.get(Persistence).bulk('main', async client => {
    await client.query(CUSTOMER, [CUSTOMERS])
    await client.query('analyze account, identity_stretch, pocket')
  })
}
