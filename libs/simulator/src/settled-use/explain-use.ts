// One event as a bill counts it: what its tariff makes of it, then what allowances, packs, offers and caps gave or took.
import { type AccountHistory, type CoverPart, labelOn } from '@farthing/billing-core'
import {
  type BaseUnit,
  type Explanation,
  formatAmount,
  formatDecimal,
  localDay,
  type RuleRef,
  type Step
} from '@farthing/billing-core/values'
import type { OfferEffect, UsageOverage } from '@farthing/plugin-sdk'
import { type AmountChange, type BillableUsage, type HeldAllowance, paidOf } from '../bill/index.ts'
import { limitText } from './limit-verdicts.ts'
import type { UseRecord } from './use-record.ts'
import { placed, quantityText } from './use-words.ts'

export interface SettledUse {
  readonly event: string
  readonly subscription: string
  /** Null outside the subscription's life. */
  readonly plan: string | null
  /** Ticks that allowances and packs covered. */
  readonly covered: number
  /** Micro, without what pockets have paid. */
  readonly amount: number
  readonly shares: readonly UseShare[]
  readonly explanation: Explanation
}

/** What one rule gave an event, or took off it. */
export interface UseShare {
  readonly kind: 'allowance' | 'tier' | 'pack' | 'offer' | 'minimum' | 'cap'
  readonly rule: RuleRef
  /** Ticks that it covered, or made free. */
  readonly ticks: number
  /** Micro: negative is taken off, positive is the price of packs. */
  readonly amount: number
  /** '12 min included', '30% off' */
  readonly text: string
}

export function explainUse(record: UseRecord, history: AccountHistory): SettledUse {
  const { priced } = record.use
  const { because, event, tariff, version } = priced
  const { amount, covered, paid } = record.settled
  const rated = tariff.rate(event, paid)
  if (!rated.ok) throw new Error(`${event.id} is on a bill, and its tariff cannot rate it: ${rated.detail}`)
  const shares = sharesOf(record, history)
  const sum = rated.amount + shares.reduce((all, share) => all + share.amount, 0)
  if (sum !== amount) throw new Error(`${event.id} comes to ${amount} on a bill, and its explanation to ${sum}`)
  const prepaid = paidOf(priced, amount)
  const due = amount - prepaid
  const { steps, ...base } = tariff.explain(event, rated, version)
  const own = steps.filter(({ step }) => step !== 'allowance' && step !== 'amount')
  const before = own.filter(({ step }) => step === 'quantity' || step === 'increments' || step === 'bands')
  return {
    event: event.id,
    subscription: event.subscription,
    plan: record.use.stretch.run?.plan ?? null,
    covered,
    amount: due,
    shares,
    explanation: {
      ...base,
      inputs: because === null ? base.inputs : { ...base.inputs, reach: because },
      steps: [
        ...before,
        ...shares.filter(({ ticks }) => ticks > 0).map(share => coverStep(share, record)),
        ...own.slice(before.length),
        ...shares.flatMap(share => changeStep(share, base.currency)),
        ...prepaidStep(prepaid, event, base.currency),
        { step: 'amount', detail: 'on the bill, exact to six decimals', result: formatDecimal(BigInt(due), 6) }
      ],
      amount: formatDecimal(BigInt(due), 6)
    }
  }
}

function prepaidStep(paid: number, { prepaid = 0 }: BillableUsage, currency: string): Step[] {
  if (paid === 0 && prepaid === 0) return []
  const detail = 'paid out of pockets while it was used'
  const anew = paid === prepaid ? '' : ', what their units paid by the price of now'
  return [{ step: 'prepaid', detail: `${detail}${anew}`, result: formatAmount(BigInt(-paid), currency) }]
}

function coverStep({ rule, text, ticks }: UseShare, { use }: UseRecord): Step {
  const result = quantityText(ticks, use.priced.tariff.unit)
  return { step: 'allowance', detail: `${text} by ${placed(rule)}`, result, rule }
}

const CHANGES = {
  allowance: null,
  tier: 'tiers',
  pack: 'tiers',
  offer: 'discount',
  minimum: 'minimum',
  cap: 'maximum'
} as const

function changeStep({ amount, kind, rule, text }: UseShare, currency: string): Step[] {
  const step = CHANGES[kind]
  if (step === null || (kind === 'pack' && amount === 0)) return []
  return [{ step, detail: `${text} by ${placed(rule)}`, result: formatAmount(BigInt(amount), currency), rule }]
}

