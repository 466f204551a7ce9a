// A run for plans or tags that no account ever had is a slip of the pen: it would be empty, and nobody would know why.
import { nearest } from '@farthing/rules-language'
import type { ClientBase } from 'pg'
import { Refused } from '../http/index.ts'
import { sql } from '../persistence/index.ts'
import type { AccountGroup } from './account-group.ts'

interface Named {
  readonly tenant: string
  readonly group: AccountGroup
  /** Plans of the rules in force, sold or not. */
  readonly published: readonly string[]
}

/** Throws where a plan is named that is neither published nor any account's, or tags of which no account has one. */
export async function refuseUnknownNames(client: ClientBase, { group, published, tenant }: Named): Promise<void> {
  const { plans = [], tags = [] } = group
  const unsold = plans.filter(plan => !published.includes(plan))
  const held = await heldPlans(client, tenant, unsold)
  const errors = plans.flatMap((plan, index) =>
    !unsold.includes(plan) || held.has(plan)
      ? []
      : { field: `plans[${index}]`, message: `There is no plan '${plan}'.${meant(plan, published)}` }
  )
  if (tags.length > 0 && !(await isTag(client, tenant, tags))) {
    const known = await knownTags(client, tenant)
    for (const [index, tag] of tags.entries())
      errors.push({ field: `tags[${index}]`, message: `No account has the tag '${tag}'.${meant(tag, known)}` })
  }
  const [first] = errors
  if (first !== undefined) throw new Refused(422, 'unknown-group', first.message, errors)
}

function meant(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return near === undefined ? '' : ` Did you mean '${near}'?`
}

async function heldPlans(client: ClientBase, tenant: string, plans: readonly string[]): Promise<Set<string>> {
  if (plans.length === 0) return new Set()
  const held = await sql<{ name: string }>(
    client,
    `select asked.name from unnest($2::text[]) as asked (name)
     where exists (select from account_fact f where f.tenant = $1 and f.plan = asked.name)`,
    [tenant, plans]
  )
  return new Set(held.map(({ name }) => name))
}

async function isTag(client: ClientBase, tenant: string, tags: readonly string[]): Promise<boolean> {
  const [{ any } = { any: false }] = await sql<{ any: boolean }>(
    client,
    'select exists (select from account a where a.tenant = $1 and a.tags && $2::text[]) as any',
    [tenant, tags]
  )
  return any
}

async function knownTags(client: ClientBase, tenant: string): Promise<string[]> {
  const query = 'select distinct unnest(a.tags) as name from account a where a.tenant = $1 order by name'
  return (await sql<{ name: string }>(client, query, [tenant])).map(({ name }) => name)
}
