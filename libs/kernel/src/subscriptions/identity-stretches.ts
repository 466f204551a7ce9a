// Who answers for an identity when, as rows: rewritten from an account's history whenever its facts change.
import { intersect, labelOn, type AccountHistory, type SubscriptionHistory } from '@farthing/billing-core'
import { sameDate } from '@farthing/billing-core/values'
import { dayFromSql, sql, type Writer } from '../persistence/index.ts'
import type { Holder } from './refusals.ts'

export interface IdentityStretch {
  readonly identity: string
  readonly account: string
  readonly subscription: string
  readonly plan: string
  readonly state: 'active' | 'suspended'
  /** Of its account. */
  readonly currency: string
  /** IANA zone in which the days begin. */
  readonly zone: string
  /** In which its first day begins: that of the account from which it came on it, so that it moves at one instant. */
  readonly fromZone: string
  readonly validFrom: Temporal.PlainDate
  /** The first day on which it no longer holds; null while it lasts. */
  readonly validUntil: Temporal.PlainDate | null
}

/** By account. */
export type Zones = ReadonlyMap<string, string>

interface StretchRow extends Omit<IdentityStretch, 'validFrom' | 'validUntil'> {
  readonly valid_from: string
  readonly valid_until: string | null
}

/** The stretches of one account: each identity cut where plan or state changes. `zones`: of the accounts that had its subscriptions before. */
export function stretchesOf(history: AccountHistory, zones: Zones): IdentityStretch[] {
  return history.subscriptions.flatMap(subscription =>
    subscription.identities.flatMap(held =>
      subscription.segments.flatMap(segment => {
        const common = intersect(held, segment)
        if (common === null) return []
        const { identity } = held
        const { plan, state } = segment
        const who = {
          identity,
          account: history.account,
          subscription: subscription.id,
          plan,
          state,
          currency: history.currency,
          zone: history.zone
        }
        const fromZone = zones.get(giverOn(subscription, common.from) ?? '') ?? history.zone
        return [{ ...who, fromZone, validFrom: common.from, validUntil: common.until }]
      })
    )
  )
}

/** Who had it until the day on which it came. */
function giverOn({ holders = [] }: SubscriptionHistory, day: Temporal.PlainDate): string | undefined {
  return holders.find(({ until }) => sameDate(until, day))?.account
}

/** Of accounts that are told in these books and have none among them. */
export async function zonesOf(writer: Writer, tenant: string, histories: readonly AccountHistory[]): Promise<Zones> {
  const zones = new Map(histories.map(({ account, zone }) => [account, zone]))
  const holders = histories.flatMap(({ subscriptions }) => subscriptions.flatMap(each => each.holders ?? []))
  const unknown = new Set(holders.map(({ account }) => account).filter(account => !zones.has(account)))
  if (unknown.size === 0) return zones
  const text = 'select id, zone from account where tenant = $1 and id = any($2::uuid[])'
  const rows = await sql<{ id: string; zone: string }>(writer, text, [tenant, [...unknown]])
  return new Map([...zones, ...rows.map(({ id, zone }) => [id, zone] as const)])
}

/** Replaces the rows of these accounts, or of one subscription of theirs. Fails with PostgreSQL's 23P01 when an identity would have two holders on a day. */
export async function writeStretches(
  writer: Writer,
  tenant: string,
  { accounts, subscription = null }: { readonly accounts: readonly string[]; readonly subscription?: string | null },
  stretches: readonly IdentityStretch[]
): Promise<void> {
  const gone = 'delete from identity_stretch where tenant = $1 and account = any($2::uuid[])'
  if (subscription === null) await sql(writer, gone, [tenant, accounts])
  else await sql(writer, `${gone} and subscription = $3`, [tenant, accounts, subscription])
  if (stretches.length === 0) return
  await sql(
    writer,
    `insert into identity_stretch (tenant, identity, account, subscription, plan, state, zone, valid_from, valid_until, from_zone, currency)
     select $1, row.* from unnest($2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::date[], $9::date[], $10::text[], $11::text[]) as row`,
    [
      tenant,
      stretches.map(each => each.identity),
      stretches.map(each => each.account),
      stretches.map(each => each.subscription),
      stretches.map(each => each.plan),
      stretches.map(each => each.state),
      stretches.map(each => each.zone),
      stretches.map(each => each.validFrom.toString()),
      stretches.map(each => each.validUntil?.toString() ?? null),
      stretches.map(({ fromZone, zone }) => (fromZone === zone ? null : fromZone)),
      stretches.map(each => each.currency)
    ]
  )
}

