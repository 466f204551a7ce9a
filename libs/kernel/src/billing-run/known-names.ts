// A run for a plan or tag that no account ever had is a slip of the pen: it would be empty, and nobody would know why.
import type { ClientBase } from 'pg'
import { Refused } from '../http/index.ts'
import { sql } from '../persistence/index.ts'
import type { AccountGroup } from './account-group.ts'

interface UnknownName {
  readonly list: 'plans' | 'tags'
  readonly name: string
  /** 1-based. */
  readonly place: number
}

/** Throws where a plan or tag is named that no account has, or had. */
export async function refuseUnknownNames(client: ClientBase, tenant: string, group: AccountGroup): Promise<void> {
  const unknown = await sql<UnknownName>(
    client,
    `select 'plans' as list, name, place::int as place from unnest($2::text[]) with ordinality as asked (name, place)
     where not exists (select from account_fact f where f.tenant = $1 and f.plan = asked.name)
     union all
     select 'tags', name, place::int from unnest($3::text[]) with ordinality as asked (name, place)
     where not exists (select from account a where a.tenant = $1 and a.tags @> array[asked.name])
     order by list, place`,
    [tenant, group.plans ?? [], group.tags ?? []]
  )
  const errors = unknown.map(({ list, name, place }) => ({
    field: `${list}[${place - 1}]`,
    message: list === 'plans' ? `No account has or had the plan '${name}'.` : `No account has the tag '${name}'.`
  }))
  const [first] = errors
  if (first !== undefined)
    throw new Refused(422, 'unknown-group', `${first.message} Correct it, or leave it out.`, errors)
}
