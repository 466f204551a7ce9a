// What publishing would do to customers beyond their next bills: bills that are out already, plans that would be gone.
import { earlierDate, laterDate } from '@farthing/billing-core/values'
import { currenciesOf, inEachCurrency, type RuleSet } from '@farthing/rules-language'
import { newClaims, type RuleBooks, ruleBooks } from '@farthing/simulator'
import { sql, type Writer } from '../persistence/index.ts'
import type { StoredFormat } from './stored-formats.ts'
import type { StoredUnit } from './stored-units.ts'

export interface HeldPlan {
  readonly plan: string
  /** Of the accounts. */
  readonly currency: string
  readonly subscriptions: number
}

export interface PublishingEffects {
  /** The first day of the rules, or an earlier one that a version of them reaches back to and that no earlier rules reach back to; null: since ever. */
  readonly correctedFrom: Temporal.PlainDate | null
  /** Issued and standing, of that day or later: the next bills of their accounts correct them. */
  readonly issuedBills: number
  /** Plans that subscriptions have on the first day of the rules or later, and that the rules do not know, or not until they leave it. */
  readonly lostPlans: readonly HeldPlan[]
  /** For which the rules have nothing any more, and active accounts are kept in them. */
  readonly lostCurrencies: readonly LostCurrency[]
}

export interface LostCurrency {
  readonly currency: string
  readonly accounts: number
}

/** What the caller knows and wants. */
export interface AllowedEffects {
  readonly correctsIssuedBills?: boolean | undefined
  readonly dropsHeldPlans?: boolean | undefined
}

export type EffectsRefusal =
  /** Without leave: what is stored would mean something else. */
  | { readonly ok: false; readonly reason: 'unit-in-use'; readonly units: readonly StoredUnit[] }
  | { readonly ok: false; readonly reason: 'format-in-use'; readonly formats: readonly StoredFormat[] }
  | {
      readonly ok: false
      readonly reason: 'drops-held-plans'
      readonly plans: readonly HeldPlan[]
      readonly currencies: readonly LostCurrency[]
    }
  | {
      readonly ok: false
      readonly reason: 'corrects-issued-bills'
      /** The first day that is charged anew; null: since ever. */
      readonly from: Temporal.PlainDate | null
      readonly bills: number
    }

interface NewRules {
  readonly rules: RuleSet
  readonly from: Temporal.PlainDate | null
  /** All that were published before. */
  readonly earlier: RuleBooks
}

export async function publishingEffects(
  writer: Writer,
  tenant: string,
  { from, rules, earlier }: NewRules
): Promise<PublishingEffects> {
  const correctedFrom = firstCorrected({ from, rules, earlier })
  const [issued] = await sql<{ count: number }>(
    writer,
    `select count(*)::int as count from invoice where tenant = $1 and status = 'issued' and ($2::date is null or bill_date >= $2)`,
    [tenant, correctedFrom?.toString() ?? null]
  )
  const lostPlans = await sql<HeldPlan>(writer, LOST_PLANS, [tenant, from?.toString() ?? null, ...knownPlans(rules)])
  const lostCurrencies = await sql<LostCurrency>(
    writer,
    `select currency, count(*)::int as accounts from account
     where tenant = $1 and status = 'active' and currency = any($2) and currency <> all($3) group by currency order by currency`,
    [tenant, currenciesOf(...earlier.versions.map(each => each.rules)), currenciesOf(rules)]
  )
  return { correctedFrom, issuedBills: issued?.count ?? 0, lostPlans, lostCurrencies }
}

/** Names in each currency, and of each the first day on which no version of it holds any more; null: it holds on. */
function knownPlans(rules: RuleSet): [currencies: string[], names: string[], ends: (string | null)[]] {
  const known = inEachCurrency(rules).flatMap(({ operator, plans }) =>
    Array.from(plans, ([name, versions]) => {
      const end = versions
        .map(({ until }) => until)
        .reduce((last, until) => (last === null || until === null ? null : laterDate(last, until)))
      return { currency: operator.currency, name, end: end?.toString() ?? null }
    })
  )
  return [known.map(({ currency }) => currency), known.map(({ name }) => name), known.map(({ end }) => end)]
}

function firstCorrected({ from, rules, earlier }: NewRules): Temporal.PlainDate | null {
  if (from === null) return null
  const claims = newClaims(earlier, ruleBooks([...earlier.versions, { from, rules }]))
  return claims.reduce((first, claim) => earlierDate(first, claim.from), from)
}

/**
 * Plans ever held are found by stepping from each to the next one in the index; of few subscriptions only the facts are
 * put in order: those that were ever under a plan that the rules do not know.
 */
const LOST_PLANS = `
  with recursive known (currency, plan, ends) as (select * from unnest($3::text[], $4::text[], $5::date[])),
  held (plan) as (
    select min(plan) from account_fact where tenant = $1 and plan is not null
    union all
    select (select min(f.plan) from account_fact f where f.tenant = $1 and f.plan is not null and f.plan > held.plan)
    from held where held.plan is not null),
  touched as (
    select distinct f.account, a.currency, f.subscription from held join account_fact f on f.tenant = $1 and f.plan = held.plan
    join account a on a.tenant = $1 and a.id = f.account
    where not exists (select from known where known.currency = a.currency and known.plan = held.plan and known.ends is null))
  select s.plan, t.currency, count(distinct t.subscription)::int as subscriptions
  from touched t cross join lateral (
    select f.plan, f.effective, lead(f.effective) over (order by f.effective, f.known, f.id) as until
    from account_fact f
    where f.tenant = $1 and f.account = t.account and f.subscription = t.subscription
      and f.kind in ('subscribed', 'plan-changed', 'terminated')
      and not exists (select from account_fact n where n.tenant = $1 and n.account = f.account and n.supersedes = f.id)) s
  where s.plan is not null and (s.until is null or (s.until > s.effective and ($2::date is null or s.until > $2)))
    and not exists (select from known where known.currency = t.currency and known.plan = s.plan and (known.ends is null or s.until <= known.ends))
  group by s.plan, t.currency order by s.plan, t.currency`

/** Null: publish. */
export function refusedEffects(
  { correctedFrom, issuedBills, lostCurrencies, lostPlans }: PublishingEffects,
  { correctsIssuedBills, dropsHeldPlans }: AllowedEffects
): EffectsRefusal | null {
  if (lostPlans.length + lostCurrencies.length > 0 && dropsHeldPlans !== true)
    return { ok: false, reason: 'drops-held-plans', plans: lostPlans, currencies: lostCurrencies }
  if (issuedBills > 0 && correctsIssuedBills !== true)
    return { ok: false, reason: 'corrects-issued-bills', from: correctedFrom, bills: issuedBills }
  return null
}
