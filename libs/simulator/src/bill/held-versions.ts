// Which version of a plan, a feature or a tariff holds for a subscription on a day, by what its versions say of their reach.
import { cutPeriod, type DatedAlignment } from '@farthing/billing-core'
import { compareDates, containsDate, sameDate } from '@farthing/billing-core/values'
import { type Holder, holdings, type RuleSet } from '@farthing/rules-language'
import { type Claim, type Kind, keyOf, type Reaching, reachingOf, type Versions, versionsOf } from './claims-on.ts'
import type { RuleBook } from './rule-book.ts'
import { CYCLE } from './usage-stretch.ts'

type Day = Temporal.PlainDate

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

  rulesOn(day: Day): RuleSet | undefined {
    return this.#book.at(day)
  }

  /** `since`: the first day on the plan, or with the feature, without a break. `rules`: where a plan's tariffs are looked up. */
  at<K extends Kind>(
    kind: K,
    name: string,
    { day, since }: { readonly day: Day; readonly since: Day },
    rules = this.#book.at(day)
  ): HeldVersion<Versions[K]> | undefined {
    const pinned = this.#book.pinned?.heldBy(kind, name, this.#holder(since)) ?? null
    if (pinned !== null) return rules && { ...pinned, rules, until: null, retroactive: false }
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
    const held = holdings(versions, this.#holder(since)).find(each => containsDate(each, day))
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

  #holder(since: Day): Holder {
    return { since, cycleFrom: first => cycleFrom(this.#alignments, first) }
  }
}

function cycleFrom(alignments: readonly DatedAlignment[], day: Day): Day {
  const { from, until } = cutPeriod(alignments, CYCLE, day).days
  return sameDate(from, day) ? day : until
}

function claimed<K extends Kind>({ from, rules, until, version }: Claim): HeldVersion<Versions[K]> {
  const because = `retroactively from ${from}, by the version of ${version.from}`
  return { version: version as Versions[K], rules, until, because, retroactive: true }
}

function beforeNextClaim(until: Day | null, claims: readonly Claim[], day: Day): Day | null {
  const later = claims.map(({ from }) => from).filter(from => compareDates(from, day) > 0)
  return earliest(until, ...later)
}

function nextPublished({ versions }: RuleBook, day: Day): Day | null {
  return versions.find(({ from }) => from !== null && compareDates(from, day) > 0)?.from ?? null
}

export function earliest(...days: readonly (Day | null)[]): Day | null {
  let first: Day | null = null
  for (const day of days) if (day !== null && (first === null || compareDates(day, first) < 0)) first = day
  return first
}
