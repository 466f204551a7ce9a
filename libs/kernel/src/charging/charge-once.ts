// A use that is charged at once: paid in full or not at all.
import { chargeStep, grossPrice, withTax } from '@farthing/billing-core'
import { formatDecimal, unitNoun } from '@farthing/billing-core/values'
import { noNumberText, type RealTimeTariff } from '@farthing/simulator'
import type { IdentityStretch } from '../subscriptions/index.ts'
import { type ChargingOutcome, type OnceAsk, refuse } from './asks.ts'
import {
  BEGUN,
  dayText,
  holderOf,
  keepStep,
  keepUse,
  notedCurrency,
  numbersOf,
  payersOf,
  priceOf
} from './charged-use.ts'
import { ratedEvent, type Use } from './use-price.ts'
import type { SessionEvent } from './charging-session.ts'
import type { ChargingWorld } from './charging-world.ts'

type Refusal = Extract<ChargingOutcome, { ok: false }>

export function chargeOnce(world: ChargingWorld, ask: OnceAsk, id: string): ChargingOutcome {
  const holder = holderOf(world, ask)
  if ('ok' in holder) return holder
  const found = tariffFor(world, ask, holder)
  if (!found.ok) return found
  const { atEnd, credit, rules, tariff, tax, terms } = found
  const use: Use = { id, ...holder, service: ask.service, ...numbersOf(world, ask) }
  const { value } = ask
  const startedAt = ask.startedAt.epochMilliseconds
  const known = { event: `charging:${id}:0`, tariff: tariff.name, tariffFrom: dayText(tariff), startedAt, value }
  const begun: SessionEvent = {
    ...BEGUN,
    plan: holder.plan,
    group: 0,
    version: rules.version,
    currency: notedCurrency(world, rules),
    terms,
    tax,
    credit,
    atEnd,
    ...known
  }
  const { ticks } = ask.quantity
  const event = ratedEvent(use, begun)
  const rated = tariff.rate({ ...event, quantity: ticks })
  if (!rated.ok) return refuse('not-chargeable', noNumberText(ask, rated, event) ?? rated.detail)
  const priced = priceOf(world, use, begun, ticks)
  if ('reason' in priced) return refuse('not-chargeable', priced.detail)
  const { charged, price: costs } = priced
  const step = chargeStep(begun, { used: ticks, wanted: 0, step: 1 }, payersOf(world, use, begun), withTax(costs, tax))
  if (step.unpaid > 0n) {
    const price = formatDecimal(grossPrice(charged, tax))
    return refuse('insufficient-balance', `It costs ${price}, and ${formatDecimal(step.unpaid)} of it is not there.`)
  }
  keepUse(world, use, keepStep(world, use, { ...begun, ...step.event, charged }, step))
  const once = { event: begun.event, amount: grossPrice(charged, tax).toString() }
  const answer = { session: id, units: [], validitySeconds: 0, once }
  world.keepAnswer({ key: ask.key, account: use.account, digest: ask.digest, answer })
  return { ok: true, value: answer }
}

function tariffFor(
  world: ChargingWorld,
  ask: OnceAsk,
  holder: IdentityStretch
): Extract<RealTimeTariff, { ok: true }> | Refusal {
  const found = world.facts.tariffFor(holder, ask.service, ask.startedAt.epochMilliseconds)
  if (!found.ok) return refuse('not-chargeable', found.detail)
  const { name, unit } = found.tariff
  if (ask.quantity.unit !== unit)
    return refuse(
      'not-chargeable',
      `Tariff ${name} counts ${unitNoun(unit)}, not ${ask.quantity.unit}: say the quantity in ${unitNoun(unit)}.`
    )
  return found
}
