// The usage of a bill: prices every event, lets allowances cover in order, and adds up what is left.
import { coverUsage, type DatedAlignment, type SubscriptionHistory } from '@farthing/billing-core'
import { usageGrants, type UsageTotal } from '@farthing/plugin-sdk'
import { planAt } from '@farthing/rules-language'
import type { AllowanceLeft, BillableUsage, BillInput, NetUsage, Parked } from './bill-input.ts'
import { type PricedEvent, UsagePricer } from './priced-usage.ts'
import { UsageTotals } from './usage-totals.ts'
import { StretchFinder, type UsageStretch } from './usage-stretch.ts'

export interface UsageOutcome {
  readonly ok: true
  readonly totals: readonly UsageTotal[]
  readonly net: readonly NetUsage[]
  readonly allowances: readonly AllowanceLeft[]
}

interface Batch {
  readonly stretch: UsageStretch
  readonly events: PricedEvent[]
}

/** `events`: of this subscription, before the bill's day, in order of (startedAt, id). */
export function usageStage(
  subscription: SubscriptionHistory,
  events: readonly BillableUsage[],
  alignments: readonly DatedAlignment[],
  input: BillInput
): UsageOutcome | Parked {
  const batches = pricedBatches(subscription, events, alignments, input)
  if (!batches.ok) return batches
  const totals = new UsageTotals(subscription.id)
  const net: NetUsage[] = []
  const allowances = new Map<string, AllowanceLeft>()
  for (const batch of batches.value) {
    const failed = settle(subscription.id, batch, input, { totals, net, allowances })
    if (failed !== null) return failed
  }
  return { ok: true, totals: totals.list(), net, allowances: [...allowances.values()] }
}

function pricedBatches(
  subscription: SubscriptionHistory,
  events: readonly BillableUsage[],
  alignments: readonly DatedAlignment[],
  input: BillInput
): { readonly ok: true; readonly value: readonly Batch[] } | Parked {
  const finder = new StretchFinder(subscription, alignments, input.history.zone)
  const pricer = new UsagePricer(input.ruleBook, input.registry)
  const batches: Batch[] = []
  for (const event of events) {
    const stretch = finder.at(event.startedAt)
    const priced = pricer.price(event, stretch.run?.plan ?? null)
    if (!priced.ok) return priced
    const last = batches.at(-1)
    if (last?.stretch === stretch) last.events.push(priced)
    else batches.push({ stretch, events: [priced] })
  }
  return { ok: true, value: batches }
}

interface Sums {
  readonly totals: UsageTotals
  readonly net: NetUsage[]
  /** By cycle and grant: a plan that comes back within a cycle goes on with what it had left. */
  readonly allowances: Map<string, AllowanceLeft>
}

function settle(subscription: string, batch: Batch, input: BillInput, sums: Sums): Parked | null {
  const granted = grantsOf(batch.stretch, input)
  const keyOf = (grant: string): string => `${batch.stretch.cycle.from} ${grant}`
  const ruleOf = new Map(granted.map(({ id, rule }) => [id, rule]))
  const grants = granted.map(grant => ({ ...grant, ticks: sums.allowances.get(keyOf(grant.id))?.left ?? grant.ticks }))
  const cover =
    grants.length === 0
      ? null
      : coverUsage(
          batch.events.map(({ event, zone, billed }) => ({ service: event.service, zone, billedTicks: billed })),
          grants
        )
  for (const [index, priced] of batch.events.entries()) {
    const covered = cover?.events[index]?.coveredTicks ?? 0
    const amount = netAmount(priced, covered)
    if (typeof amount !== 'number') return amount
    sums.totals.add(priced, batch.stretch.cycle, covered, amount)
    const { id, startedAt } = priced.event
    if (covered > 0 || amount !== priced.event.amount) {
      const coveredBy = (cover?.events[index]?.parts ?? []).flatMap(({ grant }) => ruleOf.get(grant) ?? [])
      sums.net.push({ id, subscription, startedAt, coveredTicks: covered, coveredBy, amount })
    }
  }
  for (const { id, service, ticks } of granted) {
    const left = cover?.remaining.get(id) ?? null
    sums.allowances.set(keyOf(id), { subscription, grant: id, service, ticks, left })
  }
  return null
}

/** Priced by the version in force when the cycle began, or when the plan did, if later. */
function grantsOf({ run, cycle, days }: UsageStretch, input: BillInput): ReturnType<typeof usageGrants> {
  if (run === null) return []
  const rules = input.ruleBook.at(days.from)
  const plan = rules && planAt(rules, run.plan, days.from)
  return plan === undefined ? [] : usageGrants(plan.rules, input.registry.usageTerms, { plan: run.plan, cycle, days })
}

function netAmount({ event, tariff, gross }: PricedEvent, covered: number): number | Parked {
  if (covered === 0) return gross
  const outcome = tariff.rate({ startedAt: event.startedAt, quantity: event.quantity, to: event.to }, covered)
  if (outcome.ok) return outcome.amount
  const detail = `usage ${event.id}: tariff ${tariff.name} cannot rate what its allowance left: ${outcome.detail}`
  return { ok: false, reason: 'usage', detail }
}
