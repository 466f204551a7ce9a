// The tariff that prices an event under the plan that held: by date, or by how far a version of either reaches.
import { localDay, startOfDayMs } from '@farthing/billing-core/values'
import type { Registry } from '@farthing/plugin-sdk'
import type { PlanVersion, RuleSet, TariffVersion } from '@farthing/rules-language'
import { earliest, type HeldVersion, type HeldVersions } from './held-versions.ts'
import type { PlanRun } from './plan-runs.ts'
import { servingTariff } from './serving-tariff.ts'
import type { UsageStretch } from './usage-stretch.ts'

/** What holds of a plan from `startMs` until `endMs`, and of its tariffs by service as far as asked for. */
export interface PlanHeld {
  readonly rules: RuleSet
  readonly run: PlanRun
  readonly startMs: number
  readonly endMs: number
  readonly plan: HeldVersion<PlanVersion> | undefined
  readonly tariffs: Map<string, ChosenTariff & { readonly startMs: number }>
}

type InCycle = Pick<UsageStretch, 'cycle' | 'endMs'>

/** `endMs`: it holds before. */
interface ChosenTariff {
  readonly held: HeldVersion<TariffVersion> | undefined
  readonly endMs: number
}

/** Of one subscription; keeps the last answer at hand because neighbours in time share it. */
export class HeldTariffs {
  readonly #held: HeldVersions
  readonly #registry: Registry
  #last: PlanHeld | undefined

  constructor(held: HeldVersions, registry: Registry) {
    this.#held = held
    this.#registry = registry
  }

  /** `rules`: in force at `startedAt`, epoch milliseconds. */
  planAt(rules: RuleSet, run: PlanRun, startedAt: number): PlanHeld {
    const last = this.#last
    if (last?.rules === rules && last.run === run && startedAt >= last.startMs && startedAt < last.endMs) return last
    const { zone } = rules.operator
    const day = localDay(startedAt, zone)
    const plan = this.#held.at('plans', run.plan, { day, since: run.since }, rules)
    const endMs = plan === undefined ? startOfDayMs(day.add({ days: 1 }), zone) : endOf(plan.until, zone)
    this.#last = { rules, run, startMs: startedAt, endMs, plan, tariffs: new Map() }
    return this.#last
  }

  /** Undefined: the plan, if it holds at all, has no tariff for the service. `stretch`: of `startedAt`. */
  serving(
    held: PlanHeld,
    service: string,
    startedAt: number,
    stretch: InCycle
  ): HeldVersion<TariffVersion> | undefined {
    const known = held.tariffs.get(service)
    // one that began before what is known may be under an earlier version
    if (known !== undefined && startedAt >= known.startMs && startedAt < known.endMs) return known.held
    const day = localDay(startedAt, held.rules.operator.zone)
    const own = this.#find(held, service, day)
    const found = held.plan?.version.rating === 'billing' ? this.#atBilling(held, service, { own, stretch }) : own
    held.tariffs.set(service, { ...found, startMs: startedAt })
    return found.held
  }

  /** That of the last day of the cycle, unless none holds by then. */
  #atBilling(
    held: PlanHeld,
    service: string,
    { own, stretch }: { readonly own: ChosenTariff; readonly stretch: InCycle }
  ): ChosenTariff {
    const day = stretch.cycle.until.subtract({ days: 1 })
    const last = this.#find(held, service, day, this.#held.rulesOn(day)).held
    const endMs = Math.min(own.endMs, stretch.endMs)
    if (last === undefined || last.version === own.held?.version) return { held: own.held, endMs }
    return { held: { ...last, because: `its plan rates at billing, by the prices of ${day}` }, endMs }
  }

  /** `endMs` is as late as can be: most events come in order of time, so that a tariff is asked for again only when it ends. */
  #find({ plan, rules, run }: PlanHeld, service: string, day: Temporal.PlainDate, by = plan?.rules): ChosenTariff {
    const { zone } = rules.operator
    const ends: (Temporal.PlainDate | null)[] = []
    const held =
      plan &&
      servingTariff(plan.version, this.#registry.usageTerms, service, name => {
        const found = this.#held.at('tariffs', name, { day, since: run.since }, by)
        // one that does not hold yet may begin tomorrow
        ends.push(found === undefined ? day.add({ days: 1 }) : found.until)
        return found
      })
    const until = held === undefined ? day.add({ days: 1 }) : earliest(...ends)
    return { held, endMs: endOf(until, zone) }
  }
}

function endOf(until: Temporal.PlainDate | null, zone: string): number {
  return until === null ? Infinity : startOfDayMs(until, zone)
}
