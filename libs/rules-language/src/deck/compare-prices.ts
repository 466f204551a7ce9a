// Which of two prices is higher, and by how much: exact, whatever they are per.
import { formatDecimal } from '@farthing/billing-core/values'
import type { Price } from '../signature/slot-value.ts'

export interface PriceStep {
  readonly direction: 'up' | 'down' | 'same'
  /** By how much for what the first price is per, as a decimal: '0.05'; '' when one of the two is free. */
  readonly by: string
  /** In hundredths of a percent, rounded half up; null when one of the two is free. */
  readonly basisPoints: number | null
}

const NONE: PriceStep = { direction: 'same', by: '', basisPoints: null }

/** Null when the two cannot be compared: a price per call and one per minute, other currencies, one of them by started units. */
export function comparePrices(before: Price, after: Price): PriceStep | null {
  const [first, second] = [costs(before), costs(after)]
  if (first === null || second === null) {
    const direction = first === second ? 'same' : first === null ? 'up' : 'down'
    return { ...NONE, direction }
  }
  const { money, per, started } = first
  if (money.currency !== second.money.currency || per.unit !== second.per.unit) return null
  // both for the quantity that the first one is per, times the quantity of the second one
  const [was, is] = [money.micro * second.per.micro, second.money.micro * per.micro]
  if (was === is) return started === second.started ? NONE : null
  if (started !== second.started) return null
  return {
    direction: is > was ? 'up' : 'down',
    by: formatDecimal(rounded(is - was, second.per.micro)).replace(/\.?0+$/, ''),
    basisPoints: Number(rounded((is - was) * 10_000n, was))
  }
}

type Charged = Price & { readonly kind: 'per' }

/** Null for a price of nothing, whether it is written free or 0.00. */
function costs(price: Price): Charged | null {
  return price.kind === 'per' && price.money.micro !== 0n ? price : null
}

/** Half away from zero; the divisor is positive. */
function rounded(value: bigint, divisor: bigint): bigint {
  const half = value < 0n ? -divisor : divisor
  return (2n * value + half) / (2n * divisor)
}
