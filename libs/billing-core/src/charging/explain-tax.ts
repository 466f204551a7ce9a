// What the explanation of a charge says of its taxes.
import { type AppliedTax, type SupplyPlace, taxOn, type TaxTreatment } from '../taxes/index.ts'
import { type Explanation, formatAmount, formatDecimal, type Step } from '../values/index.ts'

type Taxes = NonNullable<TaxTreatment>

/** `amount`: of the line, rounded; each tax of it as exact as it is added to those of other lines. */
export function withTaxes(explanation: Explanation, treatment: TaxTreatment, amount: bigint): Explanation {
  if (treatment === null) return explanation
  return { ...explanation, steps: [...explanation.steps, ...taxSteps(treatment, amount, explanation.currency)] }
}

/** Many lines of many bills come to one amount: rents, above all. */
function taxSteps(treatment: Taxes, amount: bigint, currency: string): readonly Step[] {
  const name = `${amount} ${currency}`
  const found = known.steps.get(treatment)?.get(name)
  if (found !== undefined) return found
  const words = formatAmount(amount, currency)
  const steps = treatment.map((applied, index): Step => {
    const result = formatDecimal(taxOn(amount, treatment, index), 6)
    return { step: 'tax', detail: taxWords(applied, words), result, rule: applied.rule }
  })
  remember(treatment, name, steps)
  return steps
}

/** Treatments are as many as days, and amounts of usage as many as lines: one bound for all, at which all are forgotten. */
function remember(treatment: Taxes, name: string, steps: readonly Step[]): void {
  if (known.count >= MOST_KNOWN) known = { steps: new WeakMap(), count: 0 }
  const own = known.steps.get(treatment)
  if (own === undefined) known.steps.set(treatment, new Map([[name, steps]]))
  else own.set(name, steps)
  known.count += 1
}

interface Known {
  readonly steps: WeakMap<Taxes, Map<string, readonly Step[]>>
  count: number
}

const MOST_KNOWN = 10_000
let known: Known = { steps: new WeakMap(), count: 0 }

/** `exact`: without the taxes that the price includes and the customer does not owe. */
export function withoutReliefs(explanation: Explanation, taxes: Taxes, exact: bigint): Explanation {
  const relieved = taxes.filter(applied => applied.relieved !== null)
  const words = relieved.map(({ relieved: percent, title }) => `${title} ${percent}%`).join(', ')
  const result = formatDecimal(exact, 6)
  const [first] = relieved
  const step: Step = {
    step: 'tax',
    detail: `without ${words}, which the price includes and the customer does not owe`,
    result,
    said: `without ${words}`,
    ...(first === undefined ? {} : { rule: first.rule })
  }
  return { ...explanation, steps: [...explanation.steps, step], amount: result }
}

/** Whose place it was, and since when. */
export function placeStep({ from, isOwn, place }: SupplyPlace): Step {
  return { step: 'tax', detail: `where ${isOwn ? 'the subscription' : 'the account'} is since ${from}`, result: place }
}

/** 'VAT 19% on 40.00', 'VAT 19% included in 40.00', 'VAT 0% on 40.00: Reverse charge' */
function taxWords({ included, onTopOf, percent, reason, title }: AppliedTax, amount: string): string {
  const base = onTopOf.length === 0 ? amount : `${amount} and ${onTopOf.join(', ')}`
  return `${title} ${percent}% ${included ? 'included in' : 'on'} ${base}${reason === null ? '' : `: ${reason}`}`
}
