// One step of a use: what pockets pay of it, what the books say, and the rated usage that is left of it.
import {
  type ChargeRequest,
  type ChargeStep,
  chargeStep,
  counterpart,
  NO_CREDIT,
  NOTHING_COVERED,
  paidByPockets,
  type Payers,
  paysForUse,
  type Piece,
  type TaxTreatment,
  type Ticks,
  withTax
} from '@farthing/billing-core'
import { formatDecimal, localDay } from '@farthing/billing-core/values'
import { normaliseNumber, rulesIn, type RuleSet, tariffAt, type TariffVersion } from '@farthing/rules-language'
import { paysFor, type PocketRow, takenByOwner } from '../pockets/index.ts'
import { type Bar, barOn, barText, partyOf } from '@farthing/simulator'
import type { IdentityStretch } from '../subscriptions/index.ts'
import { type ChargingOutcome, type OnceAsk, type OpenAsk, refuse } from './asks.ts'
import type { SessionEvent } from './charging-session.ts'
import type { ChargingWorld } from './charging-world.ts'
import { farFromNow } from './far-from-now.ts'
import { unratedUse, type Why } from './unrated-use.ts'
import { lastingUse, meteredPrice, plainPrice, type Priced, ratedEvent, type Use, type UsePrice } from './use-price.ts'

/** An event of which nothing was used yet. */
export const BEGUN = {
  ...{ used: 0, paid: 0n, charged: 0n, granted: 0, held: [], debits: 0 },
  ...{ owed: 0n, promised: 0n, covered: NOTHING_COVERED }
} as const

/** One step of an event: pockets and books as they are after it. Nothing of it happens when its account cannot be billed. */
export function report(
  world: ChargingWorld,
  use: Use,
  event: SessionEvent,
  request: ChargeRequest
): { readonly event: SessionEvent; readonly step: ChargeStep } | Why {
  const used = event.used + request.used
  const priced = priceOf(world, use, event, used)
  if ('reason' in priced) return priced
  const step = chargeStep(event, request, payersOf(world, use, event), withTax(priced.price, event.tax))
  const after = { ...event, ...step.event, charged: priced.charged, granted: step.granted }
  return { event: keepStep(world, use, after, step), step }
}

/** What is held for an event that ends is given back; it costs what it was charged. */
export function letGo(world: ChargingWorld, use: Use, event: SessionEvent): SessionEvent {
  const request = { used: 0, wanted: 0, step: 1 }
  const step = chargeStep(
    event,
    request,
    payersOf(world, use, event),
    withTax(() => event.charged, event.tax)
  )
  return keepStep(world, use, { ...event, ...step.event, granted: 0 }, step)
}

export function keepStep(world: ChargingWorld, use: Use, event: SessionEvent, step: ChargeStep): SessionEvent {
  world.keepPockets(step.pockets)
  if (event.credit !== null) world.keepCredit({ ...use, cycle: event.credit.cycle }, step.credit)
  const { taken, takenTicks } = step
  const debits = event.debits + (taken.length + takenTicks.length > 0 ? 1 : 0)
  post(world, use, { key: `${event.event}:${debits}`, pieces: taken, tax: event.tax })
  post(world, use, { key: `${event.event}:${debits}:units`, pieces: takenTicks, tax: null })
  world.meter(use.account)?.keep(event.event, lastingUse(use, event, pricedBy(world, event)))
  return { ...event, debits }
}

/** Of the event once it has used so much. */
export function priceOf(world: ChargingWorld, use: Use, event: SessionEvent, used: number): UsePrice | Why {
  const priced = pricedBy(world, event)
  if (!event.terms) return plainPrice(use, event, used, priced)
  const meter = world.meter(use.account)
  if (meter === undefined) return { reason: 'not-in-real-time', detail: world.unmetered(use.account) }
  return meteredPrice(meter, use, event, { used, priced })
}

export function keepUse(world: ChargingWorld, use: Use, event: SessionEvent): void {
  const { rules, tariff } = pricedBy(world, event)
  const { account, called, caller, subscription } = use
  const { plan, startedAt, used: quantity, value } = event
  const rated = tariff.rate({ ...ratedEvent(use, event), quantity })
  if (!rated.ok) {
    const paid = formatDecimal(event.paid + event.covered.worth)
    const why = { reason: rated.reason, detail: `${rated.detail}; ${paid} was paid for it` }
    world.unrated.push(unratedUse(use, event, { unit: tariff.unit, ticks: quantity }, why))
    return
  }
  const whose = { event: event.event, account, subscription, plan, called, caller, value }
  const prices = { charged: event.charged, listed: BigInt(rated.amount), tax: event.tax }
  world.uses.push({ ...whose, startedAt, quantity, tariff, rules, rated, paid: paidByPockets(event, prices) })
}

interface Debit {
  readonly key: string
  readonly pieces: readonly Piece[]
  readonly tax: TaxTreatment
}

function post(world: ChargingWorld, use: Use, { key, pieces, tax }: Debit): void {
  if (pieces.length === 0) return
  const pockets = world.pocketsOf(use.account)
  const unit = pockets.find(({ id }) => id === pieces[0]?.pocket)?.unit ?? ''
  const description = use.called === '' ? use.service : `${use.service} to ${use.called}`
  const taking = { key, description, against: counterpart('used', unit, use.service), tax, at: world.facts.now }
  world.transactions.push(...takenByOwner(pockets, pieces, taking))
}