/** In the order of computation: covered, bought, taken off. */
function sharesOf(record: UseRecord, { subscriptions, zone }: AccountHistory): UseShare[] {
  const { settled, use } = record
  const parts = settled.parts as readonly CoverPart<HeldAllowance>[]
  const day = localDay(use.priced.event.startedAt, zone)
  const labels = new Map(subscriptions.map(each => [each.id, labelOn(each, day)]))
  return [
    ...parts.filter(({ allowance }) => allowance.pack !== true).map(part => allowanceShare(part, record, labels)),
    ...settled.changes.flatMap(change => tierShare(change, use.priced.tariff.unit)),
    ...packShares(record),
    ...settled.changes.flatMap(change => limitShare(change, record))
  ]
}

/** Offers, minimums and caps: what they added or took off, after all the rest. */
function limitShare({ amount, rule, source, step }: AmountChange, record: UseRecord): UseShare[] {
  const { applied } = record.use.terms
  const share = { rule, ticks: 0, amount }
  if (step === 'minimum') return [{ ...share, kind: 'minimum', text: amount < 0 ? 'paid before' : 'raised' }]
  if (step === 'maximum') {
    const held = record.before.limits?.caps.find(({ cap }) => cap === source)
    return [{ ...share, kind: 'cap', text: held === undefined ? 'cut' : `cut at ${limitText(held.cap)}` }]
  }
  if (applied === null || source !== applied.offer) return []
  return [{ ...share, kind: 'offer', text: effectText(applied.term.effect, record) }]
}

/** What tiers made of the event; one that becomes cheaper gives back what was counted before. */
function tierShare({ amount, rule, step, ticks }: AmountChange, unit: BaseUnit): UseShare[] {
  if (step !== 'tiers' || ticks === null) return []
  const text =
    ticks < 0 ? `${quantityText(-ticks, unit)} counted before are priced anew` : `${quantityText(ticks, unit)} counted`
  return [{ kind: 'tier', rule, ticks: 0, amount, text }]
}

function allowanceShare(
  { allowance, ticks }: CoverPart<HeldAllowance>,
  { before, use }: UseRecord,
  labels: ReadonlyMap<string, string>
): UseShare {
  const { unit } = use.priced.tariff
  const left = before.left.get(allowance) ?? null
  const of = left === null ? '' : ` of the ${quantityText(left, unit)} left`
  const shared = allowance.subscription === use.priced.event.subscription
  const by = shared ? '' : `, shared by ${labels.get(allowance.subscription) ?? allowance.subscription}`
  return { kind: 'allowance', rule: allowance.rule, ticks, amount: 0, text: `${quantityText(ticks, unit)}${of}${by}` }
}

/** What was left of those bought before, each by the rule that sold it; then what was bought, and what is free beyond. */
function packShares({ before, settled, use }: UseRecord): UseShare[] {
  const { event, tariff } = use.priced
  const now = before.limits?.packs.find(({ overage }) => overage.service === event.service)
  if (now === undefined) return []
  const { overage } = now
  const price = settled.changes.find(({ source }) => source === overage)?.amount ?? 0
  const free = settled.changes.find(({ rule, step }) => step === 'allowance' && rule === overage.rule)?.ticks ?? 0
  const parts = (settled.parts as readonly CoverPart<HeldAllowance>[]).filter(
    ({ allowance }) => allowance.pack === true
  )
  const share = (rule: RuleRef, ticks: number, amount: number): UseShare => {
    const text = `${quantityText(ticks, tariff.unit)} from packs${boughtText(overage, amount, tariff.unit)}`
    return { kind: 'pack', rule, ticks, amount, text }
  }
  const isNow = (rule: RuleRef): boolean => rule === overage.rule
  return [
    ...parts.map(({ allowance: { rule }, ticks }) => share(rule, ticks, isNow(rule) ? price : 0)),
    ...(price === 0 || parts.some(({ allowance }) => isNow(allowance.rule)) ? [] : [share(overage.rule, 0, price)]),
    ...(free === 0
      ? []
      : [
          {
            ...{ kind: 'pack' as const, rule: overage.rule, ticks: free, amount: 0 },
            text: `${quantityText(free, tariff.unit)} free beyond what was left`
          }
        ])
  ]
}

function boughtText({ micro, ticks }: UsageOverage, amount: number, unit: BaseUnit): string {
  if (amount === 0 || micro === 0n) return ''
  const count = BigInt(amount) / micro
  return `, ${count} of ${quantityText(ticks, unit)} bought`
}

/** 'free', '30% off', '0.02 per 1 min in place of the tariff' */
function effectText(effect: OfferEffect, { use }: UseRecord): string {
  switch (effect.kind) {
    case 'free':
      return 'free'
    case 'percent':
      return `${formatAmount(effect.micro, '').replace(/\.00$/, '')}% off`
    case 'price': {
      const per = effect.perTicks === null ? 'use' : quantityText(effect.perTicks, use.priced.tariff.unit)
      const started = effect.started ? 'started ' : ''
      return `${formatAmount(effect.micro, '')} per ${started}${per} in place of the tariff`
    }
  }
}
