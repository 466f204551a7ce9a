// Which account has a deed that is done once for all of them: the first to tell it, while it stands there.
import { accountHistory, type DeedDone, type DeedFields } from '@farthing/billing-core'
import type { Deed } from '@farthing/plugin-sdk'
import { identityOf } from '@farthing/simulator'
import type { FactBook } from '../accounts/index.ts'
import { sql, type Writer } from '../persistence/index.ts'
import { type DeedAccount, refuse, type RefusedDeed } from './deed-refusals.ts'

interface Claimed {
  readonly account: Pick<DeedAccount, 'id' | 'number'>
  /** Its values, as JSON. */
  readonly identity: string
  /** Id of the deed that it replaces, which is no more then. */
  readonly supersedes?: string | null
  readonly effective: Temporal.PlainDate
}

interface Claims {
  readonly tenant: string
  readonly deed: Deed
  readonly facts: FactBook
}

interface Owner {
  readonly identity: string
  readonly account: string
  readonly number: string
}

/** Under the lock of the account. Undefined: it is the account's from now on, or was already. */
export async function claimIdentity(
  tx: Writer,
  claims: Claims,
  { fields, ...told }: Omit<Claimed, 'identity'> & { readonly fields: DeedFields }
): Promise<RefusedDeed | undefined> {
  const values = identityOf(claims.deed, fields)
  if (values === null) return undefined
  const [refused] = (await claimIdentities(tx, claims, [{ ...told, identity: JSON.stringify(values) }])).values()
  return refused
}

/** The same of many, under the locks of their accounts. Those that another account has, each with why. */
export async function claimIdentities<Told extends Claimed>(
  tx: Writer,
  claims: Claims,
  told: readonly Told[]
): Promise<Map<Told, RefusedDeed>> {
  const refused = new Map<Told, RefusedDeed>()
  if (told.length === 0) return refused
  const first = new Map<string, Told>()
  for (const each of told) if (!first.has(each.identity)) first.set(each.identity, each)
  const foreign = (await owners(tx, claims, [...first.values()])).filter(({ account, identity }) => {
    return first.get(identity)?.account.id !== account
  })
  const replaced = new Set(told.flatMap(({ supersedes }) => supersedes ?? []))
  const standing = await standingOf(tx, claims, { foreign, replaced })
  const free = foreign.filter(({ identity }) => !standing.has(identity))
  await takeOver(
    tx,
    claims,
    free.flatMap(({ identity }) => first.get(identity) ?? [])
  )
  for (const each of told) {
    const known = standing.get(each.identity)
    const winner = first.get(each.identity)
    if (known !== undefined) refused.set(each, isKnown(each.identity, known))
    else if (winner !== undefined && winner.account.id !== each.account.id)
      refused.set(each, isKnown(each.identity, { number: winner.account.number, since: winner.effective }))
  }
  return refused
}

interface KnownOn {
  readonly number: string
  readonly since: Temporal.PlainDate
}

function isKnown(identity: string, { number, since }: KnownOn): RefusedDeed {
  const name = (JSON.parse(identity) as string[]).join(' of ')
  return refuse('forbidden', `${name} is known on account ${number} since ${since}: it is done once.`)
}

/** Those that nobody has become the claimants'; locked in one order, so that none waits in a circle. */
async function owners(tx: Writer, { deed, tenant }: Claims, claimed: readonly Claimed[]): Promise<Owner[]> {
  const sorted = claimed.toSorted((a, b) => (a.identity < b.identity ? -1 : 1))
  const identities = sorted.map(({ identity }) => identity)
  await sql(
    tx,
    `insert into deed_identity (tenant, deed, identity, account)
     select $1, $2, c.* from unnest($3::text[], $4::uuid[]) as c on conflict do nothing`,
    [tenant, deed.name, identities, sorted.map(({ account }) => account.id)]
  )
  return sql<Owner>(
    tx,
    `select i.identity, i.account, a.number from deed_identity i join account a on a.tenant = i.tenant and a.id = i.account
     where i.tenant = $1 and i.deed = $2 and i.identity = any($3::text[]) order by i.identity for update of i`,
    [tenant, deed.name, identities]
  )
}

async function standingOf(
  tx: Writer,
  { deed, facts, tenant }: Claims,
  { foreign, replaced }: { readonly foreign: readonly Owner[]; readonly replaced: ReadonlySet<string> }
): Promise<Map<string, KnownOn>> {
  const standing = new Map<string, KnownOn>()
  if (foreign.length === 0) return standing
  const books = await facts.ofMany(tx, tenant, [...new Set(foreign.map(({ account }) => account))])
  const done = new Map<string, DeedDone>()
  for (const [account, book] of books) {
    for (const each of accountHistory(account, book)?.deeds ?? []) {
      if (each.deed === deed.name && !replaced.has(each.id))
        done.set(`${account} ${JSON.stringify(identityOf(deed, each.fields))}`, each)
    }
  }
  for (const { account, identity, number } of foreign) {
    const known = done.get(`${account} ${identity}`)
    if (known !== undefined) standing.set(identity, { number, since: known.effective })
  }
  return standing
}

/** What was taken back where it was told first is free. */
async function takeOver(tx: Writer, { deed, tenant }: Claims, claimed: readonly Claimed[]): Promise<void> {
  if (claimed.length === 0) return
  await sql(
    tx,
    `update deed_identity i set account = c.account from unnest($3::text[], $4::uuid[]) as c (identity, account)
     where i.tenant = $1 and i.deed = $2 and i.identity = c.identity`,
    [tenant, deed.name, claimed.map(({ identity }) => identity), claimed.map(({ account }) => account.id)]
  )
}
