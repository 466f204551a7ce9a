// What versions claim of days before their own: each that holds retroactively, in the rules that first put it in force.
import type { AccountHistory } from '@farthing/billing-core'
import { compareDates, earlierDate, laterDate, sameDate } from '@farthing/billing-core/values'
import { anyReaches } from '@farthing/rules-language'
import type { PlanVersion, ProductVersion, ReachingVersion, RuleSet, TariffVersion } from '@farthing/rules-language'
import type { PublishedRules, RuleBook, RuleBooks } from './rule-book.ts'

type Day = Temporal.PlainDate

export interface Versions {
  readonly plans: PlanVersion
  readonly features: ProductVersion
  readonly tariffs: TariffVersion
}

export type Kind = keyof Versions

/** One version that reaches back: for bills from `inForce` on it holds from `from` until `until` too. */
export interface Claim {
  readonly kind: Kind
  readonly name: string
  readonly version: ReachingVersion
  readonly rules: RuleSet
  readonly inForce: Day
  readonly from: Day
  readonly until: Day
}

/** The claims that may touch an account: on plans and features that it had, and on any tariff. */
export function claimsOn({ subscriptions }: Pick<AccountHistory, 'subscriptions'>, book: RuleBook): readonly Claim[] {
  const claims = claimsOf(book)
  if (claims.length === 0) return NO_CLAIMS
  const plans = new Set(subscriptions.flatMap(({ segments }) => segments.map(({ plan }) => plan)))
  const features = new Set(subscriptions.flatMap(each => each.features.map(({ feature }) => feature)))
  return claims.filter(({ kind, name }) => kind === 'tariffs' || (kind === 'plans' ? plans : features).has(name))
}

const NO_CLAIMS: readonly Claim[] = []

/** What a bill knew of versions: the rules published by then, of which those in force by its day reach back. */
export interface KnownRules {
  readonly book: RuleBook
  readonly billDate: Day
}

/** What one of two bills of an account reaches back by and the other does not. Rules are the same when their version is. */
export function changedClaims(
  history: Pick<AccountHistory, 'subscriptions'>,
  last: KnownRules,
  next: KnownRules
): readonly Claim[] {
  const [before, after] = [claimsInForce(history, last), claimsInForce(history, next)]
  if (before.length + after.length === 0) return NO_CLAIMS
  const [known, news] = [new Set(before.map(claimText)), new Set(after.map(claimText))]
  return [...before.filter(each => !news.has(claimText(each))), ...after.filter(each => !known.has(claimText(each)))]
}

/** What rules reach back by that others do not, whoever has it. */
export function newClaims(before: RuleBooks, after: RuleBooks): readonly Claim[] {
  const known = new Set(before.all.flatMap(claimsOf).map(claimText))
  return after.all.flatMap(claimsOf).filter(each => !known.has(claimText(each)))
}

function claimsOf(book: RuleBook): readonly Claim[] {
  return [...reachingOf(book).claims.values()].flat()
}

function claimsInForce(
  history: Pick<AccountHistory, 'subscriptions'>,
  { billDate, book }: KnownRules
): readonly Claim[] {
  return claimsOn(history, book).filter(({ inForce }) => compareDates(inForce, billDate) <= 0)
}

function claimText({ kind, name, version, rules, inForce, from, until }: Claim): string {
  return [keyOf(kind, name), version.from, rules.version, rules.operator.currency, inForce, from, until].join(' ')
}

export interface Reaching {
  /** Of everything with a version that reaches otherwise than by date. */
  readonly names: ReadonlySet<string>
  /** By name, in order of `inForce`. */
  readonly claims: ReadonlyMap<string, readonly Claim[]>
}

const known = new WeakMap<RuleBook, Reaching>()

export function reachingOf(book: RuleBook): Reaching {
  const found = known.get(book)
  if (found !== undefined) return found
  const names = new Set<string>()
  const claims: Claim[] = []
  for (const published of book.versions) {
    const { rules } = published
    for (const kind of KINDS) {
      for (const [name, versions] of rules[kind]) {
        if (!anyReaches(versions)) continue
        names.add(keyOf(kind, name))
        for (const version of versions) {
          const claim = claimOf({ kind, name, version, rules }, published, book)
          if (claim !== null) claims.push(claim)
        }
      }
    }
  }
  claims.sort((a, b) => compareDates(a.inForce, b.inForce))
  const reaching = { names, claims: Map.groupBy(claims, ({ kind, name }) => keyOf(kind, name)) }
  known.set(book, reaching)
  return reaching
}

const KINDS: readonly Kind[] = ['plans', 'features', 'tariffs']

/** A version is in force when both its rules and itself are. Later rules that still have it claim nothing anew. */
function claimOf(
  named: Pick<Claim, 'kind' | 'name' | 'version' | 'rules'>,
  { from: published }: PublishedRules,
  book: RuleBook
): Claim | null {
  const { from, reach, until } = named.version
  if (reach?.kind !== 'retroactive' || from === null) return null
  const inForce = published === null ? from : laterDate(from, published)
  const { since } = reach
  if (book.at(inForce) !== named.rules || wasInForce(named, { inForce, since }, book)) return null
  const ends = until === null ? inForce : earlierDate(inForce, until)
  return { ...named, inForce, from: since, until: ends }
}

/** The rules of the day before had it in force already. */
function wasInForce(
  { kind, name, version }: Pick<Claim, 'kind' | 'name' | 'version'>,
  { inForce, since }: { readonly inForce: Day; readonly since: Day },
  book: RuleBook
): boolean {
  const { from: begins } = version
  if (begins === null || sameDate(begins, inForce)) return false
  return versionsOf(book.at(inForce.subtract({ days: 1 })), kind, name).some(
    ({ from, reach }) => sameDate(from, begins) && reach?.kind === 'retroactive' && sameDate(reach.since, since)
  )
}

export function versionsOf<K extends Kind>(rules: RuleSet | undefined, kind: K, name: string): readonly Versions[K][] {
  return (rules?.[kind].get(name) ?? []) as readonly Versions[K][]
}

export function keyOf(kind: Kind, name: string): string {
  return `${kind} ${name}`
}
