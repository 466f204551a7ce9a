// `when data runs out: 10.00 per started 10 GB, at most 3 times, then throttle to 1 Mbit per second until next cycle`: more
// of what a plan includes, in packs, and what becomes of the service when there is no more.
import { MICRO, defineStatement, formatQuantity, ticksPer, toTicks, unitNoun } from '@farthing/plugin-sdk'
import type { LowerContext, Price, ServiceEffect, UsageOverage, UsageTerms } from '@farthing/plugin-sdk'
import { overageAtWork } from './limits-at-work.ts'
import { faultOfRunningOut, faultOfUntil, overageErrors, SPEED, throttled } from './running-out.ts'

export type Overage = Omit<UsageOverage, 'rule'>

export const overageStatement = defineStatement({
  id: 'usage-charges.overage',
  in: ['plan', 'feature'],
  pattern:
    'when <service> runs out: <price> [, at most <most> (time | times)] [, then free | , then (bar | throttle to <speed> (kbit | Mbit) per second) until (next cycle | there is more)]',
  slots: {
    service: { kind: 'name', refersTo: 'service', doc: 'a service of which the plan includes some' },
    price: { kind: 'price', doc: 'the price of one pack: 10.00 per started 10 GB' },
    most: { kind: 'count', optional: true, min: 1, max: 1000, doc: 'how many packs a cycle may have' },
    speed: SPEED
  },
  doc: 'When the allowances that cover a use have run out, it buys as many packs as it needs; what is left of the last one lapses with the cycle. Use beyond so many packs is priced by the tariff, or free, or the service is barred or slowed down until the next cycle, or, of what is included by days, until there is more: what is slowed down is free, what is used of a barred service all the same is priced by the tariff.',
  example: 'when data runs out: 10.00 per started 10 GB, at most 3 times',
  errors: overageErrors,
  worked: overageAtWork,
  lower(match, context) {
    const { most, price, service, speed } = match.slots
    const refused = (slot: 'price' | 'service', message: string, code?: keyof typeof overageErrors) => ({
      ok: false as const,
      diagnostics: [context.error(match, match.slotSpan(slot), message, code === undefined ? {} : { code })]
    })
    const fault = faultOfRunningOut(service, context)
    if (fault !== null) return refused('service', fault)
    const until = faultOfUntil(match, service, context)
    if (until !== null) return refused('service', until, 'R0633')
    const pack = packOf(price, service, context)
    if (typeof pack === 'string') return refused('price', pack)
    const isFree = match.has('then free')
    const isBarred = match.has('bar')
    if (most === undefined && (isFree || isBarred || speed !== undefined)) {
      return refused('price', 'packs without end leave nothing for what comes then: say how many, at most 3 times')
    }
    const runOut: ServiceEffect | null = isBarred
      ? { effect: 'bar' }
      : speed === undefined
        ? null
        : throttled(match, speed)
    const rest = isFree || runOut?.effect === 'throttle' ? 'free' : 'tariff'
    const value: Overage = { service, ...pack, most: most ?? null, then: rest, runOut }
    return { ok: true, value, alone: `when ${service} runs out` }
  }
})

/** What one costs and holds, or what is wrong with it. */
function packOf(price: Price, service: string, context: LowerContext): Pick<Overage, 'micro' | 'ticks'> | string {
  if (price.kind === 'free' || !price.started) return 'a pack is written 10.00 per started 10 GB'
  const { unit } = price.per
  const counted = context.unitOf(service)
  if (counted !== undefined && counted !== unit) {
    return `tariffs for ${service} count ${unitNoun(counted)}, and ${formatQuantity(price.per)} are ${unitNoun(unit)}`
  }
  const ticks = price.per.micro * BigInt(ticksPer(unit))
  if (ticks === 0n || ticks % MICRO !== 0n) return 'this is finer than usage is counted'
  return { micro: context.micro(price.money), ticks: toTicks(price.per) }
}

export const overageTerms: UsageTerms<Overage> = {
  statement: 'usage-charges.overage',
  overages: (overage, rule) => [{ ...overage, rule }]
}
