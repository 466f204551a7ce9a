// The days of a cycle under one plan or with one feature, cut where another version of it begins to hold: each part has its terms.
import {
  compareDates,
  containsDate,
  earlierDate,
  type Interval,
  localDay,
  startOfDayMs
} from '@farthing/billing-core/values'
import type { ProductVersion } from '@farthing/rules-language'
import type { HeldVersion } from './held-versions.ts'
import type { PlanRun } from './plan-runs.ts'
import type { Undo } from './undo.ts'
import type { StretchFinder, UsageStretch } from './usage-stretch.ts'

/** Days of the account; null on days for which the rules have no version. */
export interface VersionDays<V> extends Interval {
  readonly version: V | null
}

/** `days`, `startMs` and `endMs` are those of one version. */
export interface TermStretch<V> extends UsageStretch {
  readonly version: V | null
  /** All that hold on days of the run in the cycle, one after the other; empty outside the subscription's life. */
  readonly versions: readonly VersionDays<V>[]
  /** Its place among them. */
  readonly index: number
}

type VersionOn<V> = (run: PlanRun, day: Temporal.PlainDate) => HeldVersion<V> | undefined

/** Asked for instants in order. */
export class TermStretches<V extends ProductVersion> {
  readonly #finder: StretchFinder
  /** IANA zone of the account. */
  readonly #zone: string
  readonly #versionOn: VersionOn<V>
  #base: UsageStretch | undefined
  #versions: readonly VersionDays<V>[] = []
  #last: TermStretch<V> | undefined

  constructor(finder: StretchFinder, zone: string, versionOn: VersionOn<V>) {
    this.#finder = finder
    this.#zone = zone
    this.#versionOn = versionOn
  }

  at(atMs: number): TermStretch<V> {
    const last = this.#last
    if (last !== undefined && last.startMs <= atMs && atMs < last.endMs) return last
    const base = this.#finder.at(atMs)
    if (base.startMs !== this.#base?.startMs) this.#versions = this.#cut(base)
    this.#base = base
    const found = this.#part(base, atMs)
    this.#last = found
    return found
  }

  mark(): Undo {
    const [base, versions, last] = [this.#base, this.#versions, this.#last]
    return () => {
      this.#base = base
      this.#versions = versions
      this.#last = last
    }
  }

  #part(base: UsageStretch, atMs: number): TermStretch<V> {
    const versions = this.#versions
    if (versions.length < 2) return { ...base, version: versions[0]?.version ?? null, versions, index: 0 }
    const day = localDay(atMs, this.#zone)
    const index = versions.findIndex(each => containsDate(each, day))
    const part = versions[index]
    if (part === undefined) throw new Error(`the versions of a stretch leave out ${day}`)
    const { from, until, version } = part
    const [startMs, endMs] = [startOfDayMs(from, this.#zone), startOfDayMs(until, this.#zone)]
    return { ...base, startMs, endMs, days: { from, until }, version, versions, index }
  }

  #cut({ days, run }: UsageStretch): VersionDays<V>[] {
    const versions: VersionDays<V>[] = []
    if (run === null) return versions
    for (let { from } = days; compareDates(from, days.until) < 0; ) {
      const held = this.#versionOn(run, from)
      // one that does not hold yet may begin tomorrow
      const ends = held === undefined ? from.add({ days: 1 }) : (held.until ?? days.until)
      const until = earlierDate(ends, days.until)
      versions.push({ from, until, version: held?.version ?? null })
      from = until
    }
    return versions
  }
}
