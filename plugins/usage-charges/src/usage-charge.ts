// One charge per subscription, service, zone and cycle: the sum of its rated usage, rounded once, on the line.
import {
  addDays,
  dateText,
  formatAmount,
  formatDecimal,
  formatQuantity,
  fromTicks,
  intersect
} from '@farthing/plugin-sdk'
import type { BaseUnit, ChargeInput, ChargeType, Interval, RuleRef, Step } from '@farthing/plugin-sdk'
import type { TargetCharge, UsageChange, UsageShare, UsageTotal } from '@farthing/plugin-sdk'
import type { PlanTariffs } from './tariff-statement.ts'

export const usageCharge: ChargeType<PlanTariffs> = {
  code: 'usage',
  statement: 'usage-charges.tariff',
  ledger: 'revenue',
  targets(input) {
    const groups = Map.groupBy(
      input.usage,
      ({ service, zone, from, until }) => `${service}\n${zone}\n${dateText(from)}\n${dateText(until)}`
    )
    return Array.from(groups.values(), totals => chargeFor(totals, input))
  }
}

/** Several totals of one group: tariffs or versions of them that followed each other within the cycle. */
function chargeFor(totals: readonly UsageTotal[], input: ChargeInput): TargetCharge {
  const [first] = totals
  if (first === undefined) throw new Error('a group has at least one total')
  const { service, zone, from, until, unit, rule, version } = first
  const days = daysOfUse(first, input)
  const cycle = `${dateText(from)}..${dateText(until)}`
  const series = zone === '' ? service : `${service}/${zone}`
  const exact = totals.reduce((sum, total) => sum + total.exact, 0n)
  const events = totals.reduce((sum, total) => sum + total.events, 0)
  const billed = totals.reduce((sum, total) => sum + total.billedTicks, 0)
  return {
    key: `usage:${input.subscription.id}:${series}:${cycle}`,
    type: 'usage',
    subscription: input.subscription.id,
    series,
    ledger: 'revenue',
    category: service,
    ...days,
    // supplied when the days of use are over
    taxPoint: addDays(days.until, -1),
    periodUntil: until,
    quantity: formatQuantity(fromTicks(billed, unit)),
    exact,
    description: descriptionOf(service, zone),
    explanation: {
      rule,
      version,
      inputs: { service, zone, cycle, events: String(events) },
      steps: totals.flatMap(total => stepsOf(total, input.currency)),
      amount: formatDecimal(exact, 6),
      currency: input.currency
    },
    version
  }
}

/** The days of the cycle on which there was service: what the customer reads. */
function daysOfUse(cycle: Interval, { subscription }: ChargeInput): Interval {
  const { started, terminated } = subscription
  const held = intersect(cycle, { from: started, until: terminated })
  return held ?? { from: cycle.from, until: cycle.until }
}

function stepsOf(
  { because, billedTicks, changes, events, exact, prepaid, rule, shares, unit }: UsageTotal,
  currency: string
): Step[] {
  const billed = formatQuantity(fromTicks(billedTicks, unit))
  return [
    {
      step: 'quantity',
      detail: `${counted(events, unit)}, billed after increments`,
      result: billed,
      said: isCounted(unit) ? billed : `${counted(events, unit)}, ${billed}`
    },
    ...allowanceSteps(shares, unit),
    ...changes
      .filter(({ ticks, exact: sum }) => ticks !== 0 || sum !== 0n)
      .map(change => {
        const isAll = changes.length === 1 && change.step === 'tiers' && change.ticks === billedTicks
        const step = changeStep(change, unit, currency)
        return isAll ? withoutWords(step) : step
      }),
    ...(prepaid === 0n ? [] : [prepaidStep(prepaid, currency)]),
    {
      step: 'amount',
      detail: `sum of the amounts that ${placed(rule)} gave each of them${changes.length === 0 ? '' : ', so changed'}${because === null ? '' : `; ${because}`}`,
      result: formatDecimal(exact, 6),
      ...(because === null ? {} : { said: because })
    }
  ]
}

