// What an event costs under an offer.
import { divide, MICRO } from '@farthing/billing-core/values'
import type { OfferEffect } from '@farthing/plugin-sdk'
import type { PricedEvent } from './priced-usage.ts'

const HUNDRED_PERCENT = 100n * MICRO
const HUNDRED = Number(HUNDRED_PERCENT)

/** Micro. `net`: by the tariff, after allowances; `covered`: ticks that they covered. */
export function offeredAmount(effect: OfferEffect, { billed }: PricedEvent, covered: number, net: number): number {
  switch (effect.kind) {
    case 'free':
      return 0
    case 'percent':
      return net - shareOf(net, effect.micro)
    case 'price': {
      const open = BigInt(billed - covered)
      if (open === 0n) return 0
      if (effect.perTicks === null) return safe(effect.micro)
      const per = BigInt(effect.perTicks)
      const units = effect.started ? ((open + per - 1n) / per) * per : open
      return safe(divide(units * effect.micro, per, 'half-up'))
    }
  }
}

/** Rounded half up. In numbers where that is exact, as for nearly all uses. */
function shareOf(net: number, percent: bigint): number {
  const doubled = 2 * net * Number(percent) + HUNDRED
  return net >= 0 && doubled <= Number.MAX_SAFE_INTEGER
    ? Math.floor(doubled / (2 * HUNDRED))
    : safe(divide(BigInt(net) * percent, HUNDRED_PERCENT, 'half-up'))
}

function safe(micro: bigint): number {
  const amount = Number(micro)
  if (!Number.isSafeInteger(amount)) throw new RangeError(`an offer makes an amount of ${micro}, which is too large`)
  return amount
}
