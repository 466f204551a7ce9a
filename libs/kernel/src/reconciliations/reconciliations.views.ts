// The shapes of reconciliations over HTTP.
import { type BaseUnit, countOf, declaredUnit, formatDecimal } from '@farthing/billing-core/values'
import type { ClassSums } from '@farthing/simulator'
import { z } from 'zod'
import { GivenDay, GivenNumber } from '../http/index.ts'
import type { Reconciliation, StoredDifference } from './reconciliation-book.ts'

const Limit = z.coerce.number().int().min(1).max(500).default(50)
const Kind = z.enum([
  'missing-here',
  'missing-there',
  'different-quantity',
  'different-price',
  'other-zone',
  'malformed'
])

export const ReconcileQuery = z.strictObject({
  format: z.string().min(1).max(50).describe('A usage format.'),
  rule: z.string().min(1).max(100).optional().describe('Name of the rule, where several have the format.'),
  from: GivenDay.optional().describe('First day that is compared; that of the first line, when left out.'),
  until: GivenDay.optional().describe('The day after the last one.'),
  name: z.string().min(1).max(300).default('upload').describe('How the file is called.')
})
export const ReconciliationsQuery = z.strictObject({ before: GivenNumber.optional(), limit: Limit })
export const DifferencesQuery = z.strictObject({ kind: Kind.optional(), after: GivenNumber.optional(), limit: Limit })

const Quantity = z.number().describe('In `unit`.')
const Price = z.string().describe('Six decimals of `currency`.')
const Sums = z.object({
  uses: z.int(),
  quantityThere: Quantity,
  quantityHere: Quantity,
  priceThere: Price,
  priceHere: Price
})
const Counts = z.record(z.string(), z.int())

export const ReconciliationView = z
  .object({
    id: z.int(),
    rule: z.string(),
    version: z.string().describe('Of the rules.'),
    name: z.string(),
    format: z.string(),
    service: z.string(),
    unit: z.string(),
    currency: z.string(),
    from: z.string().nullable(),
    until: z.string().nullable(),
    lines: z
      .int()
      .describe('matched + differentQuantity + differentPrice + missingHere + otherZone + malformed + filtered'),
    matched: Sums,
    differentQuantity: Sums,
    differentPrice: Sums,
    missingHere: Sums.describe('Lines of uses that are not here.'),
    missingThere: Sums.describe('Own events that the vendor does not tell: no lines.'),
    otherZone: Sums.describe('Lines of uses that are here, rated in a zone that the rule leaves out.'),
    twice: z.int().describe('Of the lines that are missing here: those that bill a use a second time.'),
    malformed: Counts.describe('By reason.'),
    filtered: Counts.describe('By reason.'),
    problem: z.string().nullable().describe('What is wrong with the file as a whole, though all of it was read.'),
    doneAt: z.string()
  })
  .meta({ id: 'UsageReconciliation' })
export type ReconciliationView = z.infer<typeof ReconciliationView>

export const ReconciliationPageView = z
  .object({ reconciliations: z.array(ReconciliationView), next: z.int().nullable().describe('Pass it as `before`.') })
  .meta({ id: 'UsageReconciliationPage' })
export type ReconciliationPageView = z.infer<typeof ReconciliationPageView>

export const DifferenceView = z
  .object({
    number: z.int(),
    kind: Kind,
    twice: z.boolean(),
    detail: z.string().nullable().describe('Why a line cannot be read.'),
    called: z.string().nullable(),
    there: z
      .object({
        line: z.int(),
        startedAt: z.string().nullable(),
        quantity: Quantity.nullable(),
        price: Price.nullable()
      })
      .nullable(),
    here: z
      .object({
        event: z.string(),
        account: z.string().nullable(),
        startedAt: z.string().nullable(),
        quantity: Quantity.nullable(),
        price: Price.nullable().describe('Null: the tariff has none for it.')
      })
      .nullable()
  })
  .meta({ id: 'UsageDifference' })
export type DifferenceView = z.infer<typeof DifferenceView>

export const DifferencePageView = z
  .object({ differences: z.array(DifferenceView), next: z.int().nullable().describe('Pass it as `after`.') })
  .meta({ id: 'UsageDifferencePage' })
export type DifferencePageView = z.infer<typeof DifferencePageView>

export function reconciliationView(made: Reconciliation): ReconciliationView {
  const { classes, doneAt, from, reasons, unit, until, ...rest } = made
  const sums = (each: ClassSums): ReconciliationView['matched'] => ({
    uses: each.uses,
    quantityThere: countOf(Number(each.quantityThere), unit),
    quantityHere: countOf(Number(each.quantityHere), unit),
    priceThere: formatDecimal(each.priceThere, 6),
    priceHere: formatDecimal(each.priceHere, 6)
  })
  return {
    ...rest,
    unit: declaredUnit(unit)?.name ?? unit,
    from: from?.toString() ?? null,
    until: until?.toString() ?? null,
    matched: sums(classes.matched),
    differentQuantity: sums(classes['different-quantity']),
    differentPrice: sums(classes['different-price']),
    missingHere: sums(classes['missing-here']),
    missingThere: sums(classes['missing-there']),
    otherZone: sums(classes['other-zone']),
    malformed: { ...reasons.malformed },
    filtered: { ...reasons.filtered },
    doneAt: doneAt.toString()
  }
}

export function differenceView(difference: StoredDifference, unit: BaseUnit): DifferenceView {
  const { account, called, detail, event, kind, line, number } = difference
  const { priceHere, priceThere, quantityHere, quantityThere, startedHere, startedThere } = difference
  const price = (micro: bigint | null): string | null => (micro === null ? null : formatDecimal(micro, 6))
  const quantity = (ticks: number | null): number | null => (ticks === null ? null : countOf(ticks, unit))
  const there = {
    startedAt: startedThere?.toString() ?? null,
    quantity: quantity(quantityThere),
    price: price(priceThere)
  }
  const here = { startedAt: startedHere?.toString() ?? null, quantity: quantity(quantityHere), price: price(priceHere) }
  return {
    number,
    kind,
    twice: detail === 'twice' && kind === 'missing-here',
    detail: kind === 'malformed' ? detail : null,
    called: called === '' ? null : called,
    there: line === null ? null : { line, ...there },
    here: event === null ? null : { event, account, ...here }
  }
}
