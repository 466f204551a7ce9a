// Which tariff rates a service of a plan on a day, looked up once per day, plan and service.
import { zoneOffsets } from '@farthing/billing-core/values'
import type { RuleRef } from '@farthing/billing-core/values'
import { namedTariffs, PluginFault } from '@farthing/plugin-sdk'
import type { NamedTariff, Registry } from '@farthing/plugin-sdk'
import { planAt, tariffAt } from '@farthing/rules-language'
import type { RuleSet, TariffVersion } from '@farthing/rules-language'
import type { RuleBook } from '../bill/rule-book.ts'

export type FoundTariff = Found | { readonly ok: false; readonly reason: 'no-tariff'; readonly detail: string }

interface Found {
  readonly ok: true
  readonly tariff: TariffVersion
  readonly rules: RuleSet
  /** The plan's rule that names it; null when it was not asked for by a plan. */
  readonly by: RuleRef | null
}

/** Whose tariff is asked for: a plan's, a tariff by its name, or (null) the only tariff that serves the service. */
export type TariffChoice = { readonly plan: string } | { readonly tariff: string } | null

const MINUTES_PER_DAY = 1440
/** Days kept; a file with more different days than this is looked up again. */
const MOST_DAYS = 1000
const EPOCH = Temporal.PlainDate.from('1970-01-01')

type ByService = Map<string, FoundTariff>

export class TariffFinder {
  private readonly days = new Map<number, Map<string, ByService>>()

  constructor(
    private readonly ruleBook: RuleBook,
    private readonly terms: Registry['usageTerms']
  ) {}

  /** `startedAt`: epoch milliseconds. The tariff is the one in force on the local day of the operator on which the event starts. */
  find(choice: TariffChoice, service: string, startedAt: number): FoundTariff {
    const byService = this.servicesOf(this.dayOf(startedAt), keyOf(choice))
    const known = byService.get(service)
    if (known !== undefined) return known
    const found = this.lookUp(choice, service, startedAt)
    if (byService.size < MOST_DAYS) byService.set(service, found)
    return found
  }

  /** The first day of published rules; null: since ever. */
  begin(rules: RuleSet): Temporal.PlainDate | null {
    return this.ruleBook.versions.findLast(each => each.rules === rules)?.from ?? null
  }

  private dayOf(startedAt: number): number {
    const zone = this.ruleBook.atInstant(startedAt)?.operator.zone ?? 'UTC'
    return Math.floor(zoneOffsets(zone).localMinutes(startedAt) / MINUTES_PER_DAY)
  }

  private servicesOf(day: number, key: string): ByService {
    let plans = this.days.get(day)
    if (plans === undefined) {
      if (this.days.size >= MOST_DAYS) this.days.clear()
      this.days.set(day, (plans = new Map()))
    }
    let byService = plans.get(key)
    if (byService === undefined) plans.set(key, (byService = new Map()))
    return byService
  }

  private lookUp(choice: TariffChoice, service: string, startedAt: number): FoundTariff {
    const rules = this.ruleBook.atInstant(startedAt)
    if (rules === undefined) return none('no rules are in force at that time')
    if (choice === null) return onlyOne(rules, service, startedAt)
    if ('tariff' in choice)
      return inForce(rules, [{ name: choice.tariff, by: null }], { service, startedAt }, `tariff ${choice.tariff}`)
    const day = EPOCH.add({ days: this.dayOf(startedAt) })
    const plan = planAt(rules, choice.plan, day)
    if (plan === undefined) return none(`plan ${choice.plan} is not in force on ${day}`)
    try {
      return inForce(rules, namedTariffs(plan.rules, this.terms), { service, startedAt }, `plan ${choice.plan}`)
    } catch (fault) {
      if (fault instanceof PluginFault) return none(fault.message)
      throw fault
    }
  }
}

function keyOf(choice: TariffChoice): string {
  if (choice === null) return ''
  return 'plan' in choice ? choice.plan : `tariff ${choice.tariff}`
}

interface Wanted {
  readonly service: string
  readonly startedAt: number
}

type Named = Pick<NamedTariff, 'name'> & { readonly by: RuleRef | null }

function inForce(rules: RuleSet, named: readonly Named[], { service, startedAt }: Wanted, whose: string): FoundTariff {
  for (const { by, name } of named) {
    const tariff = tariffAt(rules, name, startedAt)
    if (tariff?.service === service) return { ok: true, tariff, rules, by }
  }
  return none(`${whose} has no tariff for ${service} in force at that time`)
}

function onlyOne(rules: RuleSet, service: string, startedAt: number): FoundTariff {
  const fitting = [...rules.tariffs.keys()]
    .map(name => tariffAt(rules, name, startedAt))
    .filter(tariff => tariff?.service === service)
  const [tariff, other] = fitting
  if (tariff === undefined) return none(`no tariff for ${service} is in force at that time`)
  if (other !== undefined) return none(`${fitting.length} tariffs serve ${service}: name a plan or a tariff`)
  return { ok: true, tariff, rules, by: null }
}

function none(detail: string): FoundTariff {
  return { ok: false, reason: 'no-tariff', detail }
}
