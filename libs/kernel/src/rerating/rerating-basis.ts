// Whether what a proposal was computed from still holds.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import type { ReratingReference } from './plan-rerating.ts'

interface Basis {
  readonly publications: number
  readonly appliedBefore: number
}

/** How many rules were published by an instant. */
export function publicationsBy(client: ClientBase, tenant: string, knownAt: Temporal.Instant): Promise<number> {
  const text = 'select count(*)::int as count from rules_publication where tenant = $1 and published_at <= $2'
  return countOf(client, text, [tenant, knownAt.toString()])
}

/** How many re-ratings were applied. */
export function appliedNow(client: ClientBase, tenant: string): Promise<number> {
  return countOf(client, `select count(*)::int as count from rerating where tenant = $1 and state = 'applied'`, [
    tenant
  ])
}

async function countOf(client: ClientBase, text: string, values: unknown[]): Promise<number> {
  const [row] = await sql<{ count: number }>(client, text, values)
  if (row === undefined) throw new Error('a count has one row')
  return row.count
}

/** What has moved, as a sentence; null while nothing has. */
export async function movedBasis(client: ClientBase, { id, tenant }: ReratingReference): Promise<string | null> {
  const [then] = await sql<Basis>(
    client,
    'select publications, applied_before as "appliedBefore" from rerating where tenant = $1 and id = $2',
    [tenant, id]
  )
  const published = await countOf(client, 'select count(*)::int as count from rules_publication where tenant = $1', [
    tenant
  ])
  if (published !== then?.publications) return 'Rules were published since.'
  if ((await appliedNow(client, tenant)) !== then.appliedBefore) return 'Another re-rating was applied since.'
  const told = await accountsTold(client, { tenant, id })
  if (told.length === 0) return null
  return `Something was entered since that touches usage of account ${told.slice(0, 3).join(', ')}${told.length > 3 ? ' and others' : ''}.`
}

/** Accounts of the proposal with facts that were entered since and that touch what it moves. */
async function accountsTold(client: ClientBase, { id, tenant }: ReratingReference): Promise<string[]> {
  const rows = await sql<{ number: string }>(
    client,
    `select distinct a.number from rerating r
       join account_fact f on f.tenant = r.tenant and f.known > r.known_at
       join rerating_account m on m.tenant = r.tenant and m.rerating = r.id and m.account = f.account and m.events > 0
       join account a on a.tenant = r.tenant and a.id = f.account
       left join account_fact s on s.tenant = f.tenant and s.account = f.account and s.id = f.supersedes
     where r.tenant = $1 and r.id = $2 and f.kind <> 'item' and f.kind <> 'invoice-settled'
       and least(f.effective, s.effective)::timestamp at time zone a.zone <= m.last_start
     order by a.number limit 4`,
    [tenant, id]
  )
  return rows.map(({ number }) => number)
}
