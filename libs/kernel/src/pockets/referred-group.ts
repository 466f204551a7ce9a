// A group of pockets as somebody names it: by its number, or by its name where only one has it.
import type { Outcome } from '../http/index.ts'
import { sql, type Writer } from '../persistence/index.ts'

interface ReferredGroup {
  readonly number: string
  readonly name: string
  readonly owner: string
  readonly ownerNumber: string
}

interface Owner {
  readonly id: string
  readonly number: string
}

const GROUPS = `select g.number, g.name, g.owner, o.number as "ownerNumber"
  from pocket_group g join account o on o.tenant = g.tenant and o.id = g.owner where g.tenant = $1`
const SHOWN = 20

/** Its number. `owner`: who alone may own it. */
export async function referredGroup(
  writer: Writer,
  tenant: string,
  reference: string,
  owner: Owner | null = null
): Promise<Outcome<string, 'unknown-group'>> {
  const isTheirs = (group: ReferredGroup): boolean => owner === null || group.owner === owner.id
  const numbered = await sql<ReferredGroup>(writer, `${GROUPS} and g.number = $2`, [tenant, reference])
  if (numbered.some(isTheirs)) return { ok: true, value: reference }
  const named = await sql<ReferredGroup>(writer, `${GROUPS} and g.name = $2 order by g.number`, [tenant, reference])
  const [found, ...others] = named.filter(isTheirs)
  if (found !== undefined && others.length === 0) return { ok: true, value: found.number }
  const known = found === undefined ? [...numbered, ...named] : [found, ...others]
  const detail =
    found === undefined
      ? `${missing(reference, owner)} ${await instead(writer, { known, owner, tenant })}`
      : `Several groups are called ${reference}: say which by its number, ${list(known)}.`
  return { ok: false, reason: 'unknown-group', detail }
}

function missing(reference: string, owner: Owner | null): string {
  return owner === null
    ? `There is no group ${reference} of pockets.`
    : `Account ${owner.number} owns no group ${reference}.`
}

async function instead(
  writer: Writer,
  {
    known,
    owner,
    tenant
  }: { readonly known: readonly ReferredGroup[]; readonly owner: Owner | null; readonly tenant: string }
): Promise<string> {
  const [other] = known
  if (other !== undefined) return `${shown(other)} is of account ${other.ownerNumber}: its pockets are filled there.`
  if (owner === null) return 'A group is known by its number, such as G-000001, and by its name where only one has it.'
  const own = await sql<ReferredGroup>(writer, `${GROUPS} and g.owner = $2 order by g.number`, [tenant, owner.id])
  return own.length === 0 ? 'It owns none.' : `It owns: ${list(own)}.`
}

const shown = ({ name, number }: ReferredGroup): string => `${number} (${name})`
const list = (groups: readonly ReferredGroup[]): string => groups.slice(0, SHOWN).map(shown).join(', ')
