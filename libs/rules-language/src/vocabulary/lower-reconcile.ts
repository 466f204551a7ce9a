// `reconcile` -> declaration.
import type { Match } from '../signature/match.ts'
import type { ReconciliationDeclaration } from './declarations.ts'
import { childOf, slotSpot, written } from './match-parts.ts'
import {
  reconcileFormatStatement,
  reconcilePriceStatement,
  reconcileQuantityStatement,
  reconcileServiceStatement,
  reconcileStartStatement,
  type reconcileStatement,
  reconcileZonesStatement
} from './reconcile-statements.ts'

/** Null when a part is missing, which is reported already. */
export function lowerReconcile(
  match: Match & Match<(typeof reconcileStatement)['slots']>
): ReconciliationDeclaration | null {
  const service = childOf(match, reconcileServiceStatement)
  const format = childOf(match, reconcileFormatStatement)
  const start = childOf(match, reconcileStartStatement)
  const quantity = childOf(match, reconcileQuantityStatement)
  const price = childOf(match, reconcilePriceStatement)
  if (service === undefined || format === undefined || start === undefined || quantity === undefined) return null
  const tariff = price?.slots.tariff
  return {
    name: { value: match.slots.name, spot: slotSpot(match, 'name') },
    service: service.slots.service,
    zones: childOf(match, reconcileZonesStatement)?.slots.zones ?? [],
    format: { value: format.slots.format, spot: slotSpot(format, 'format') },
    start: { value: start.slots.time, spot: slotSpot(start, 'time') },
    quantity: { value: quantity.slots.quantity, spot: slotSpot(quantity, 'quantity') },
    quantityShare: written(quantity, 'share', quantity.slots.share),
    price: price === undefined ? null : price.slots.money.micro,
    priceShare: price === undefined ? null : written(price, 'share', price.slots.share),
    tariff: price === undefined || tariff === undefined ? null : { value: tariff, spot: slotSpot(price, 'tariff') }
  }
}
