// Charges of one series and one tax treatment that overlap and pull both ways (a moved bill day) are shown as one line for the days that differ.
import { treatmentKey } from '../taxes/index.ts'
import { compareDates } from '../values/index.ts'
import { withOthers } from './bridge-words.ts'
import type { DatedDelta } from './charge-delta.ts'
import { withTaxes } from './explain-tax.ts'
import { differingDays, hull, isBefore, overlap, type Days } from './days.ts'
import type { ChargeDelta, LineDelta } from './target-charge.ts'

export function mergeSeries(deltas: readonly DatedDelta[]): LineDelta[] {
  if (!pullsBothWays(deltas)) return deltas.map(single)
  const tax = deltas[0]?.delta.tax
  const taxKey = deltas.every(({ delta }) => delta.tax === tax) ? () => '' : treatmentKey
  const series = Map.groupBy(
    deltas,
    ({ delta }) => `${delta.type}\n${delta.subscription}\n${delta.series}\n${taxKey(delta.tax)}`
  )
  return [...series.values()].flatMap(group => {
    if (group.length === 1 || !pullsBothWays(group)) return group.map(single)
    return clusters(group).flatMap(cluster => (pullsBothWays(cluster) ? [merged(cluster)] : cluster.map(single)))
  })
}

function pullsBothWays(group: readonly DatedDelta[]): boolean {
  return group.some(({ delta }) => delta.amount < 0n) && group.some(({ delta }) => delta.amount > 0n)
}

/** Groups whose shown days overlap, directly or through others. */
function clusters(group: readonly DatedDelta[]): DatedDelta[][] {
  const found: { days: Days; members: DatedDelta[] }[] = []
  for (const next of group.toSorted((a, b) => compareDates(a.delta.from, b.delta.from))) {
    const last = found.at(-1)
    if (last !== undefined && overlap(last.days, next.delta)) {
      last.members.push(next)
      last.days = hull([last.days, next.delta]) ?? last.days
    } else found.push({ days: next.delta, members: [next] })
  }
  return found.map(cluster => cluster.members)
}

function single({ delta }: DatedDelta): LineDelta {
  return { from: delta.from, until: delta.until, amount: delta.amount, parts: [taxed(delta, delta.amount)] }
}

/** What the customer reads is the part that reaches furthest; the others stay behind it. */
function merged(cluster: readonly DatedDelta[]): LineDelta {
  const before = cluster.flatMap(member => member.before ?? [])
  const after = cluster.flatMap(({ delta }) => delta.covers ?? [])
  const parts = cluster.map(({ delta }) => delta)
  const days = differingDays(before, after) ?? hull(parts) ?? { from: parts[0]?.from, until: parts[0]?.until }
  const [head, ...rest] = parts.toSorted((a, b) =>
    isBefore(a.until, b.until) ? 1 : isBefore(b.until, a.until) ? -1 : 0
  )
  if (head === undefined || days.from === undefined || days.until === undefined) {
    throw new Error('a cluster of charges has no members')
  }
  const corrects = head.corrects ?? rest.find(part => part.corrects !== null)?.corrects ?? null
  const amount = parts.reduce((sum, part) => sum + part.amount, 0n)
  const lead = taxed({ ...head, corrects, explanation: withOthers(head, rest) }, amount)
  return { from: days.from, until: days.until, amount, parts: [lead, ...rest] }
}

/** `amount`: of the line. */
function taxed(delta: ChargeDelta, amount: bigint): ChargeDelta {
  return delta.tax === null ? delta : { ...delta, explanation: withTaxes(delta.explanation, delta.tax, amount) }
}
