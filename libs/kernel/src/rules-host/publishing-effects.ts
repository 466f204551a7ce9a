// What publishing would do to customers beyond their next bills: bills that are out already, plans that would be gone.
import { sql, type Writer } from '../persistence/index.ts'
import type { StoredUnit } from './stored-units.ts'

export interface HeldPlan {
  readonly plan: string
  readonly subscriptions: number
}

export interface PublishingEffects {
  /** Issued and standing, of the first day of the rules or later: the next bills of their accounts correct them. */
  readonly issuedBills: number
  /** Plans that subscriptions have on that day or later, and that the rules do not know. */
  readonly lostPlans: readonly HeldPlan[]
}

/** What the caller knows and wants. */
export interface AllowedEffects {
  readonly correctsIssuedBills?: boolean | undefined
  readonly dropsHeldPlans?: boolean | undefined
}

export type EffectsRefusal =
  /** Without leave: what is stored would mean something else. */
  | { readonly ok: false; readonly reason: 'unit-in-use'; readonly units: readonly StoredUnit[] }
  | { readonly ok: false; readonly reason: 'drops-held-plans'; readonly plans: readonly HeldPlan[] }
  | {
      readonly ok: false
      readonly reason: 'corrects-issued-bills'
      /** Null: since ever. */
      readonly from: Temporal.PlainDate | null
      readonly bills: number
    }

export async function publishingEffects(
  writer: Writer,
  tenant: string,
  { from, plans }: { readonly from: Temporal.PlainDate | null; readonly plans: ReadonlyMap<string, unknown> }
): Promise<PublishingEffects> {
  const day = from?.toString() ?? null
  const [issued] = await sql<{ count: number }>(
    writer,
    `select count(*)::int as count from invoice where tenant = $1 and status = 'issued' and ($2::date is null or bill_date >= $2)`,
    [tenant, day]
  )
  const lostPlans = await sql<{ plan: string; subscriptions: number }>(writer, LOST_PLANS, [
    tenant,
    day,
    [...plans.keys()]
  ])
  return { issuedBills: issued?.count ?? 0, lostPlans }
}

/** Of few subscriptions only the facts are put in order: those that were ever under a plan that the rules do not know. */
const LOST_PLANS = `
  with touched as (
    select distinct account, subscription from account_fact
    where tenant = $1 and kind in ('subscribed', 'plan-changed') and not details->>'plan' = any($3::text[])),
  stretch as (
    select f.subscription, f.details->>'plan' as plan, f.effective,
      lead(f.effective) over (partition by f.account, f.subscription order by f.effective, f.known, f.id) as until
    from account_fact f join touched t on t.account = f.account and t.subscription = f.subscription
    where f.tenant = $1 and f.kind in ('subscribed', 'plan-changed', 'terminated')
      and not exists (select from account_fact n where n.tenant = $1 and n.account = f.account and n.supersedes = f.id))
  select plan, count(distinct subscription)::int as subscriptions from stretch
  where plan is not null and not plan = any($3::text[]) and (until is null or (until > effective and ($2::date is null or until > $2)))
  group by plan order by plan`

/** Null: publish. */
export function refusedEffects(
  { issuedBills, lostPlans }: PublishingEffects,
  from: Temporal.PlainDate | null,
  { correctsIssuedBills, dropsHeldPlans }: AllowedEffects
): EffectsRefusal | null {
  if (lostPlans.length > 0 && dropsHeldPlans !== true)
    return { ok: false, reason: 'drops-held-plans', plans: lostPlans }
  if (issuedBills > 0 && correctsIssuedBills !== true)
    return { ok: false, reason: 'corrects-issued-bills', from, bills: issuedBills }
  return null
}
