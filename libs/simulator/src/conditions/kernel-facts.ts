// The values of the facts that the kernel itself knows. See `kernelFacts` in rules-language for what they mean.
import {
  accountAlignments,
  type AccountHistory,
  cutPeriod,
  type PlanSegment,
  type SubscriptionHistory,
  wholeLife
} from '@farthing/billing-core'
import { containsDate, fromTicks, type Interval, startOfDayMs } from '@farthing/billing-core/values'
import type { FactValue } from '@farthing/plugin-sdk'
import type { FactParams, PlanVersion } from '@farthing/rules-language'
import { CYCLE } from '../bill/usage-stretch.ts'
import { type AllowanceLeft, type Bill, type BillableUsage, HeldVersions, serviceUnit } from '../bill/index.ts'
import type { FactWorld, UsageAsked } from './ask-facts.ts'
import { UnknownFact } from './unknown-fact.ts'

type Reading = (world: FactWorld, asked: FactParams) => FactValue | Promise<FactValue>

const readings: Readonly<Record<string, Reading>> = {
  plan: ({ subscription, today }) => planOn(subscription, today)?.plan ?? null,
  family: world => planHeld(world)?.family ?? null,
  state: ({ subscription, today }) => planOn(subscription, today)?.state ?? null,
  suspension: ({ subscription, today }) => planOn(subscription, today)?.suspension ?? null,
  feature: ({ subscription, today }, { arguments: [name] }) => {
    if (subscription === null) return null
    return subscription.features.some(each => each.feature === name && containsDate(each, today)) ? 'on' : 'off'
  },
  age: ({ subscription }) => (subscription === null ? null : wholeLife(subscription).started),
  'on-plan': ({ subscription, today }) => sinceOnPlan(subscription, today),
  today: ({ today }) => today,
  used,
  included,
  spend,
  owed: world => world.owed()
}

/** Undefined for a fact that is not the kernel's. */
export function kernelFactValue(fact: string, asked: FactParams, world: FactWorld): ReturnType<Reading> | undefined {
  return Object.hasOwn(readings, fact) ? readings[fact]?.(world, asked) : undefined
}

export function planOn(subscription: SubscriptionHistory | null, day: Temporal.PlainDate): PlanSegment | undefined {
  return subscription?.segments.find(segment => containsDate(segment, day))
}

/** What is known without looking at usage or money. */
export type StandingWorld = Pick<FactWorld, 'history' | 'registry' | 'ruleBook' | 'subscription' | 'today'>

/** The version of its plan that holds for the subscription. */
export function planHeld({ history, ruleBook, subscription, today }: StandingWorld): PlanVersion | undefined {
  const plan = planOn(subscription, today)?.plan
  const since = sinceOnPlan(subscription, today)
  if (plan === undefined || since === null) return undefined
  return new HeldVersions(ruleBook, accountAlignments(history), today).at('plans', plan, { day: today, since })?.version
}

/** A suspension does not begin the time on a plan anew. */
function sinceOnPlan(subscription: SubscriptionHistory | null, day: Temporal.PlainDate): Temporal.PlainDate | null {
  const now = planOn(subscription, day)
  if (subscription === null || now === undefined) return null
  const { segments } = wholeLife(subscription)
  const before = segments
    .slice(
      0,
      segments.findIndex(segment => containsDate(segment, day))
    )
    .reverse()
  const other = before.findIndex(({ plan }) => plan !== now.plan)
  const same = other < 0 ? before : before.slice(0, other)
  return same.at(-1)?.from ?? segments[before.length]?.from ?? now.from
}

/** Calendar days, of which `today` is the last. */
export function lastDays(days: number, today: Temporal.PlainDate): Interval {
  return { from: today.subtract({ days: days - 1 }), until: today.add({ days: 1 }) }
}

/** Before a subscription begins nothing is its. */
function usageAsked({ history, subscription, today }: FactWorld, { days, of }: FactParams): UsageAsked {
  const counted = days === undefined ? cycleAround(history, today) : lastDays(days, today)
  return { whose: of === 'account' ? null : (subscription?.id ?? ''), days: counted }
}

function cycleAround(history: AccountHistory, day: Temporal.PlainDate): Interval {
  return cutPeriod(accountAlignments(history), CYCLE, day).days
}

