// Packs, minimums and caps of the plan: what an event bought, was raised to or was cut by, and why the others did nothing.
import type { CoverPart } from '@farthing/billing-core'
import { formatAmount } from '@farthing/billing-core/values'
import type { UsageCap, UsageOverage } from '@farthing/plugin-sdk'
import type { HeldAllowance, LimitsNow } from '../bill/index.ts'
import type { UseRecord } from './use-record.ts'
import { appliesToText, placed, quantityText } from './use-words.ts'
import type { RuleVerdict } from './verdicts-on-use.ts'

export function limitVerdicts(record: UseRecord, kind: keyof LimitsNow): RuleVerdict[] {
  const { limits } = record.before
  if (limits === null) return []
  switch (kind) {
    case 'packs':
      return limits.packs.flatMap(pack => packVerdict(pack, record))
    case 'minimums':
      return limits.minimums.map(minimum => minimumVerdict(minimum, record))
    case 'caps':
      return limits.caps.flatMap(cap => capVerdict(cap, record))
  }
}

function packVerdict({ bought, left, overage }: LimitsNow['packs'][number], record: UseRecord): RuleVerdict[] {
  const { priced } = record.use
  if (overage.service !== priced.event.service) return []
  const { settled } = record
  const parts = (settled.parts as readonly CoverPart<HeldAllowance>[]).filter(
    ({ allowance }) => allowance.pack === true
  )
  const gave = parts.reduce((sum, { ticks }) => sum + ticks, 0)
  const price = settled.changes.find(({ source }) => source === overage)?.amount ?? 0
  const say = (applied: boolean, condition: string): RuleVerdict[] => {
    return [{ kind: 'pack', rule: overage.rule, applied, condition }]
  }
  const free = settled.changes.find(({ rule, step }) => step === 'allowance' && rule === overage.rule)
  if (gave === 0 && free !== undefined) {
    return say(true, `nothing was left, so ${quantityText(free.ticks ?? 0, priced.tariff.unit)} were free`)
  }
  if (gave > 0 || price > 0) {
    const given = quantityText(gave, priced.tariff.unit)
    return say(
      true,
      price > 0 ? `it gave ${given}, of packs bought for ${money(price)}` : `it gave ${given} of a pack bought before`
    )
  }
  return say(false, noPackText(overage, record, { bought, left }))
}

function noPackText(
  { most }: UsageOverage,
  { settled, use }: UseRecord,
  { bought, left }: { readonly bought: number; readonly left: number }
): string {
  const { priced, terms } = use
  const effect = terms.applied?.term.effect.kind
  if (terms.applied !== null && (effect === 'free' || effect === 'price')) {
    return `${placed(terms.applied.offer.rule)} says what the use costs`
  }
  const { service } = priced.event
  const covers = terms.usable.some(each => each.service === service && (each.zones?.includes(priced.zone) ?? true))
  if (!covers) return `no allowance of the plan is for ${service}${priced.zone === '' ? '' : ` to ${priced.zone}`}`
  if (settled.covered >= priced.billed) return 'allowances had enough left for the use'
  if (most === 0) return 'nothing is free when nothing is left'
  return most !== null && bought >= most && left === 0
    ? `all ${most} of the cycle were bought and used up`
    : 'nothing was left to pay for'
}

function minimumVerdict(
  { counts, minimum, sum }: LimitsNow['minimums'][number],
  { settled, use }: UseRecord
): RuleVerdict {
  const added = settled.changes.find(({ source }) => source === minimum)?.amount ?? 0
  const say = (condition: string): RuleVerdict => {
    return { kind: 'minimum', rule: minimum.rule, applied: added !== 0, condition }
  }
  if (!counts) return say(`it counts ${appliesToText(minimum)}, and the zone is ${use.priced.zone}`)
  if (added > 0) return say(`it added ${money(added)}`)
  if (added < 0) return say(`${money(-added)} of the use was paid by what it added before on that day`)
  const day = settled.changes.reduce(
    (rest, { amount, step }) => (step === 'maximum' ? rest - amount : rest),
    sum + settled.amount
  )
  if (day <= 0) return say('nothing of the day had cost anything')
  return say(`reached: ${money(day)} of at least ${formatAmount(minimum.micro, '')} in the day, this use among it`)
}

function capVerdict({ cap, counts, spent }: LimitsNow['caps'][number], { settled, use }: UseRecord): RuleVerdict[] {
  const { event, zone } = use.priced
  if (cap.services?.includes(event.service) === false) return []
  const taken = settled.changes.find(({ source }) => source === cap)?.amount ?? 0
  const say = (condition: string): RuleVerdict[] => [{ kind: 'cap', rule: cap.rule, applied: taken < 0, condition }]
  if (!counts) return say(`it counts ${capText(cap)}, and the zone is ${zone}`)
  if (taken < 0) return say(`it took ${money(-taken)} off`)
  return say(`not reached: ${money(spent + settled.amount)} of ${limitText(cap)}, this use among it`)
}

/** '10.00 in 7 days of the account', '20.00 for voice, sms in the cycle' */
export function limitText({ micro, per, services, shared }: UsageCap): string {
  const together = services === null || services.length > 1 ? ` for ${servicesText(services)}` : ''
  const time = per === 'cycle' ? 'the cycle' : per.days === 1 ? 'the day' : `${per.days} days`
  return `${formatAmount(micro, '')}${together} in ${time}${shared ? ' of the account' : ''}`
}

function capText({ services, zones }: UsageCap): string {
  return appliesToText({ service: servicesText(services), zones })
}

function servicesText(services: readonly string[] | null): string {
  return services?.join(', ') ?? 'all usage'
}

function money(micro: number): string {
  return formatAmount(BigInt(micro), '')
}
