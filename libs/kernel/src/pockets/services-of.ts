// The services that a pocket is to pay for, as somebody names them: known ones, counted in its unit.
import { type BaseUnit, isCurrency, unitNoun } from '@farthing/billing-core/values'
import { inEachCurrency, type RuleSet, unpaidService } from '@farthing/rules-language'
import type { Outcome, Refusal } from '../http/index.ts'
import type { RulesHost } from '../rules-host/index.ts'

export type ServicesRefusal = 'unknown-service' | 'service-of-other-unit'

/** Each once, in order; null: none is named, and it pays for all. By the rules in force and those that begin later. `unit`: null is money. */
export async function servicesOf(
  rules: RulesHost,
  { services, unit }: { readonly services: readonly string[] | undefined; readonly unit: string | null }
): Promise<Outcome<readonly string[] | null, ServicesRefusal>> {
  const named = namedOnce(services)
  if (named === null) return { ok: true, value: null }
  const known = await currentAndLater(rules)
  return (
    named.map(service => refusedService(known, service, unit)).find(each => each !== undefined) ?? {
      ok: true,
      value: named
    }
  )
}

export function namedOnce(services: readonly string[] | undefined): readonly string[] | null {
  return services === undefined ? null : [...new Set(services)].toSorted()
}

/** A pocket may be given for what is sold from next month on. */
async function currentAndLater(rules: RulesHost): Promise<RuleSet[]> {
  const current = await rules.current()
  const { versions } = await rules.books()
  const first = versions.findIndex(each => each.rules.version === current?.version)
  return versions.slice(Math.max(first, 0)).flatMap(each => inEachCurrency(each.rules))
}

function refusedService(
  rules: readonly RuleSet[],
  service: string,
  unit: string | null
): Refusal<ServicesRefusal> | undefined {
  const tariffs = rules.flatMap(each => [...each.tariffs.values()].flat())
  const unpaid = unpaidService(service, unit === null || isCurrency(unit) ? null : (unit as BaseUnit), tariffs)
  if (unpaid === null) return undefined
  if (unpaid.kind === 'unknown') {
    const { known, near } = unpaid
    const hint = near === undefined ? whatThereIs(known) : `Did you mean ${near}?`
    return { ok: false, reason: 'unknown-service', detail: `No tariff is for ${service}. ${hint}` }
  }
  const { name, unit: own } = unpaid.tariff
  const [counted, held] = [unitNoun(own), unitNoun(unpaid.held)]
  const detail = `Tariff ${name} counts ${service} in ${counted}: a pocket of ${held} pays nothing of it. Name services that are counted in ${held}, or leave them out.`
  return { ok: false, reason: 'service-of-other-unit', detail }
}

function whatThereIs(known: readonly string[]): string {
  return known.length === 0 ? 'No rules are published yet.' : `There are: ${known.slice(0, 20).join(', ')}.`
}
