// `offer "Free weekends" { on saturday, sunday; voice to national is free }`: a plan's exception to its tariffs.
import {
  MICRO,
  childOf,
  childrenOf,
  defineStatement,
  formatQuantity,
  ticksPer,
  toTicks,
  unitNoun
} from '@farthing/plugin-sdk'
import type { LowerContext, LowerResult, Match, OfferEffect, OfferTerm, Quantity } from '@farthing/plugin-sdk'
import type { UsageOffer, UsageTerms } from '@farthing/plugin-sdk'
import { afterStatement, onStatement, overridesStatement, termStatement } from './offer-parts.ts'
import { offerAtWork } from './offer-at-work.ts'

/** What the statement says, as plain data: dates are YYYY-MM-DD. */
export interface Offer extends Omit<UsageOffer, 'rule' | 'from' | 'until'> {
  readonly from: string | null
  readonly until: string | null
}

export const offerStatement = defineStatement({
  id: 'offers.offer',
  in: ['plan', 'feature'],
  pattern: 'offer <title>',
  slots: { title: { kind: 'text', doc: 'its name, in explanations and for other offers' } },
  block: {
    kind: 'offer',
    needs: ['offers.term'],
    once: ['kernel.from', 'kernel.until', 'offers.on', 'offers.after', 'offers.overrides']
  },
  doc: 'An exception to the tariffs of a plan: from and until dates, on days and at times; in a feature, for whatever plan it is sold with. Of two offers that can apply to one use, one must override the other, also when one is of a feature.',
  example: 'offer "Free weekends" { on saturday, sunday; voice to national is free }',
  worked: offerAtWork,
  lower(match, context) {
    const on = childOf(match, onStatement)
    const overrides = childOf(match, overridesStatement)
    const times = context.dayTimes(on?.slots.hours ?? null, on?.slots.except ?? null)
    if (times === null) {
      return refused(context, on ?? match, 'the operator names no calendar: holidays NAME in the operator block')
    }
    const after = afterOf(match, context)
    if (!after.ok) return after
    const terms = termsOf(match, context)
    if (!terms.ok) return terms
    const { from, until } = datesOf(match)
    const { title } = match.slots
    const when = { times, overrides: overrides?.slots.titles ?? [] }
    const value: Offer = {
      ...{ title, ...when, from: from?.toString() ?? null, until: until?.toString() ?? null },
      ...{ after: after.value, terms: terms.value }
    }
    return { ok: true, value, applies: { name: title, ...when, from, until, to: terms.value } }
  }
})

export const offerTerms: UsageTerms<Offer> = {
  statement: 'offers.offer',
  offers: ({ from, until, ...offer }, at) => [
    { ...offer, from: dayOf(from), until: dayOf(until), rule: { ...at, rule: `${at.rule} "${offer.title}"` } }
  ]
}

function dayOf(text: string | null): Temporal.PlainDate | null {
  return text === null ? null : Temporal.PlainDate.from(text)
}

type Lowered<T> = { readonly ok: true; readonly value: T } | Extract<LowerResult, { ok: false }>

function refused(context: LowerContext, match: Match, message: string): Extract<LowerResult, { ok: false }> {
  return { ok: false, diagnostics: [context.error(match, match, message)] }
}

/** The kernel's `from` and `until`, in one statement or in two. */
function datesOf({ children }: Match): Pick<UsageOffer, 'from' | 'until'> {
  const day = (slot: string): Temporal.PlainDate | null => {
    const found = children.map(child => child.slots[slot]).find(value => value instanceof Temporal.PlainDate)
    return found instanceof Temporal.PlainDate ? found : null
  }
  return { from: day('from'), until: day('until') }
}

function afterOf(match: Match, context: LowerContext): Lowered<Offer['after']> {
  const after = childOf(match, afterStatement)
  if (after === undefined) return { ok: true, value: null }
  const { quantity, service } = after.slots
  const fault = unitFault(quantity, service, context)
  return fault === null ? { ok: true, value: { service, ticks: toTicks(quantity) } } : refused(context, after, fault)
}

function termsOf(match: Match, context: LowerContext): Lowered<readonly OfferTerm[]> {
  const terms: OfferTerm[] = []
  for (const part of childrenOf(match, termStatement)) {
    const { service, zones } = part.slots
    const effect = effectOf(part, context)
    if (!effect.ok) return effect
    const term = { service, zones: zones ?? null, effect: effect.value }
    if (terms.some(other => meets(other, term))) {
      return refused(context, part, `this offer says twice what ${service} costs: name other zones`)
    }
    terms.push(term)
  }
  return { ok: true, value: terms }
}

function meets(a: OfferTerm, b: OfferTerm): boolean {
  return (
    a.service === b.service && (a.zones === null || b.zones === null || a.zones.some(zone => b.zones?.includes(zone)))
  )
}

function effectOf(part: Match<(typeof termStatement)['slots']> & Match, context: LowerContext): Lowered<OfferEffect> {
  const { percent, price, service } = part.slots
  if (percent !== undefined) {
    if (percent > 0n && percent <= 100n * MICRO) return { ok: true, value: { kind: 'percent', micro: percent } }
    return refused(context, part, 'more than nothing and at most 100% is taken off')
  }
  if (price === undefined || price.kind === 'free') return { ok: true, value: { kind: 'free' } }
  const { money, per, started } = price
  const micro = context.micro(money)
  if (per.unit === 'event' && context.unitOf(service) !== 'event') {
    if (per.micro !== MICRO) return refused(context, part, 'the price is for each use: write per call')
    return { ok: true, value: { kind: 'price', micro, perTicks: null, started } }
  }
  const fault = unitFault(per, service, context)
  if (fault !== null) return refused(context, part, fault)
  return { ok: true, value: { kind: 'price', micro, perTicks: toTicks(per), started } }
}

function unitFault(quantity: Quantity, service: string, context: LowerContext): string | null {
  const unit = context.unitOf(service)
  if (unit !== undefined && unit !== quantity.unit) {
    return `tariffs for ${service} count ${unitNoun(unit)}, and ${formatQuantity(quantity)} are ${unitNoun(quantity.unit)}`
  }
  const ticks = quantity.micro * BigInt(ticksPer(quantity.unit))
  if (ticks % MICRO !== 0n || ticks === 0n) return 'this is finer than usage is counted'
  return ticks / MICRO > BigInt(Number.MAX_SAFE_INTEGER) ? 'this is more than can be counted' : null
}
