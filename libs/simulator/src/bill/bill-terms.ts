// What of a plan or a feature makes a service cost something else than its tariff says.
import { planCaps, planMinimums, planOverages, type Registry, usageGrants, usageOffers } from '@farthing/plugin-sdk'
import type { ProductVersion } from '@farthing/rules-language'

/** A term that makes a service cost something else than its tariff says. */
export interface BillTerm {
  /** Null: every service. */
  readonly service: string | null
  /** What other subscriptions of the account have of it too. */
  readonly shared: boolean
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
}

const EVER = { shared: false, from: null, until: null }

export function billTerms({ name, rules }: ProductVersion, { usageTerms }: Registry): BillTerm[] {
  const cycle = { from: ANY_DAY, until: ANY_DAY.add({ months: 1 }) }
  const grants = usageGrants(rules, usageTerms, { plan: name, cycle, full: cycle, days: cycle })
  const limits = [planOverages(rules, usageTerms), planMinimums(rules, usageTerms)].flat()
  const capped = planCaps(rules, usageTerms).flatMap(({ services }): readonly (string | null)[] => services ?? [null])
  const offers = usageOffers(rules, usageTerms)
  return [
    ...grants.map(({ service, shared = false }) => ({ ...EVER, service, shared })),
    ...limits.map(({ service }) => ({ ...EVER, service })),
    ...capped.map(service => ({ ...EVER, service })),
    ...offers.flatMap(({ from, terms, until }) => terms.map(({ service }) => ({ ...EVER, service, from, until })))
  ]
}

/** What is granted is the same in every cycle but for its amount. */
const ANY_DAY = Temporal.PlainDate.from('2026-01-01')
