// One row of a rate table -> a checked rate: right units, the operator's currency, whole ticks, sane limits.
import {
  type BaseUnit,
  declaredUnit,
  formatAmount,
  formatQuantity,
  type KnownUnit,
  MICRO,
  oneOfUnit,
  type Quantity,
  ticksPer
} from '@farthing/billing-core/values'
import {
  LARGEST_QUANTITY_TICKS,
  LONGEST_DURATION_TICKS,
  type PlainPriceForm,
  type PriceForm,
  type PriceStepForm,
  type RateForm
} from '../compiler/tariff-form.ts'
import { limits } from '../limits.ts'
import type { TierTable } from '../rule-set/tiers.ts'
import type { EventPrice, Increment, Price } from '../signature/slot-value.ts'
import type { RateRow, Spot, Written } from '../vocabulary/declarations.ts'
import { checkFree } from './check-free.ts'
import { checkMoney, type Currency } from './check-money.ts'
import { type Report, ruleAt } from './report.ts'

export interface RateContext {
  readonly currency: Currency
  readonly unit: BaseUnit
  /** 'tariff data-standard' */
  readonly what: string
  readonly report: Report
}

export interface TariffContext extends RateContext {
  /** By name, those that are in order. */
  readonly tiers: ReadonlyMap<string, TierTable>
}

/** Reports what is wrong and returns a rate all the same, so that the rest is checked too. */
export function rateForm(row: RateRow, rule: string, context: TariffContext): RateForm {
  const { first, next, text } = incrementTicks(row.increment, context)
  const minimum = row.minimum === null ? null : checkMoney(row.minimum, context.currency, context.report)
  const maximum = row.maximum === null ? null : checkMoney(row.maximum, context.currency, context.report)
  if (row.maximum?.value.micro === 0n) {
    const message = 'a maximum of nothing makes events free: write free as their price'
    context.report.error(row.maximum.spot, 'R0477', message, { expected: ['free in the column price'] })
  } else if (minimum !== null && maximum !== null && minimum > maximum) {
    const spot = row.maximum?.spot ?? row.spot
    context.report.error(spot, 'R0156', `the maximum is less than the minimum of the same row`)
  }
  const price = priceForm(row.price, context)
  if (price.kind === 'tiers' && (minimum !== null || maximum !== null)) {
    const message = 'what an event costs by tiers is known when the bill is made: it has no minimum and no maximum'
    context.report.add((row.minimum ?? row.maximum ?? row).spot, 'error', 'R0214', () => ({ message }))
  }
  return {
    at: ruleAt(row.spot, rule),
    price,
    setup: row.setup === null ? 0n : checkMoney(row.setup, context.currency, context.report),
    first,
    next,
    increments: text,
    grace: row.grace === null ? 0 : wholeTicks(row.grace, context, 'grace'),
    minimum,
    maximum
  }
}

function priceForm(price: Written<EventPrice>, context: TariffContext): PriceForm {
  const { value, spot } = price
  const text = written(spot)
  if (value.kind === 'free') return { kind: 'free' }
  if (value.kind === 'per') return plainPrice({ value, spot }, context, true)
  if (value.kind === 'percent') checkFree(value.percent, { spot, isWhole: true }, context.report)
  if (value.kind === 'percent') return { kind: 'percent', micro: value.percent, text }
  if (value.kind === 'steps') return { kind: 'steps', steps: stepForms({ value, spot }, context), text }
  const table = context.tiers.get(value.table)
  // an unknown or faulty table is reported where it belongs
  if (table === undefined) return { kind: 'free' }
  if (table.unit !== context.unit) {
    const message = `${context.what} counts ${counted(context.unit)}, and tiers ${table.name} count ${counted(table.unit)}`
    context.report.add(spot, 'error', 'R0151', () => ({ message }))
  }
  return { kind: 'tiers', table }
}

function plainPrice(
  { value, spot }: Written<Extract<Price, { kind: 'per' }>>,
  context: RateContext,
  isWhole: boolean
): PlainPriceForm {
  const { money, per, started } = value
  const micro = checkMoney({ value: money, spot }, context.currency, context.report)
  checkFree(money.micro, { spot, isWhole }, context.report)
  if (per.unit === 'event' && context.unit !== 'event' && per.micro === MICRO) return { kind: 'event', micro }
  const ticks = wholeTicks({ value: per, spot }, context, 'price')
  return { kind: 'rate', micro, per: BigInt(ticks), started, text: written(spot) }
}

