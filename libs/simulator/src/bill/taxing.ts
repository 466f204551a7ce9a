// How each charge of a bill is taxed: by the rules in force on its tax point, and what is known of the customer.
import { decideTaxes, supplyPlace, type TargetCharge, type TaxedCustomer, taxesInOrder } from '@farthing/billing-core'
import type { SupplyPlace, TaxDecision, TaxedSupply, TaxRule, TaxTreatment } from '@farthing/billing-core'
import { epochDay } from '@farthing/billing-core/values'
import { askPlugin, contributorOf, type Registry, type Tax, taxRule } from '@farthing/plugin-sdk'
import type { PlanRule, RuleSet } from '@farthing/rules-language'
import type { RuleBook } from './rule-book.ts'

interface TaxingInput {
  readonly history: TaxedCustomer
  readonly ruleBook: RuleBook
  readonly registry: Registry
}

type TaxedCharge = Pick<TargetCharge, 'category' | 'from' | 'ledger' | 'subscription' | 'taxPoint'>

/** Answers for one bill; what cannot be decided is found in `undecided` when all were asked. */
export class Taxing {
  readonly #input: TaxingInput
  /** For tax points before all published rules. */
  readonly #fallback: RuleSet
  /** One treatment for all charges that agree in what decides it. */
  readonly #known: Decisions
  /** The first charge whose taxes cannot be told, as a sentence. */
  undecided: string | null = null

  constructor(input: TaxingInput, fallback: RuleSet) {
    this.#input = input
    this.#fallback = fallback
    this.#known = isAnybody(input.history) ? anybody : new WeakMap()
  }

  /** Bonds are held, not earned, and interest is paid to the customer: never taxed. */
  of({ category, from, ledger, subscription, taxPoint = from }: TaxedCharge): TaxTreatment {
    if (ledger !== 'revenue') return null
    const rules = this.#rulesOn(taxPoint)
    if (rules.length === 0) return null
    const decided = this.#decided(rules, { category, subscription, taxPoint })
    if (decided.ok) return decided.treatment
    this.undecided ??= decided.undecided
    return null
  }

  /** By which place it was taxed; null where nothing is told of the customer, and where no tax asks for it. */
  placeOf({ from, ledger, subscription, taxPoint = from }: TaxedCharge): SupplyPlace | null {
    if (ledger !== 'revenue' || this.#known === anybody) return null
    if (this.#rulesOn(taxPoint).every(({ places }) => places === null)) return null
    return supplyPlace({ subscription, taxPoint }, this.#input.history) ?? null
  }

  #rulesOn(day: Temporal.PlainDate): readonly TaxRule[] {
    return taxesOf(this.#input.ruleBook.at(day) ?? this.#fallback, this.#input.registry)
  }

  #decided(rules: readonly TaxRule[], supply: TaxedSupply): TaxDecision {
    let known = this.#known.get(rules)
    if (known === undefined || known.size >= MOST_KNOWN) this.#known.set(rules, (known = new Map()))
    const key = this.#keyOf(supply)
    const found = known.get(key)
    if (found !== undefined) return found
    const decided = decideTaxes(rules, supply, this.#input.history)
    known.set(key, decided)
    return decided
  }

  #keyOf({ category, subscription, taxPoint }: TaxedSupply): string {
    const all = `${epochDay(taxPoint)} ${category}`
    const hasPlace = subscription !== null && this.#input.history.subscriptionPlaces?.has(subscription)
    return hasPlace ? `${all} ${subscription}` : all
  }
}

function isAnybody({ subscriptionPlaces, taxExemptions, taxPlaces }: TaxedCustomer): boolean {
  return taxPlaces.length + taxExemptions.length === 0 && subscriptionPlaces === undefined
}

/** By rules, then by day, category and, where that has a place of its own, subscription. */
type Decisions = WeakMap<readonly TaxRule[], Map<string, TaxDecision>>

/** Of customers of whom nothing is said that taxes go by: the same for all of them, so that bills share treatments and what follows from them. */
const anybody: Decisions = new WeakMap()
const MOST_KNOWN = 10_000

/** The taxes of a rule set, each after those that it is on top of. Throws PluginFault. */
export function taxesOf(rules: RuleSet, registry: Registry): readonly TaxRule[] {
  if (registry.taxes.size === 0 || rules.statements.length === 0) return NONE
  const known = knownTaxes.get(rules)
  if (known?.registry === registry) return known.taxes
  const taxes = rules.statements.flatMap(statement => {
    const tax = registry.taxes.get(statement.signature)
    return tax === undefined ? [] : [askTax(tax, statement, registry)]
  })
  const ordered = taxesInOrder(taxes)
  knownTaxes.set(rules, { registry, taxes: ordered })
  return ordered
}

const NONE: readonly TaxRule[] = []
const knownTaxes = new WeakMap<RuleSet, { readonly registry: Registry; readonly taxes: readonly TaxRule[] }>()

function askTax(tax: Tax, { at, value }: PlanRule, registry: Registry): TaxRule {
  return askPlugin(
    () => tax.taxOf(value, at),
    taxRule,
    () => ({ what: `tax of ${tax.statement}`, plugin: contributorOf('taxes', tax, registry), rules: [at] })
  )
}
