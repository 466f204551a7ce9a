// What is known of a use that is charged while it happens: its tariff, what of it the bill takes, and its taxes.
import { accountAlignments, type AccountHistory, cutPeriod, type TaxTreatment } from '@farthing/billing-core'
import { containsDate, dateText, localDay } from '@farthing/billing-core/values'
import type { AtEnd, PlanVersion, RuleSet, TariffVersion } from '@farthing/rules-language'
import type { BillTerm } from './bill-terms.ts'
import { CYCLE } from './usage-stretch.ts'

/** Whose use it is. */
export interface ChargedHolder {
  readonly plan: string
  readonly subscription: string
  /** Of the account. */
  readonly zone: string
  /** Null unless `asksHistoryOf` its plan, or taxes of its account are not those of all others. */
  readonly history: AccountHistory | null
}

export type RealTimeTariff =
  | PricedInRealTime
  | { readonly ok: false; readonly reason: 'no-tariff' | 'not-in-real-time'; readonly detail: string }

interface PricedInRealTime {
  readonly ok: true
  readonly tariff: TariffVersion
  readonly rules: RuleSet
  /** What it costs depends on what else was used in the cycle. */
  readonly terms: boolean
  /** Null: nothing of it may stand on the bill. */
  readonly credit: CycleCredit | null
  /** The plan itself says how what is used is paid. */
  readonly saysHow: boolean
  /** What the network is to do when the last of what it was granted is used. */
  readonly atEnd: AtEnd
  /** Pockets pay it with the price, and the bill will ask for it. */
  readonly tax: TaxTreatment
}

/** What of a plan's use may stand on the bill of the cycle in which it begins. */
export interface CycleCredit {
  /** YYYY-MM-DD, the first day of that cycle. */
  readonly cycle: string
  /** Micro; null: any amount. */
  readonly limit: bigint | null
  /** Whether pockets pay first. */
  readonly pockets: boolean
}

export type Untaxed = Omit<PricedInRealTime, 'tax'>
export type FoundUntaxed = Untaxed | Exclude<RealTimeTariff, PricedInRealTime>

export interface UseBegun {
  readonly service: string
  /** Epoch milliseconds. */
  readonly startedAt: number
}

const TERMINATE: AtEnd = { action: 'terminate' }

interface Held {
  readonly plan: PlanVersion | undefined
  readonly history: AccountHistory | null
}

export function inRealTime(
  { rules, tariff }: { readonly tariff: TariffVersion; readonly rules: RuleSet },
  { history, plan }: Held,
  terms: readonly BillTerm[],
  { service, startedAt }: UseBegun
): FoundUntaxed {
  if (plan?.rating === 'billing')
    return {
      ok: false,
      reason: 'not-in-real-time',
      detail: `plan ${plan.name} rates its usage at billing: import it, nobody has to be asked`
    }
  const day = localDay(startedAt, rules.operator.zone)
  const hasTerm = terms.some(each => (each.service ?? service) === service && containsDate(each, day))
  const credit = plan === undefined ? null : creditOf(plan, history, startedAt)
  const payment = plan?.payment ?? null
  const paid = { credit, saysHow: payment !== null, atEnd: payment?.atEnd ?? TERMINATE }
  return { ok: true, tariff, rules, terms: hasTerm || tariff.counted !== null, ...paid }
}

export function creditOf(
  { name, payment }: PlanVersion,
  history: AccountHistory | null,
  startedAt: number
): CycleCredit | null {
  if (payment === null || payment.mode === 'prepaid') return null
  if (history === null) throw new Error(`the cycle of a use of plan ${name} is asked for without its account`)
  const { days } = cutPeriod(accountAlignments(history), CYCLE, localDay(startedAt, history.zone))
  return { cycle: dateText(days.from), limit: payment.limit, pockets: payment.mode === 'hybrid' }
}

export function isOnBill({ payment }: PlanVersion): boolean {
  return payment !== null && payment.mode !== 'prepaid'
}

export function noTariff(plan: string, service: string): FoundUntaxed {
  return { ok: false, reason: 'no-tariff', detail: `plan ${plan} has no tariff for ${service} in force at that time` }
}
