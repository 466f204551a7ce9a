// `include 1000 min of voice to national, mobile`: usage that the plan has already paid for, in each cycle.
import { MICRO, defineStatement, formatQuantity, ticksPer, toTicks } from '@farthing/plugin-sdk'
import type { BaseUnit, Quantity, UsageTerms } from '@farthing/plugin-sdk'

export interface Include {
  /** In ticks of the service's unit; null is unlimited. */
  readonly ticks: number | null
  readonly service: string
  /** null: whatever is called. */
  readonly zones: readonly string[] | null
}

export const includeStatement = defineStatement({
  id: 'usage-charges.include',
  in: ['plan'],
  pattern: 'include (unlimited <everything> | <quantity> of <service>) [to <zones>]',
  slots: {
    everything: { kind: 'name', refersTo: 'service', optional: true, doc: 'a service without limit' },
    quantity: { kind: 'quantity', optional: true, doc: 'how much of it in each cycle' },
    service: { kind: 'name', refersTo: 'service', optional: true, doc: 'what a tariff is for' },
    zones: { kind: 'names', refersTo: 'zone', optional: true, doc: 'the zones that it covers; all when left out' }
  },
  doc: 'Usage that costs nothing, as much in every billing cycle; what is left lapses with the cycle.',
  example: 'include 1000 min of voice to national, mobile',
  lower(match, context) {
    const { everything, quantity, service, zones } = match.slots
    const name = everything ?? service
    if (name === undefined) {
      return { ok: false, diagnostics: [context.error(match, match, 'say of which service: include 40 GB of data')] }
    }
    const fault = quantity && faultOf(quantity, name, context.unitOf(name))
    if (fault) return { ok: false, diagnostics: [context.error(match, match.slotSpan('quantity'), fault)] }
    const include: Include = { ticks: quantity ? toTicks(quantity) : null, service: name, zones: zones ?? null }
    return { ok: true, value: include }
  }
})

/** What is wrong with an allowance of so much, or null. */
function faultOf(quantity: Quantity, service: string, unit: BaseUnit | undefined): string | null {
  if (unit !== undefined && unit !== quantity.unit) {
    return `tariffs for ${service} count ${unit}s, and ${formatQuantity(quantity)} are ${quantity.unit}s`
  }
  if (quantity.micro === 0n) return 'an allowance of nothing covers nothing'
  const ticks = quantity.micro * BigInt(ticksPer(quantity.unit))
  if (ticks % MICRO !== 0n) return 'this is finer than usage is counted'
  return ticks / MICRO > BigInt(Number.MAX_SAFE_INTEGER) ? 'this is more than can be counted: write unlimited' : null
}

export const includeTerms: UsageTerms<Include> = {
  statement: 'usage-charges.include',
  grants: ({ ticks, service, zones }, { at, plan, cycle }) => [
    { id: `${plan} ${at.file}:${at.line}:${at.column}`, ticks, service, zones, rule: at, expires: cycle.until }
  ]
}
