// What an event costs under an offer.
import { divide, MICRO } from '@farthing/billing-core/values'
import type { OfferEffect } from '@farthing/plugin-sdk'
import type { PricedEvent } from './priced-usage.ts'

const HUNDRED_PERCENT = 100n * MICRO

/** Micro. `net`: by the tariff, after allowances; `covered`: ticks that they covered. */
export function offeredAmount(effect: OfferEffect, { billed }: PricedEvent, covered: number, net: number): number {
  switch (effect.kind) {
    case 'free':
      return 0
    case 'percent':
      return net - safe(divide(BigInt(net) * effect.micro, HUNDRED_PERCENT, 'half-up'))
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

function safe(micro: bigint): number {
  const amount = Number(micro)
  if (!Number.isSafeInteger(amount)) throw new RangeError(`an offer makes an amount of ${micro}, which is too large`)
  return amount
}
