// Which version of a plan, a feature or a tariff holds for a subscription on a day, by what its versions say of their reach.
import { type AccountHistory, cutPeriod, type DatedAlignment } from '@farthing/billing-core'
import { compareDates, containsDate, earlierDate, laterDate, sameDate } from '@farthing/billing-core/values'
import { anyReaches, holdings } from '@farthing/rules-language'
import type { PlanVersion, ProductVersion, ReachingVersion, RuleSet, TariffVersion } from '@farthing/rules-language'
import type { RuleBook } from './rule-book.ts'
import { CYCLE } from './usage-stretch.ts'

type Day = Temporal.PlainDate

interface Versions {
  readonly plans: PlanVersion
  readonly features: ProductVersion
  readonly tariffs: TariffVersion
}

type Kind = keyof Versions

/** What holds on a day, and on those after it before `until`. */
export interface HeldVersion<V> {
  readonly version: V
  readonly rules: RuleSet
  readonly until: Day | null
  /** Why it is another than that of the day; null when it is that. */
  readonly because: string | null
  /** It took over these days when they had been billed by another. */
  readonly retroactive: boolean
}

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

/** All questions are of one bill: days to come may be asked of, and what is in force by the bill's day reaches back. */
export class HeldVersions {
  readonly #book: RuleBook
  readonly #alignments: readonly DatedAlignment[]
  readonly #billDate: Day
  readonly #reaching: Reaching

  constructor(book: RuleBook, alignments: readonly DatedAlignment[], billDate: Day) {
    this.#book = book
    this.#alignments = alignments
    this.#billDate = billDate
    this.#reaching = reachingOf(book)
  }

  /** `since`: the first day on the plan, or with the feature, without a break. `rules`: where a plan's tariffs are looked up. */
  at<K extends Kind>(
    kind: K,
    name: string,
    { day, since }: { readonly day: Day; readonly since: Day },
    rules = this.#book.at(day)
  ): HeldVersion<Versions[K]> | undefined {
    const named = keyOf(kind, name)
    if (!this.#reaching.names.has(named)) return this.#dated(kind, name, day, rules)
    const claims = (this.#reaching.claims.get(named) ?? []).filter(
      ({ inForce }) => compareDates(inForce, this.#billDate) <= 0
    )
    const claim = claims.findLast(each => containsDate(each, day))
    const held = claim === undefined ? this.#reached(kind, name, { day, since }, rules) : claimed<K>(claim)
    return held && { ...held, until: beforeNextClaim(held.until, claims, day) }
  }

  #dated<K extends Kind>(
    kind: K,
    name: string,
    day: Day,
    rules: RuleSet | undefined
  ): HeldVersion<Versions[K]> | undefined {
    const version = versionsOf(rules, kind, name).find(each => containsDate(each, day))
    if (rules === undefined || version === undefined) return undefined
    const until = earliest(version.until, nextPublished(this.#book, day))
    return { version, rules, until, because: null, retroactive: false }
  }

  #reached<K extends Kind>(
    kind: K,
    name: string,
    { day, since }: { readonly day: Day; readonly since: Day },
    rules: RuleSet | undefined
  ): HeldVersion<Versions[K]> | undefined {
    const versions = versionsOf(rules, kind, name)
    const holder = { since, cycleFrom: (first: Day) => cycleFrom(this.#alignments, first) }
    const held = holdings(versions, holder).find(each => containsDate(each, day))
    if (rules === undefined || held === undefined) return undefined
    const { version, because } = held
    return {
      version,
      rules,
      until: earliest(held.until, nextPublished(this.#book, day)),
      because,
      retroactive: false
    }
  }
}

/** The claims that may touch an account: on plans and features that it had, and on any tariff. */
export function claimsOn({ subscriptions }: Pick<AccountHistory, 'subscriptions'>, book: RuleBook): readonly Claim[] {
  const { claims } = reachingOf(book)
  if (claims.size === 0) return NO_CLAIMS
  const plans = new Set(subscriptions.flatMap(({ segments }) => segments.map(({ plan }) => plan)))
  const features = new Set(subscriptions.flatMap(each => each.features.map(({ feature }) => feature)))
  return [...claims.values()]
    .flat()
    .filter(({ kind, name }) => kind === 'tariffs' || (kind === 'plans' ? plans : features).has(name))
}

const NO_CLAIMS: readonly Claim[] = []

function cycleFrom(alignments: readonly DatedAlignment[], day: Day): Day {
  const { from, until } = cutPeriod(alignments, CYCLE, day).days
  return sameDate(from, day) ? day : until
}

interface Reaching {
  /** Of everything with a version that reaches otherwise than by date. */
  readonly names: ReadonlySet<string>
  /** By name, in order of `inForce`. */
  readonly claims: ReadonlyMap<string, readonly Claim[]>
}

const known = new WeakMap<RuleBook, Reaching>()

function reachingOf(book: RuleBook): Reaching {
  const found = known.get(book)
  if (found !== undefined) return found
  const names = new Set<string>()
  const claims: Claim[] = []
  for (const { from, rules } of book.versions) {
    for (const kind of KINDS) {
      for (const [name, versions] of rules[kind]) {
        if (!anyReaches(versions)) continue
        names.add(keyOf(kind, name))
        for (const version of versions) {
          const claim = claimOf({ kind, name, version, rules }, from)
          if (claim !== null && book.at(claim.inForce) === rules) claims.push(claim)
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

/** `published`: since when the rules hold. A version is in force when both its rules and itself are. */
function claimOf(named: Pick<Claim, 'kind' | 'name' | 'version' | 'rules'>, published: Day | null): Claim | null {
  const { from, reach, until } = named.version
  if (reach?.kind !== 'retroactive' || from === null) return null
  const inForce = published === null ? from : laterDate(from, published)
  const ends = until === null ? inForce : earlierDate(inForce, until)
  return { ...named, inForce, from: reach.since, until: ends }
}

function claimed<K extends Kind>({ from, rules, until, version }: Claim): HeldVersion<Versions[K]> {
  const because = `retroactively from ${from}, by the version of ${version.from}`
  return { version: version as Versions[K], rules, until, because, retroactive: true }
}

function beforeNextClaim(until: Day | null, claims: readonly Claim[], day: Day): Day | null {
  const later = claims.map(({ from }) => from).filter(from => compareDates(from, day) > 0)
  return earliest(until, ...later)
}

function versionsOf<K extends Kind>(rules: RuleSet | undefined, kind: K, name: string): readonly Versions[K][] {
  return (rules?.[kind].get(name) ?? []) as readonly Versions[K][]
}

function keyOf(kind: Kind, name: string): string {
  return `${kind} ${name}`
}

function nextPublished({ versions }: RuleBook, day: Day): Day | null {
  return versions.find(({ from }) => from !== null && compareDates(from, day) > 0)?.from ?? null
}

export function earliest(...days: readonly (Day | null)[]): Day | null {
  let first: Day | null = null
  for (const day of days) if (day !== null && (first === null || compareDates(day, first) < 0)) first = day
  return first
}
