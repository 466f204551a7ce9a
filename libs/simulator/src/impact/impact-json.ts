// A report as a program reads it: amounts as decimals in the operator's currency, explanations whole.
import { formatAmount } from '@farthing/billing-core/values'
import { gatesHold } from './gate-days.ts'
import type { GateVerdict } from './gate-watch.ts'
import type { ImpactReport, WaitingSum } from './impact-tally.ts'
import type { LineSide } from './line-changes.ts'
import type { MovedLine, Mover } from './movers.ts'
import type { Spread } from './spread.ts'

/** JSON as it stands. */
export function impactJson(report: ImpactReport): object {
  const { currency, lost, total, rises, falls, risers, fallers, plans, charges, gates, waiting, ...rest } = report
  const amount = (micro: bigint): string => formatAmount(micro, currency)
  const sums = <T extends Sums>({ before, after, ...named }: T): object => ({
    ...named,
    before: amount(before),
    after: amount(after),
    change: amount(after - before)
  })
  const lines = (sum: WaitingSum): object => ({ ...sum, amount: amount(sum.amount) })
  const spread = ({ accounts, sum, largest, median }: Spread): object => ({
    accounts,
    sum: amount(sum),
    largest: amount(largest),
    median: formatAmount(median, '')
  })
  return {
    ok: gatesHold(report),
    ...rest,
    ...daysJson(report),
    currency,
    lost: { ...lost, groups: lost.groups.map(({ sample, ...group }) => ({ ...group, sample: sampleJson(sample) })) },
    waiting: { ...waiting, before: lines(waiting.before), after: lines(waiting.after) },
    total: sums(total),
    rises: spread(rises),
    falls: spread(falls),
    risers: risers.map(mover => moverJson(mover, amount)),
    fallers: fallers.map(mover => moverJson(mover, amount)),
    plans: plans.map(sums),
    charges: charges.map(sums),
    gates: gates.map(verdict => verdictJson(verdict, sums))
  }
}

function daysJson({ range, on, correcting, later }: ImpactReport): object {
  return {
    range: { from: range.from.toString(), until: range.until.toString() },
    on: on?.toString() ?? null,
    correcting: correcting?.toString() ?? null,
    later: later.map(({ from, ...version }) => ({ ...version, from: from.toString() }))
  }
}

interface Sums {
  readonly before: bigint
  readonly after: bigint
}

function sampleJson({ startedAt, ...sample }: { readonly startedAt: number }): object {
  return { ...sample, startedAt: Temporal.Instant.fromEpochMilliseconds(startedAt).toString() }
}

function moverJson({ number, before, after, lines }: Mover, amount: (micro: bigint) => string): object {
  return {
    account: number,
    before: amount(before),
    after: amount(after),
    change: amount(after - before),
    lines: lines.map(line => lineJson(line, amount))
  }
}

function lineJson({ before, after, change, sample, ...line }: MovedLine, amount: (micro: bigint) => string): object {
  const side = (each: LineSide | null): object | null =>
    each === null ? null : { ...each, amount: amount(each.amount) }
  return {
    ...line,
    before: side(before),
    after: side(after),
    change: amount(change),
    sample: sample === null ? null : sampleJson(sample)
  }
}

function verdictJson(
  { gate, ok, broken, worst }: GateVerdict,
  sums: (found: Sums & { name: string }) => object
): object {
  return { gate: gate.text, ok, broken, worst: worst === null ? null : sums(worst) }
}
