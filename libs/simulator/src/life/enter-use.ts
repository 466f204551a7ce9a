// A use becomes known: where the account holds money in advance it is paid while it happens, as a network would have it charged.
import {
  chargeStep,
  NO_CREDIT,
  NOTHING_COVERED,
  paidByPockets,
  paysForUse,
  type PriceOf,
  remembered,
  withTax
} from '@farthing/billing-core'
import { formatDecimal } from '@farthing/billing-core/values'
import type { TariffVersion } from '@farthing/rules-language'
import { type BillableUsage, type CycleCredit, meterUsage, RealTimeTariffs, Unmetered } from '../bill/index.ts'
import { deniedUse, type Refusal } from './denied-use.ts'
import { type LifePocket, takePieces } from './life-pockets.ts'
import type { LifeFact } from './life.ts'
import { lifeHistory } from './life-history.ts'
import type { LifeState } from './life-state.ts'
import { billableUses, rateNow } from './use-service.ts'

/** Nothing was used of an event before it is charged at once. */
const BEGUN = { used: 0, paid: 0n, held: [], owed: 0n, promised: 0n, covered: NOTHING_COVERED }

/** What is told later than it happened, what cannot be rated and what its plan rates at billing is left to quarantine and to the bill. */
export function enterUse(state: LifeState, fact: LifeFact<'use'>): void {
  const asked = state.pockets.length > 0 && fact.known.equals(fact.at)
  const refusal = asked ? chargeAtOnce(state, fact) : null
  if (refusal === null) state.uses.push(fact)
  else state.refused.push({ fact: fact.number, ...refusal })
}

/** Null: it is used. */
function chargeAtOnce(state: LifeState, fact: LifeFact<'use'>): Refusal | null {
  const { billable, plan } = rateNow(state, fact)
  const history = lifeHistory(state)
  if (billable === null || plan === null || history === null) return null
  const { subscription } = billable
  const tariffs = new RealTimeTariffs(state.ruleBook, state.registry)
  const found = tariffs.find({ plan, subscription, history, zone: history.zone }, fact.service, billable.startedAt)
  if (!found.ok) return null
  const payable = pocketsFor(state, fact, { subscription, byName: found.tariff.pocketsByName })
  if (!found.saysHow && !mayPay(payable)) return null
  const denied = deniedUse(state, fact, billable)
  if (denied !== null) return denied
  const upTo = partsOf(billable, found.tariff)
  const priced = found.terms ? dearerBy(state, { use: billable, upTo }, fact) : plainly(upTo)
  if (typeof priced !== 'function') return priced
  const { tax } = found
  const price = withTax(priced, tax)
  const { cycle, limit, pockets: asksPockets } = found.credit ?? NOTHING_ON_BILL
  const onBill = `${subscription} ${cycle}`
  const credit = { ...NO_CREDIT, limit, owed: state.owedByCycle.get(onBill) ?? 0n }
  const { money, ticks } = asksPockets ? payable : NO_POCKETS
  const billed = (quantity: number): number => upTo(quantity).billed
  const tariff = found.terms ? withTax(plainly(upTo), tax) : null
  const payers = { at: fact.at, pockets: money, ticks: { pockets: ticks, billed, tariff }, credit }
  const step = chargeStep(BEGUN, { used: billable.quantity, wanted: 0, step: 1 }, payers, price)
  if (step.unpaid > 0n) {
    const costs = formatDecimal(price(billable.quantity))
    return {
      reason: 'insufficient-balance',
      detail: `It costs ${costs}, and ${formatDecimal(step.unpaid)} of it is not there.`
    }
  }
  takePieces(state, fact, { ...step, tax })
  state.owedByCycle.set(onBill, step.credit.owed)
  const prices = { charged: priced(billable.quantity), listed: listedBy(found.tariff, billable), tax }
  state.prepaid.set(billable.id, paidByPockets(step.event, prices))
  return null
}

interface PocketsFor {
  readonly money: readonly LifePocket[]
  /** Of the unit that is used. */
  readonly ticks: readonly LifePocket[]
}

const NO_POCKETS: PocketsFor = { money: [], ticks: [] }

/** Those of other units, of other subscriptions and for other services pay nothing of it; `byName`: those of its unit only where they name its service. */
function pocketsFor(
  { account, pockets }: LifeState,
  { quantity, service, value }: LifeFact<'use'>,
  { byName = false, subscription }: { readonly byName?: boolean | undefined; readonly subscription: string }
): PocketsFor {
  const own = pockets.filter(each => (each.subscription ?? subscription) === subscription)
  const of = (wanted: string): LifePocket[] =>
    own.filter(each => each.unit === wanted && paysForUse(each, { service, byName }))
  return { money: of(account.currency), ticks: value === undefined ? of(quantity.unit) : [] }
}

function mayPay({ money, ticks }: PocketsFor): boolean {
  return money.length + ticks.length > 0
}

const NOTHING_ON_BILL: CycleCredit = { cycle: '', limit: 0n, pockets: true }

/** A use as it would be if it had ended after so many ticks. */
type UpTo = (quantity: number) => BillableUsage

function partsOf(use: BillableUsage, tariff: TariffVersion): UpTo {
  const { from, startedAt, to, value } = use
  return quantity => {
    const rated = quantity === use.quantity ? use : tariff.rate({ startedAt, to, from, value, quantity })
    return 'ok' in rated && !rated.ok ? use : { ...use, quantity, amount: rated.amount, billed: rated.billed }
  }
}

function plainly(upTo: UpTo): PriceOf {
  return quantity => (quantity === 0 ? 0n : BigInt(upTo(quantity).amount))
}

/** What the tariff that charges it asks for it, without terms; a bill may know of another than that of its day. */
function listedBy(tariff: TariffVersion, use: BillableUsage): bigint {
  const rated = tariff.rate(use)
  return BigInt(rated.ok ? rated.amount : use.amount)
}

/** What the bill becomes dearer by, allowances, offers and tiers counted. */
function dearerBy(
  state: LifeState,
  { upTo, use }: { readonly use: BillableUsage; readonly upTo: UpTo },
  { on }: LifeFact<'use'>
): PriceOf | Refusal {
  const { registry, ruleBook } = state
  const history = lifeHistory(state)
  if (history === null) throw new Error('a life opens its account')
  const usage = billableUses(state)
  const input = { history, ruleBook, registry, usage, carried: [], since: null, billDate: on.add({ days: 1 }) }
  try {
    const metered = meterUsage(input, new Map(), use.startedAt)
    if (!metered.ok) return { reason: 'not-chargeable', detail: metered.detail }
    const { meter } = metered
    const price = (quantity: number): bigint => larger(quantity === 0 ? 0n : meter.dearer(use.id, upTo(quantity)), 0n)
    const charged = price(use.quantity)
    return remembered(quantity => (quantity === use.quantity ? charged : orElse(charged, () => price(quantity))))
  } catch (thrown) {
    if (thrown instanceof Unmetered) return { reason: 'not-chargeable', detail: thrown.message }
    throw thrown
  }
}

/** A part of a use that no bill could hold costs what all of it does. */
function orElse(charged: bigint, price: () => bigint): bigint {
  try {
    return price()
  } catch (thrown) {
    if (thrown instanceof Unmetered) return charged
    throw thrown
  }
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)
