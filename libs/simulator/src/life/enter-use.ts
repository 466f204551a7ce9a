// A use becomes known: where the account holds money in advance it is paid while it happens, as a network would have it charged.
import { chargeStep, NO_CREDIT, NOTHING_COVERED } from '@farthing/billing-core'
import { formatDecimal } from '@farthing/billing-core/values'
import { type BillableUsage, type CycleCredit, meterUsage, RealTimeTariffs, Unmetered } from '../bill/index.ts'
import { lapsePockets, type LifePocket, takePieces } from './life-pockets.ts'
import type { LifeFact } from './life.ts'
import { lifeHistory } from './life-history.ts'
import type { LifeState } from './life-state.ts'
import { billableUses, rateNow } from './use-service.ts'

/** Nothing was used of an event before it is charged at once. */
const BEGUN = { used: 0, paid: 0n, held: [], owed: 0n, promised: 0n, covered: NOTHING_COVERED }

/** What is told later than it happened, what cannot be rated and what its plan rates at billing is left to quarantine and to the bill. */
export function enterUse(state: LifeState, fact: LifeFact<'use'>): void {
  lapsePockets(state, fact.known)
  const asked = moneyPockets(state).length > 0 && fact.known.equals(fact.at)
  const refusal = asked ? chargeAtOnce(state, fact) : null
  if (refusal === null) state.uses.push(fact)
  else state.refused.push({ fact: fact.number, ...refusal })
}

interface Refusal {
  readonly reason: string
  readonly detail: string
}

/** Null: it is used. */
function chargeAtOnce(state: LifeState, fact: LifeFact<'use'>): Refusal | null {
  const { billable, plan } = rateNow(state, fact)
  const history = lifeHistory(state)
  if (billable === null || plan === null || history === null) return null
  const { subscription } = billable
  const tariffs = new RealTimeTariffs(state.ruleBook, state.registry)
  const found = tariffs.find({ plan, subscription, history }, fact.service, billable.startedAt)
  if (!found.ok) return null
  const charged = found.terms ? dearerBy(state, billable, fact) : BigInt(billable.amount)
  if (typeof charged !== 'bigint') return charged
  const { cycle, limit, pockets: asksPockets } = found.credit ?? NOTHING_ON_BILL
  const onBill = `${subscription} ${cycle}`
  const credit = { ...NO_CREDIT, limit, owed: state.owedByCycle.get(onBill) ?? 0n }
  const payers = { at: fact.at, pockets: asksPockets ? moneyPockets(state) : [], credit }
  const step = chargeStep(BEGUN, { used: billable.quantity, wanted: 0, step: 1 }, payers, () => charged)
  if (step.unpaid > 0n) {
    const detail = `It costs ${formatDecimal(charged)}, and ${formatDecimal(step.unpaid)} of it is not there.`
    return { reason: 'insufficient-balance', detail }
  }
  takePieces(state, fact, { after: step.pockets, pieces: step.taken })
  state.owedByCycle.set(onBill, step.credit.owed)
  state.prepaid.set(billable.id, step.event.paid)
  return null
}

/** Points pay no money. */
function moneyPockets({ account, pockets }: LifeState): LifePocket[] {
  return pockets.filter(({ unit }) => unit === account.currency)
}

const NOTHING_ON_BILL: CycleCredit = { cycle: '', limit: 0n, pockets: true }

/** What the bill becomes dearer by, allowances, offers and tiers counted. */
function dearerBy(state: LifeState, use: BillableUsage, { on }: LifeFact<'use'>): bigint | Refusal {
  const { registry, ruleBook } = state
  const history = lifeHistory(state)
  if (history === null) throw new Error('a life opens its account')
  const usage = billableUses(state)
  const input = { history, ruleBook, registry, usage, carried: [], since: null, billDate: on.add({ days: 1 }) }
  try {
    const metered = meterUsage(input, new Map(), use.startedAt)
    if (!metered.ok) return { reason: 'not-chargeable', detail: metered.detail }
    const dearer = metered.meter.dearer(use.id, use)
    return dearer > 0n ? dearer : 0n
  } catch (thrown) {
    if (thrown instanceof Unmetered) return { reason: 'not-chargeable', detail: thrown.message }
    throw thrown
  }
}