/** Each step from where the one before ends. */
function stepForms(
  { value, spot }: Written<Extract<EventPrice, { kind: 'steps' }>>,
  context: RateContext
): PriceStepForm[] {
  if (value.steps.some(({ isMisnamed }) => isMisnamed)) {
    const message = 'each step counts from where the one before it ends: only the first one is for the first'
    context.report.errorOfNew(spot, 'R0623', message, { expected: ['for the next ... in every later step'] })
  }
  let from = 0n
  return value.steps.map(({ price, length }) => {
    const start = from
    if (length !== null) from += BigInt(wholeTicks({ value: length, spot }, context, 'step'))
    const until = length === null ? null : from
    if (price.kind === 'free') return { from: start, until, flat: 0n, micro: 0n, per: 1n, text: 'free' }
    const form = plainPrice({ value: price, spot }, context, false)
    const text = priceText(price, context.currency)
    if (form.kind === 'event') return { from: start, until, flat: form.micro, micro: 0n, per: 1n, text }
    if (form.started) {
      const message = 'a part of an event is priced to the tick: leave out started, and let the increment round'
      context.report.add(spot, 'error', 'R0215', () => ({ message }))
    }
    return { from: start, until, flat: 0n, micro: form.micro, per: form.per, text }
  })
}

/** As a price is written: '0.10 per 1 min', '1.00 per call'. */
function priceText({ money, per }: Extract<Price, { kind: 'per' }>, currency: string): string {
  const amount = formatAmount(money.micro, currency === '' ? 'AUD' : currency)
  return per.unit === 'event' ? `${amount} per event` : `${amount} per ${formatQuantity(per)}`
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

function counted(unit: BaseUnit): string {
  return declaredUnit(unit)?.name ?? UNIT_WORDS[unit as KnownUnit]
}

const UNIT_WORDS: Readonly<Record<KnownUnit, string>> = {
  second: 'time',
  byte: 'data',
  message: 'messages',
  event: 'events'
}

/** What the quantity belongs to, for messages. */
type Noun = 'price' | 'increment' | 'grace' | 'step' | 'tier'

/** At least one tick of the tariff's unit; 1 when it is wrong and has been reported. */
export function wholeTicks({ value, spot }: Written<Quantity>, context: RateContext, noun: Noun): number {
  const { unit, what, report } = context
  if (value.unit !== unit) {
    const message = `${what} counts ${counted(unit)}, and this ${noun} is by ${counted(value.unit)}: \`${written(spot)}\``
    report.add(spot, 'error', 'R0151', () => ({
      message,
      expected: [exampleOf(unit, noun === 'price' ? 'price' : 'increment')]
    }))
    return 1
  }
  const scaled = value.micro * BigInt(ticksPer(unit))
  const most = unit === 'second' ? LONGEST_DURATION_TICKS : LARGEST_QUANTITY_TICKS / 2
  if (scaled % MICRO === 0n && scaled > 0n && scaled / MICRO <= BigInt(most)) return Number(scaled / MICRO)
  const range = unit === 'second' ? `1 ms to ${limits.durationDays.most} days` : '1 to 2^51, without decimals'
  report.add(spot, 'error', 'R0157', () => ({ message: `the quantity of this ${noun} must be from ${range}` }))
  return 1
}

function exampleOf(unit: BaseUnit, of: 'price' | 'increment'): string {
  const own = declaredUnit(unit)
  if (own === null) return EXAMPLES[unit as KnownUnit][of]
  return of === 'price' ? `0.10 per ${oneOfUnit(own.name)}` : `1 ${oneOfUnit(own.name)}`
}

const EXAMPLES: Readonly<Record<KnownUnit, Readonly<Record<'price' | 'increment', string>>>> = {
  second: { price: '0.25 per minute', increment: '60s / 30s' },
  byte: { price: '0.02 per MB', increment: '100 kB / 100 kB' },
  message: { price: '0.20 per sms', increment: '1 message' },
  event: { price: '0.15 per event', increment: '1 event' }
}

export function written({ source, start, end }: Spot): string {
  return source.text.slice(start, end).trim()
}
