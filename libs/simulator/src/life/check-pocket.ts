// Whether what fills a pocket in a life can fill one, and pay for what it is said to.
import { unitNoun } from '@farthing/billing-core/values'
import { type RuleSet, type TariffVersion, type UnpaidService, unpaidService } from '@farthing/rules-language'
import type { LifeFact, LifeProblem } from './life.ts'

type Filling = LifeFact<'top-up' | 'grant'>

export function pocketProblems(fact: Filling, sets: readonly RuleSet[]): LifeProblem[] {
  return [...givenProblems(fact), ...serviceProblems(fact, sets)]
}

function givenProblems(fact: Filling): LifeProblem[] {
  if (fact.do === 'top-up') return []
  const { amount, number, quantity } = fact
  if ((amount === undefined) === (quantity === undefined))
    return [
      { fact: number, field: 'amount', problem: 'a grant has either "amount" (money) or "quantity" ("600s", "5 GB")' }
    ]
  return quantity?.micro === 0n ? [{ fact: number, field: 'quantity', problem: 'nothing is granted with it' }] : []
}

/** Of rules that may come later too. */
function serviceProblems(fact: Filling, sets: readonly RuleSet[]): LifeProblem[] {
  const { number, services } = fact
  if (services === undefined) return []
  const refused = (problem: string): LifeProblem => ({ fact: number, field: 'services', problem })
  if (services.length === 0) return [refused('it names no service, and would pay for nothing: leave it out')]
  const unit = fact.do === 'grant' ? (fact.quantity?.unit ?? null) : null
  const tariffs = sets.flatMap(rules => [...rules.tariffs.values()].flat())
  return services.flatMap(service => {
    const unpaid = unpaidService(service, unit, tariffs)
    return unpaid === null ? [] : [refused(unpaidText(service, unpaid))]
  })
}

function unpaidText(service: string, unpaid: UnpaidService<TariffVersion>): string {
  if (unpaid.kind === 'other-unit') {
    const [counted, held] = [unitNoun(unpaid.tariff.unit), unitNoun(unpaid.held)]
    return `${service} is counted in ${counted}: a pocket of ${held} pays nothing of it`
  }
  const { known, near } = unpaid
  const hint = near === undefined ? `there are: ${known.slice(0, 20).join(', ')}` : `did you mean "${near}"?`
  return `no tariff is for "${service}"; ${hint}`
}
