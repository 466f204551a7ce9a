// `when data runs out: 10.00 per started 10 GB, at most 3 times`: more of what a plan includes, in packs.
import { MICRO, defineStatement, formatQuantity, ticksPer, toTicks } from '@farthing/plugin-sdk'
import type { UsageOverage, UsageTerms } from '@farthing/plugin-sdk'
import { overageAtWork } from './limits-at-work.ts'

export type Overage = Omit<UsageOverage, 'rule'>

export const overageStatement = defineStatement({
  id: 'usage-charges.overage',
  in: ['plan'],
  pattern: 'when <service> runs out: <price> [, at most <most> (time | times)] [, then free]',
  slots: {
    service: { kind: 'name', refersTo: 'service', doc: 'a service of which the plan includes some' },
    price: { kind: 'price', doc: 'the price of one pack: 10.00 per started 10 GB' },
    most: { kind: 'count', optional: true, min: 1, max: 1000, doc: 'how many packs a cycle may have' }
  },
  doc: 'When the allowances that cover a use have run out, it buys as many packs as it needs; what is left of the last one lapses with the cycle. Use beyond so many packs is priced by the tariff, or free.',
  example: 'when data runs out: 10.00 per started 10 GB, at most 3 times',
  worked: overageAtWork,
  lower(match, context) {
    const { most, price, service } = match.slots
    const refused = (message: string) => ({
      ok: false as const,
      diagnostics: [context.error(match, match.slotSpan('price'), message)]
    })
    const included = context.before.some(
      ({ signature, slots }) =>
        signature.id === 'usage-charges.include' && [slots['service'], slots['everything']].includes(service)
    )
    if (!included) {
      const message = `the plan includes no ${service} that could run out: write include above`
      return { ok: false, diagnostics: [context.error(match, match.slotSpan('service'), message)] }
    }
    const twice = context.before.some(
      ({ signature, slots }) => signature.id === 'usage-charges.overage' && slots['service'] === service
    )
    if (twice) return refused(`what happens when ${service} runs out is said above: a plan says it once`)
    if (price.kind === 'free' || !price.started) return refused('a pack is written 10.00 per started 10 GB')
    const unit = context.unitOf(service)
    if (unit !== undefined && unit !== price.per.unit) {
      return refused(`tariffs for ${service} count ${unit}s, and ${formatQuantity(price.per)} are ${price.per.unit}s`)
    }
    const ticks = price.per.micro * BigInt(ticksPer(price.per.unit))
    if (ticks === 0n || ticks % MICRO !== 0n) return refused('this is finer than usage is counted')
    const overage: Overage = {
      service,
      micro: context.micro(price.money),
      ticks: toTicks(price.per),
      most: most ?? null,
      then: match.has('then free') ? 'free' : 'tariff'
    }
    return { ok: true, value: overage }
  }
})

export const overageTerms: UsageTerms<Overage> = {
  statement: 'usage-charges.overage',
  overages: (overage, rule) => [{ ...overage, rule }]
}
