// What versions that follow each other within a cycle grant: an allowance goes on as one through those that say the same of it.
import type { AllowanceGrant } from '@farthing/billing-core'
import { type Interval, startOfDayMs } from '@farthing/billing-core/values'
import { type Registry, usageGrants } from '@farthing/plugin-sdk'
import type { ProductVersion } from '@farthing/rules-language'
import type { AllowanceBook, GrantedDays } from './allowance-book.ts'
import type { PlanRun } from './plan-runs.ts'
import type { TermStretch, VersionDays } from './term-stretches.ts'
import type { Undo } from './undo.ts'

/** One allowance of a version. */
export interface VersionGrant extends AllowanceGrant {
  /** The same in all versions of the run that write it alike, whatever parts of the cycle they hold for. */
  readonly series: string
}

interface GrantWorld {
  readonly book: AllowanceBook
  /** IANA zone of the account. */
  readonly zone: string
  readonly usageTerms: Registry['usageTerms']
}

/** Opens in the book what one plan or feature of a subscription grants. */
export class VersionGrants {
  readonly #subscription: string
  readonly #world: GrantWorld
  #versions: TermStretch<ProductVersion>['versions'] | undefined
  /** As each version would grant it if it held on all days of the run in the cycle. */
  #whole: readonly (readonly AllowanceGrant[])[] = []
  #opened = 0

  constructor(subscription: string, world: GrantWorld) {
    this.#subscription = subscription
    this.#world = world
  }

  /** With those of the versions before it, of whose days there may have been no use. Stretches come in order of time. */
  open(stretch: TermStretch<ProductVersion>): void {
    const { run, versions } = stretch
    if (run === null) return
    if (versions !== this.#versions) {
      this.#versions = versions
      this.#whole = versions.map(each => this.#grants(stretch, each, daysOf(versions)))
      this.#opened = 0
    }
    for (; this.#opened <= stretch.index; this.#opened += 1) {
      this.#world.book.open(this.#daysOpened(stretch, run), this.#grantsOf(stretch, this.#opened))
    }
  }

  mark(): Undo {
    const [versions, whole, opened] = [this.#versions, this.#whole, this.#opened]
    return () => {
      this.#versions = versions
      this.#whole = whole
      this.#opened = opened
    }
  }

  #daysOpened({ cycle, versions }: TermStretch<ProductVersion>, { from: since, plan }: PlanRun): GrantedDays {
    const days = versions[this.#opened]
    if (days === undefined) throw new RangeError(`there is no version ${this.#opened}`)
    const { zone } = this.#world
    const [startMs, endMs] = [startOfDayMs(days.from, zone), startOfDayMs(days.until, zone)]
    return { subscription: this.#subscription, plan, since, cycle, days, startMs, endMs }
  }

  #grantsOf(stretch: TermStretch<ProductVersion>, index: number): VersionGrant[] {
    const { versions } = stretch
    const own = this.#whole[index] ?? []
    if (versions.length === 1) return own.map(grant => ({ ...grant, series: grant.id }))
    return own.map((whole, place) => {
      const days = this.#daysAlike(termText(whole), versions, index)
      const grant = this.#grants(stretch, versions[index], days)[place]
      if (grant === undefined) throw new Error(`${whole.id} is granted for other days only`)
      return { ...grant, series: whole.id }
    })
  }

  /** The days around a version on which all say the same of an allowance. */
  #daysAlike(text: string, versions: readonly VersionDays<ProductVersion>[], index: number): Interval {
    const says = (at: number): boolean => this.#whole[at]?.some(each => termText(each) === text) ?? false
    let [first, last] = [index, index]
    while (says(first - 1)) first -= 1
    while (says(last + 1)) last += 1
    return daysOf(versions.slice(first, last + 1))
  }

  #grants(
    { cycle, full, run }: TermStretch<ProductVersion>,
    held: VersionDays<ProductVersion> | undefined,
    days: Interval
  ): AllowanceGrant[] {
    if (held === undefined || held.version === null) return []
    return usageGrants(held.version.rules, this.#world.usageTerms, { plan: run?.plan ?? '', cycle, full, days })
  }
}

function daysOf(versions: readonly VersionDays<ProductVersion>[]): Interval {
  const [first, last] = [versions[0], versions.at(-1)]
  if (first === undefined || last === undefined) throw new RangeError('a run has at least one day')
  return { from: first.from, until: last.until }
}

/** Everything that a grant says, but not where. */
function termText({ id, ticks, service, zones, days, expires, rollOver, shared }: AllowanceGrant): string {
  return JSON.stringify([id, ticks, service, zones?.toSorted(), days, expires?.toString(), rollOver, shared])
}
