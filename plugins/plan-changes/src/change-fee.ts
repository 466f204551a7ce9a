// A fee on the day of each change of plan, as the cell for its two plans says.
import { compareDates, containsDate, formatDecimal, oneOffCharge } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, PlanSegment, TargetCharge } from '@farthing/plugin-sdk'
import type { CellValue } from './cell.ts'
import type { Changes } from './changes-statement.ts'
import { type SaidOfChange, saidOfChange } from './said-of-change.ts'

export const changeFee: ChargeType<Changes> = {
  code: 'plan-change',
  statement: 'plan-changes.changes',
  ledger: 'revenue',
  ofWholeLife: true,
  targets(input) {
    const counts = new Map<string, number>()
    return changesOf(input.subscription.segments).flatMap(change => {
      const name = `${change.left}:${change.taken}`
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      if (compareDates(change.on, input.through) > 0) return []
      return feesOf({ ...change, key: `${name}:${count}` }, input)
    })
  }
}

interface Change {
  readonly on: Temporal.PlainDate
  readonly left: string
  readonly taken: string
}

function changesOf(segments: readonly PlanSegment[]): Change[] {
  return segments.flatMap(({ from, plan }, index) => {
    const before = segments[index - 1]
    return before === undefined || before.plan === plan ? [] : [{ on: from, left: before.plan, taken: plan }]
  })
}

/** One at most. Rules of earlier releases may have several tables that price a change: a cell comes before levels, then the order written holds. */
function feesOf(change: Change & { readonly key: string }, input: ChargeInput<Changes>): TargetCharge[] {
  const fees = input.pieces.flatMap(({ value, version, ...days }): Fee[] => {
    if (!containsDate(days, change.on)) return []
    const said = saidOfChange(value, change, plan => input.placeOf(plan, change.on))
    return said?.value.kind === 'fee' ? [{ ...said, value: said.value, version }] : []
  })
  const fee = fees.find(({ by }) => by === 'cell') ?? fees[0]
  return fee === undefined ? [] : [feeFor(fee, change, input)]
}

type Fee = SaidOfChange & { readonly value: Extract<CellValue, { kind: 'fee' }>; readonly version: string }

function feeFor(
  { at, value, version }: Fee,
  { key, left, on, taken }: Change & { readonly key: string },
  { currency, subscription: { id } }: ChargeInput
): TargetCharge {
  const amount = formatDecimal(value.micro, 6)
  return oneOffCharge(on, {
    // by the plans and how often they were changed so, not by the day: a change that is dated anew is the same one
    key: `plan-change:${id}:${key}`,
    numbered: true,
    type: 'plan-change',
    subscription: id,
    series: key,
    category: 'plan-change',
    exact: value.micro,
    description: `Change from ${left} to ${taken}`,
    rule: at,
    inputs: { from: left, to: taken, on: on.toString(), price: `${amount} ${currency}` },
    steps: [{ step: 'amount', detail: 'once, on the day of the change', result: amount, said: 'once, for the change' }],
    currency,
    version
  })
}
