// One row of a rate table -> a checked rate: right units, the operator's currency, whole ticks, sane limits.
import { type BaseUnit, MICRO, type Quantity, ticksPer } from '@farthing/billing-core/values'
import {
  LARGEST_QUANTITY_TICKS,
  LONGEST_DURATION_TICKS,
  type PriceForm,
  type RateForm
} from '../compiler/tariff-form.ts'
import type { Increment, Price } from '../signature/slot-value.ts'
import type { RateRow, Spot, Written } from '../vocabulary/declarations.ts'
import { checkMoney, type Currency } from './check-money.ts'
import { type Report, ruleAt } from './report.ts'

export interface RateContext {
  readonly currency: Currency
  readonly unit: BaseUnit
  /** 'tariff data-standard' */
  readonly what: string
  readonly report: Report
}

/** Reports what is wrong and returns a rate all the same, so that the rest is checked too. */
export function rateForm(row: RateRow, rule: string, context: RateContext): RateForm {
  const { first, next, text } = incrementTicks(row.increment, context)
  const minimum = row.minimum === null ? null : checkMoney(row.minimum, context.currency, context.report)
  const maximum = row.maximum === null ? null : checkMoney(row.maximum, context.currency, context.report)
  if (minimum !== null && maximum !== null && minimum > maximum) {
    const spot = row.maximum?.spot ?? row.spot
    context.report.error(spot, 'R0156', `the maximum is less than the minimum of the same row`)
  }
  return {
    at: ruleAt(row.spot, rule),
    price: priceForm(row.price, context),
    setup: row.setup === null ? 0n : checkMoney(row.setup, context.currency, context.report),
    first,
    next,
    increments: text,
    minimum,
    maximum
  }
}

function priceForm(price: Written<Price>, context: RateContext): PriceForm {
  if (price.value.kind === 'free') return { kind: 'free' }
  const { money, per, started } = price.value
  const micro = checkMoney({ value: money, spot: price.spot }, context.currency, context.report)
  if (per.unit === 'event' && context.unit !== 'event' && per.micro === MICRO) return { kind: 'event', micro }
  const ticks = wholeTicks({ value: per, spot: price.spot }, context, 'price')
  return { kind: 'rate', micro, per: BigInt(ticks), started, text: written(price.spot) }
}

function incrementTicks(
  increment: Written<Increment> | null,
  context: RateContext
): { first: number; next: number; text: string } {
  if (increment === null) return { first: 1, next: 1, text: '' }
  const { value, spot } = increment
  const first = wholeTicks({ value: value.first, spot }, context, 'increment')
  const same = value.next.unit === value.first.unit && value.next.micro === value.first.micro
  const next = same ? first : wholeTicks({ value: value.next, spot }, context, 'increment')
  return { first, next, text: written(spot) }
}

const UNIT_WORDS: Readonly<Record<BaseUnit, string>> = {
  second: 'time',
  byte: 'data',
  message: 'messages',
  event: 'events'
}

/** At least one tick of the tariff's unit; 1 when it is wrong and has been reported. */
function wholeTicks({ value, spot }: Written<Quantity>, context: RateContext, noun: 'price' | 'increment'): number {
  const { unit, what, report } = context
  if (value.unit !== unit) {
    const message = `${what} counts ${UNIT_WORDS[unit]}, and this ${noun} is by ${UNIT_WORDS[value.unit]}: \`${written(spot)}\``
    report.add(spot, 'error', 'R0151', () => ({ message, expected: [EXAMPLES[unit][noun]] }))
    return 1
  }
  const scaled = value.micro * BigInt(ticksPer(unit))
  const most = unit === 'second' ? LONGEST_DURATION_TICKS : LARGEST_QUANTITY_TICKS / 2
  if (scaled % MICRO === 0n && scaled > 0n && scaled / MICRO <= BigInt(most)) return Number(scaled / MICRO)
  const range = unit === 'second' ? '1 ms to 366 days' : '1 to 2^51, without decimals'
  report.add(spot, 'error', 'R0157', () => ({ message: `the quantity of this ${noun} must be from ${range}` }))
  return 1
}

const EXAMPLES: Readonly<Record<BaseUnit, Readonly<Record<'price' | 'increment', string>>>> = {
  second: { price: '0.25 per minute', increment: '60s / 30s' },
  byte: { price: '0.02 per MB', increment: '100 kB / 100 kB' },
  message: { price: '0.20 per sms', increment: '1 message' },
  event: { price: '0.15 per event', increment: '1 event' }
}

export function written({ source, start, end }: Spot): string {
  return source.text.slice(start, end).trim()
}
