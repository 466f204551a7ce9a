// `include 40 GB of data, roll over 1 cycle, share with account`, `include 1 GB of data per day`: usage that the plan has already
// paid for, in each cycle or by days.
import {
  MICRO,
  dateText,
  daysIn,
  defineStatement,
  endAfter,
  formatQuantity,
  ticksPer,
  toTicks,
  unitNoun
} from '@farthing/plugin-sdk'
import type { AllowanceGrant, BaseUnit, GrantContext, PeriodLength, Quantity, UsageTerms } from '@farthing/plugin-sdk'
import { includeAtWork } from './include-at-work.ts'
import { daysOf, includeErrors } from './include-days.ts'

export interface Include {
  /** In ticks of the service's unit; null is unlimited. */
  readonly ticks: number | null
  readonly service: string
  /** null: whatever is called. */
  readonly zones: readonly string[] | null
  /** Whether a cycle of which the plan holds only a part has that part of it. */
  readonly prorated: boolean
  /** How many later cycles what is left goes on into. */
  readonly rollOver: number
  /** How long it lasts from the day on which it is granted; null: with the cycle, and those it rolls over into. */
  readonly lasts: PeriodLength | null
  readonly shared: boolean
  /** How many days count together; null: it is of the cycle. */
  readonly days: number | null
}

export const includeStatement = defineStatement({
  id: 'usage-charges.include',
  in: ['plan', 'feature'],
  pattern:
    'include (unlimited <everything> | <quantity> of <service>) [to <zones>] [per <days>] [, prorated by day] [, roll over <cycles> (cycle | cycles) | , expires after <life>] [, share with account]',
  slots: {
    everything: { kind: 'name', refersTo: 'service', optional: true, doc: 'a service without limit' },
    quantity: { kind: 'quantity', optional: true, doc: 'how much of it in each cycle, or in so many days' },
    service: { kind: 'name', refersTo: 'service', optional: true, doc: 'what a tariff is for' },
    zones: { kind: 'names', refersTo: 'zone', optional: true, doc: 'the zones that it covers; all when left out' },
    days: { kind: 'period', optional: true, doc: 'so many days of the account, up to 92: day, 7 days' },
    cycles: {
      kind: 'count',
      optional: true,
      min: 1,
      max: 24,
      doc: 'how many later cycles what is left may be used in'
    },
    life: {
      kind: 'period',
      optional: true,
      doc: 'how long it lasts from the first day of the cycle, the plan or the feature'
    }
  },
  doc: 'Usage that costs nothing, as much in every billing cycle; or per day, or in so many days one after the other: then no more than that is covered on the day of a use and those before it, over cycles, and nothing is left over. What is left of a cycle lapses with the cycle, unless it rolls over or lasts longer. An allowance shared with the account may be used by all its subscriptions. What a feature includes is there while the feature is on. A version that begins within a cycle has it from its first day on: of the same service and zones it goes on with the new size, less what was used; what the version does not include ends.',
  example: 'include 1000 min of voice to national, mobile, roll over 1 cycle',
  errors: includeErrors,
  worked: includeAtWork,
  lower(match, context) {
    const { everything, quantity, service, zones } = match.slots
    const name = everything ?? service
    if (name === undefined) {
      return { ok: false, diagnostics: [context.error(match, match, 'say of which service: include 40 GB of data')] }
    }
    const { cycles = 0, life } = match.slots
    const prorated = match.has('prorated by day')
    if (quantity === undefined && (prorated || cycles > 0)) {
      const message = 'of an unlimited allowance nothing is left over, and no part is less: leave the clause out'
      return { ok: false, diagnostics: [context.error(match, match, message)] }
    }
    const byDays = daysOf(match, context)
    if (!byDays.ok) return byDays
    const fault = quantity && faultOf(quantity, name, context.unitOf(name))
    if (fault) return { ok: false, diagnostics: [context.error(match, match.slotSpan('quantity'), fault)] }
    const include: Include = {
      ticks: quantity ? toTicks(quantity) : null,
      service: name,
      zones: zones ?? null,
      prorated,
      rollOver: cycles,
      lasts: life ?? null,
      shared: match.has('share with account'),
      days: byDays.days
    }
    return { ok: true, value: include }
  }
})

/** What is wrong with an allowance of so much, or null. */
function faultOf(quantity: Quantity, service: string, unit: BaseUnit | undefined): string | null {
  if (unit !== undefined && unit !== quantity.unit) {
    return `tariffs for ${service} count ${unitNoun(unit)}, and ${formatQuantity(quantity)} are ${unitNoun(quantity.unit)}`
  }
  if (quantity.micro === 0n) return 'an allowance of nothing covers nothing'
  const ticks = quantity.micro * BigInt(ticksPer(quantity.unit))
  if (ticks % MICRO !== 0n) return 'this is finer than usage is counted'
  return ticks / MICRO > BigInt(Number.MAX_SAFE_INTEGER) ? 'this is more than can be counted: write unlimited' : null
}

export const includeTerms: UsageTerms<Include> = {
  statement: 'usage-charges.include',
  grants: (include, context) => [grantOf(include, context)],
  outlasts: ({ days, lasts, rollOver, shared }) => shared || rollOver > 0 || lasts !== null || (days ?? 1) > 1
}

function grantOf(include: Include, { at, days, full, plan }: GrantContext): AllowanceGrant {
  const { days: byDays, lasts, prorated, rollOver, service, shared, ticks, zones } = include
  // the same in every version of the plan, wherever it is written
  const scope = `${plan} ${service} ${zones?.toSorted().join() ?? '*'}`
  const name = byDays === null ? scope : `${scope} per ${byDays} days`
  return {
    // a plan that is left and comes back brings the part of its further days beside the first one
    id: prorated ? `${name} ${dateText(days.from)}` : name,
    ticks: prorated && ticks !== null ? partOf(ticks, daysIn(days), daysIn(full)) : ticks,
    service,
    zones,
    rule: at,
    ...(byDays !== null && { days: byDays }),
    ...(lasts === null ? {} : { expires: endAfter(days.from, lasts) }),
    ...(rollOver === 0 ? {} : { rollOver }),
    ...(shared ? { shared } : {})
  }
}

/** Rounded down to whole ticks. */
function partOf(ticks: number, days: number, ofDays: number): number {
  return Number((BigInt(ticks) * BigInt(days)) / BigInt(ofDays))
}