/** The stretches of these identities, of all of the tenant's when left out, for attributing usage. */
export async function loadStretches(
  writer: Writer,
  tenant: string,
  identities: readonly string[] | null = null
): Promise<IdentityStretch[]> {
  const rows = await sql<StretchRow>(
    writer,
    `${READ} where tenant = $1 ${identities === null ? '' : 'and identity = any($2)'} order by identity, valid_from`,
    identities === null ? [tenant] : [tenant, identities]
  )
  return rows.map(stretchOf)
}

/** Those of any of the conditions, in which the tenant is $1, each with another column of `held`. Each condition goes by an index of its own, however the plan is made. */
export async function loadStretchesWith<More>(
  writer: Writer,
  { more, values, whose }: { readonly whose: readonly string[]; readonly values: unknown[]; readonly more: string }
): Promise<(IdentityStretch & More)[]> {
  const each = whose.map(condition => `select * from identity_stretch where tenant = $1 and ${condition}`)
  const query = `${COLUMNS}, ${more} from (${each.join(' union ')}) held`
  return (await sql<StretchRow & More>(writer, query, values)).map(row => ({ ...row, ...stretchOf(row) }))
}

/** Those of accounts. */
export async function loadStretchesOf(
  writer: Writer,
  tenant: string,
  accounts: readonly string[]
): Promise<IdentityStretch[]> {
  const text = `${READ} where tenant = $1 and account = any($2::uuid[]) order by identity, valid_from`
  return (await sql<StretchRow>(writer, text, [tenant, accounts])).map(stretchOf)
}

const COLUMNS = `select identity, account, subscription, plan, state, zone, coalesce(from_zone, zone) as "fromZone", valid_from::text, valid_until::text,
  coalesce(currency, (select a.currency from account a where a.tenant = held.tenant and a.id = held.account)) as currency`
const READ = `${COLUMNS} from identity_stretch held`

function stretchOf({ valid_from, valid_until, ...rest }: StretchRow): IdentityStretch {
  return {
    ...rest,
    validFrom: dayFromSql(valid_from),
    validUntil: valid_until === null ? null : dayFromSql(valid_until)
  }
}

/** Another subscription of the same account that has an identity of `subscription` on some of the same days. */
export function heldTwice(account: string, history: AccountHistory, subscription: string): Holder | undefined {
  const own = history.subscriptions.find(({ id }) => id === subscription)
  for (const other of history.subscriptions) {
    if (other.id === subscription) continue
    const both = other.identities.find(theirs =>
      own?.identities.some(mine => mine.identity === theirs.identity && intersect(mine, theirs) !== null)
    )
    if (both === undefined) continue
    const { from, identity, until } = both
    return {
      identity,
      account,
      subscription: labelOn(other, from),
      validFrom: from.toString(),
      validUntil: until?.toString() ?? null
    }
  }
  return undefined
}

/** Who of other accounts than these has one of the identities on some of the same days. */
export async function heldElsewhere(
  writer: Writer,
  tenant: string,
  accounts: readonly string[],
  stretches: readonly IdentityStretch[]
): Promise<Holder | undefined> {
  const [holder] = await sql<Holder>(
    writer,
    `select held.identity, a.number as account, s.label as subscription,
       held.valid_from::text as "validFrom", held.valid_until::text as "validUntil" from unnest($3::text[], $4::date[], $5::date[]) as wanted (identity, valid_from, valid_until)
     join identity_stretch held on held.tenant = $1 and held.identity = wanted.identity and held.account <> all($2::uuid[])
      and daterange(held.valid_from, held.valid_until) && daterange(wanted.valid_from, wanted.valid_until)
     join account a on a.tenant = $1 and a.id = held.account
     join subscription s on s.tenant = $1 and s.account = held.account and s.id = held.subscription
     order by held.valid_from limit 1`,
    [
      tenant,
      accounts,
      stretches.map(each => each.identity),
      stretches.map(each => each.validFrom.toString()),
      stretches.map(each => each.validUntil?.toString() ?? null)
    ]
  )
  return holder
}