/** The pockets that may pay an event (those that may when it begins, until it ends, and whatever is held for it), and what of it may stand on the bill. */
export function payersOf(world: ChargingWorld, use: Use, event: SessionEvent): Payers {
  const { account, subscription } = use
  const { covered, credit: onBill, held, startedAt } = event
  const { rules, tariff } = pricedBy(world, event)
  const spender = { account, subscription, at: startedAt }
  const paid = { service: use.service, byName: tariff.pocketsByName }
  const holding = new Set([...held, ...covered.held].map(({ pocket }) => pocket))
  const { currency } = rules.operator
  const mine = world
    .pocketsOf(onBill?.pockets === false ? '' : account)
    .filter(({ unit }) => unit === currency || unit === tariff.unit)
    .filter(each => holding.has(each.id) || (paysForUse(each, paid) && paysFor(each, spender)))
  const pockets = mine.filter(({ unit }) => unit === currency)
  const ticks = ticksOf(
    use,
    event,
    tariff,
    mine.filter(({ unit }) => unit !== currency)
  )
  const credit =
    onBill === null ? NO_CREDIT : { limit: onBill.limit, ...world.taken({ account, subscription, ...onBill }) }
  return { at: world.facts.now, pockets, ticks, credit }
}

/** What a source has put its own price on is paid in money: a unit of it may be worth anything. */
function ticksOf(use: Use, event: SessionEvent, tariff: TariffVersion, pockets: readonly PocketRow[]): Ticks {
  const shared = ratedEvent(use, event)
  return {
    pockets: event.value === null ? pockets : [],
    billed: quantity => {
      const rated = tariff.rate({ ...shared, quantity })
      return rated.ok ? rated.billed : quantity
    },
    tariff: event.terms ? withTax(alone, event.tax) : null
  }

  function alone(quantity: number): bigint {
    const rated = quantity === 0 ? null : tariff.rate({ ...shared, quantity })
    return rated?.ok ? BigInt(rated.amount) : 0n
  }
}

export function pricedBy(world: ChargingWorld, event: SessionEvent): Priced {
  return pricedAs(world.facts.rules, event)
}

export function pricedAs(versions: ReadonlyMap<string, RuleSet>, event: SessionEvent): Priced {
  const all = versions.get(event.version)
  const rules = all && (event.currency === null ? all : rulesIn(all, event.currency))
  const tariff = rules && tariffOf(rules, event)
  if (rules === undefined || tariff === undefined)
    throw new Error(`${event.event} is charged by ${event.tariff} of ${event.version}, which are not there`)
  return { rules, tariff }
}

/** What an event notes of the currency of its account. */
export function notedCurrency(world: ChargingWorld, { operator, version }: RuleSet): string | null {
  const own = world.facts.rules.get(version)?.operator.currency
  return operator.currency === own ? null : operator.currency
}

function tariffOf(rules: RuleSet, { startedAt, tariff, tariffFrom }: SessionEvent): TariffVersion | undefined {
  if (tariffFrom === null) return tariffAt(rules, tariff, startedAt)
  return rules.tariffs.get(tariff)?.find(version => dayText(version) === tariffFrom)
}

/** Asked of the same few versions by every request. */
const dayTexts = new WeakMap<TariffVersion, string>()

export function dayText(version: TariffVersion): string {
  let text = dayTexts.get(version)
  if (text === undefined) dayTexts.set(version, (text = version.from?.toString() ?? ''))
  return text
}

export function holderOf(
  world: ChargingWorld,
  ask: OpenAsk | OnceAsk
): IdentityStretch | Extract<ChargingOutcome, { ok: false }> {
  const { rating } = world.facts
  if (rating === null) return refuse('no-rules-published', 'No rules are published yet. Run farthing publish.')
  const holder = world.facts.holderOf(ask)
  if (holder === undefined)
    return refuse(
      'unknown-subscriber',
      `Nobody holds ${ask.subscriber} at that time: give it to a subscription that had begun by then, and ask again.`
    )
  if (world.facts.newer.has(holder.account)) return newerRelease()
  const far = farFromNow(ask.startedAt, rating)
  if (far !== undefined) return refuse('not-chargeable', far)
  if (holder.state === 'suspended') return refuse('not-chargeable', `${ask.subscriber} is suspended.`)
  const bar = barAgainst(world, ask, holder)
  return bar === undefined ? holder : refuse('service-barred', barText(bar))
}

/** Nothing is done or kept of it: the same again is decided anew, by whoever gets it. */
export function newerRelease() {
  return refuse(
    'newer-release',
    'A newer release of Farthing has this session, or another of its account, and this process cannot read it: ask again, it answers who can.'
  )
}

function barAgainst(world: ChargingWorld, ask: OpenAsk | OnceAsk, holder: IdentityStretch): Bar | undefined {
  const bars = world.facts.bars.get(holder.subscription)
  if (bars === undefined) return undefined
  const day = localDay(ask.startedAt.epochMilliseconds, holder.zone).toString()
  const { called, party } = numbersOf(world, ask)
  return barOn(bars, { day, called, party, service: ask.service }, world.facts.rating?.dialling ?? null)
}

export function numbersOf(world: ChargingWorld, { from, to }: { readonly from: string; readonly to: string }) {
  const dialling = world.facts.rating?.dialling ?? null
  const number = (text: string): string => (text === '' ? '' : normaliseNumber(text, dialling))
  return { called: number(to), caller: number(from), party: partyOf(to, dialling) }
}