/** What the plan itself includes in the cycle, packs among it, is one phrase: the first of these steps says it. */
function allowanceSteps(shares: readonly UsageShare[], unit: BaseUnit): Step[] {
  const own = shares.filter(({ since, sharedBy }) => since === null && sharedBy === null)
  const sum = own.reduce((all, { ticks }) => all + ticks, 0)
  return shares.map(share => {
    const { rule, since, sharedBy, ticks } = share
    const from = since === null ? '' : `, left over from the cycle of ${dateText(since)}`
    const by = sharedBy === null ? '' : `, shared by ${sharedBy}`
    const [result, included] = [ticks, own.includes(share) ? sum : ticks].map(each =>
      formatQuantity(fromTicks(each, unit))
    )
    const step = { step: 'allowance', detail: `covered by ${placed(rule)}${from}${by}`, result: result ?? '' } as const
    if (own.includes(share) && share !== own[0]) return step
    return { ...step, said: `${included} included${since === null ? '' : ' from before'}${by}` }
  })
}

function changeStep({ events, exact, rule, step, ticks }: UsageChange, unit: BaseUnit, currency: string): Step {
  const quantity = ticks === null ? '' : `${formatQuantity(fromTicks(ticks, unit))} by `
  const detail = `${quantity}${placed(rule)} for ${counted(events, unit)}`
  const amount = formatAmount(exact, currency)
  const said =
    ticks === null ? `${changeSaid({ rule, step })} ${amount}` : partSaid(ticks, unit, exact === 0n ? '' : amount)
  return { step, detail, result: formatDecimal(exact, 6), said, rule }
}

function prepaidStep(prepaid: bigint, currency: string): Step {
  const said = `paid while it was used ${formatAmount(-prepaid, currency)}`
  return { step: 'prepaid', detail: 'paid out of pockets while it was used', result: formatDecimal(-prepaid, 6), said }
}

/** What one tier prices is all that the line is for: its amount stands there already. */
function withoutWords({ step, detail, result, rule }: Step): Step {
  return { step, detail, result, ...(rule === undefined ? {} : { rule }) }
}

/** '20 GB for 4.00', '10 GB free'; what tiers price anew when more is used comes off: '20 GB priced anew -1.00'. */
function partSaid(ticks: number, unit: BaseUnit, amount: string): string {
  const quantity = formatQuantity(fromTicks(Math.abs(ticks), unit))
  if (ticks < 0) return `${quantity} priced anew ${amount === '' ? '0.00' : amount}`
  return amount === '' ? `${quantity} free` : `${quantity} for ${amount}`
}

/** Messages and events are what is counted: how many uses there were says nothing more. */
function isCounted(unit: BaseUnit): boolean {
  return unit === 'message' || unit === 'event'
}

/** '"Free weekends"', 'packs', 'capped', 'raised': a rule by the title that it was given. */
function changeSaid({ rule: { rule }, step }: Pick<UsageChange, 'rule' | 'step'>): string {
  const title = /"[^"]*"$/.exec(rule)?.[0]
  if (title !== undefined) return title
  if (step === 'maximum') return 'capped'
  return step === 'minimum' ? 'raised to the minimum' : 'packs'
}

function placed({ file, line, rule }: RuleRef): string {
  return `${rule} (${file}:${line})`
}

const nouns: Readonly<Partial<Record<BaseUnit, string>>> = {
  second: 'call',
  byte: 'session',
  message: 'message',
  event: 'event'
}

function counted(events: number, unit: BaseUnit): string {
  return `${events} ${nouns[unit] ?? 'event'}${events === 1 ? '' : 's'}`
}

/** 'Voice, national': what the customer reads. */
function descriptionOf(service: string, zone: string): string {
  const title = service.slice(0, 1).toUpperCase() + service.slice(1)
  return zone === '' ? title : `${title}, ${zone}`
}
