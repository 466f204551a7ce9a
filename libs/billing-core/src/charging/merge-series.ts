// Charges of one series, category and tax treatment that overlap and pull both ways (a moved bill day) are shown as one line for the days
// that differ: a line is booked, noted, searched and commissioned by the one category that it has.
import { treatmentKey } from '../taxes/index.ts'
import { compareDates } from '../values/index.ts'
import { withOthers } from './bridge-words.ts'
import { withTaxes } from './explain-tax.ts'
import { daysBut, hull, overlap, type Days } from './days.ts'
import type { ChargeDelta, LineDelta } from './target-charge.ts'

export function mergeSeries(deltas: readonly ChargeDelta[]): LineDelta[] {
  if (!pullsBothWays(deltas)) return deltas.map(single)
  const tax = deltas[0]?.tax
  const taxKey = deltas.every(delta => delta.tax === tax) ? () => '' : treatmentKey
  const series = Map.groupBy(
    deltas,
    delta => `${delta.type}\n${delta.subscription}\n${delta.series}\n${delta.category}\n${taxKey(delta.tax)}`
  )
  return [...series.values()].flatMap(group => {
    if (group.length === 1 || !pullsBothWays(group)) return group.map(single)
    return clusters(group).flatMap(cluster => (pullsBothWays(cluster) ? [merged(cluster)] : cluster.map(single)))
  })
}

function pullsBothWays(group: readonly ChargeDelta[]): boolean {
  return group.some(({ amount }) => amount < 0n) && group.some(({ amount }) => amount > 0n)
}

/** Groups whose shown days overlap, directly or through others. */
function clusters(group: readonly ChargeDelta[]): ChargeDelta[][] {
  const found: { days: Days; members: ChargeDelta[] }[] = []
  for (const next of group.toSorted((a, b) => compareDates(a.from, b.from))) {
    const last = found.at(-1)
    if (last !== undefined && overlap(last.days, next)) {
      last.members.push(next)
      last.days = hull([last.days, next]) ?? last.days
    } else found.push({ days: next, members: [next] })
  }
  return found.map(cluster => cluster.members)
}

function single(delta: ChargeDelta): LineDelta {
  return { from: delta.from, until: delta.until, amount: delta.amount, parts: [taxed(delta, delta.amount)] }
}

/** What the customer reads is the part that reaches furthest, of those that pull as the line does; the others stay behind it. */
function merged(parts: readonly ChargeDelta[]): LineDelta {
  const amount = parts.reduce((sum, part) => sum + part.amount, 0n)
  const [own, others] = [parts.filter(each => pullsAs(each, amount)), parts.filter(each => !pullsAs(each, amount))]
  const days = daysBut(own, others) ?? hull(own)
  const head = own.toSorted(furthestFirst)[0]
  if (head === undefined || days === null) throw new Error('a cluster of charges has no members')
  const rest = parts.toSorted(furthestFirst).filter(part => part !== head)
  const corrects = head.corrects ?? rest.find(part => part.corrects !== null)?.corrects ?? null
  const lead = taxed({ ...head, corrects, explanation: withOthers(head, rest) }, amount)
  return { from: days.from, until: days.until, amount, parts: [lead, ...rest] }
}

/** All, where the line comes to nothing. */
function pullsAs(part: ChargeDelta, line: bigint): boolean {
  return line === 0n || part.amount < 0n === line < 0n
}

function furthestFirst(a: Days, b: Days): number {
  return compareDates(b.until, a.until)
}

/** `amount`: of the line. */
function taxed(delta: ChargeDelta, amount: bigint): ChargeDelta {
  return delta.tax === null ? delta : { ...delta, explanation: withTaxes(delta.explanation, delta.tax, amount) }
}