async function usageOf({ history, usage }: UsageAtHand, { days, whose }: UsageAsked): Promise<BillableUsage[]> {
  const [fromMs, untilMs] = [startOfDayMs(days.from, history.zone), startOfDayMs(days.until, history.zone)]
  const all = await usage(days.from)
  return all.filter(
    ({ startedAt, subscription }) =>
      (whose ?? subscription) === subscription && startedAt >= fromMs && startedAt < untilMs
  )
}

type UsageAtHand = Pick<FactWorld, 'history' | 'usage'>

function microOf(ticks: number, service: string, { ruleBook, today }: FactWorld): bigint | null {
  const unit = serviceUnit(service, ruleBook.at(today))
  return unit === undefined ? null : fromTicks(ticks, unit).micro
}

async function used(world: FactWorld, asked: FactParams): Promise<FactValue> {
  const services = [...new Set(asked.arguments)]
  const { days, whose } = usageAsked(world, asked)
  if (asked.of === 'group') {
    const most = await mostOfGroups(world, services, days)
    return most === null ? null : microOf(most, services[0] ?? '', world)
  }
  let ticks = 0
  for (const service of services) ticks += await world.used(service, { days, whose })
  return microOf(ticks, services[0] ?? '', world)
}

/** Of several groups that counts which used most: at most an amount is then used in all of them, or more in one. Null: it is in none. */
async function mostOfGroups(world: FactWorld, services: readonly string[], days: Interval): Promise<number | null> {
  const sums: number[] = []
  for (const service of services) {
    for (const [index, ticks] of (await world.usedByGroups(service, days)).entries())
      sums[index] = (sums[index] ?? 0) + ticks
  }
  return sums.length === 0 ? null : Math.max(...sums)
}

/** `FactWorld.used` for those who have all the usage at hand. */
export async function ticksUsed(world: UsageAtHand, service: string, asked: UsageAsked): Promise<number> {
  const events = (await usageOf(world, asked)).filter(event => event.service === service)
  return events.reduce((sum, { billed }) => sum + billed, 0)
}

/**
 * What was granted for the cycle, and what was left of earlier grants when it began. Null without an allowance, and when any
 * of it is unlimited: then no part of it is ever reached. What counts by days is no part of a cycle's.
 */
async function included(world: FactWorld, { arguments: services, of }: FactParams): Promise<FactValue> {
  const bill = await madeBill('included', world, cycleAround(world.history, world.today).from)
  const today = world.today.toString()
  const ticks = bill.allowances
    .filter(
      grant =>
        (of === 'account' || grant.subscription === world.subscription?.id) &&
        services.includes(grant.service) &&
        grant.days === undefined &&
        grant.from <= today &&
        today < grant.until
    )
    .map(grant => ticksInCycle(grant, bill, world))
    .filter(each => each !== 0)
  if (ticks.length === 0 || ticks.includes(null)) return null
  return microOf(
    ticks.reduce<number>((sum, each) => sum + (each ?? 0), 0),
    services[0] ?? '',
    world
  )
}

/** 0 for what was used up before the cycle began: whether a bill still knows of it depends on how far it looked back. */
function ticksInCycle(
  { from, grant, subscription, ticks }: AllowanceLeft,
  { carried }: Bill,
  { history, today }: FactWorld
): number | null {
  const first = cycleAround(history, today).from.toString()
  if (from >= first) return ticks
  const isIt = (each: { id: string; cycle: string; subscription: string }): boolean =>
    each.id === grant && each.cycle === from && each.subscription === subscription
  const kept = carried.find(({ at }) => at === first)?.allowances.find(isIt)
  return kept === undefined ? 0 : kept.left
}

/** Throws UnknownFact. */
async function madeBill(fact: string, world: FactWorld, from: Temporal.PlainDate): Promise<Bill> {
  const bill = await world.bill(from)
  if (!bill.ok) throw new UnknownFact(fact, bill)
  return bill
}

async function spend(world: FactWorld, params: FactParams): Promise<FactValue> {
  const { arguments: names } = params
  const asked = usageAsked(world, params)
  const bill = await madeBill('spend', world, asked.days.from)
  const cost = new Map(bill.usage.map(({ amount, id, paid = 0 }) => [id, amount + paid]))
  return (await usageOf(world, asked))
    .filter(({ service, zone }) => names.length === 0 || names.includes(zone) || names.includes(service))
    .reduce((sum, { amount, id }) => sum + BigInt(cost.get(id) ?? amount), 0n)
}
