// `rate 19% for books from 2020-07-01`, `exempt insurance as "..."` -> a rate.
import { compareDates, dateText, formatDecimal, type Match } from '@farthing/plugin-sdk'
import type { TaxFaults } from './tax-faults.ts'
import type { SaidRate } from './tax-said.ts'
import type { exemptStatement, rateStatement } from './tax-parts.ts'

/** A rate with the statement that says it. */
export interface WrittenRate {
  readonly part: Match
  readonly rate: SaidRate
}

const WHOLE_PERCENT = 100_000_000n

export function writtenRate(
  part: Match & Match<(typeof rateStatement)['slots']>,
  tax: string,
  faults: TaxFaults
): WrittenRate {
  const { percent } = part.slots
  const text = percentText(percent)
  if (percent > WHOLE_PERCENT)
    faults.at(part, 'percent', `a tax of ${text}% is more than what it is charged on`, 'R0483')
  const at = { rule: `tax ${tax} > rate ${text}%`, ...part.place }
  const code = percent === 0n ? 'Z' : 'S'
  return { part, rate: { ...heldBy(part, faults), percent: text, code, reason: null, at } }
}

export function writtenExemption(
  part: Match & Match<(typeof exemptStatement)['slots']>,
  tax: string,
  faults: TaxFaults
): WrittenRate {
  const { reason } = part.slots
  const at = { rule: `tax ${tax} > exempt`, ...part.place }
  return { part, rate: { ...heldBy(part, faults), percent: '0', code: 'E', reason, at } }
}

interface Held {
  readonly categories?: readonly string[] | undefined
  readonly from?: Temporal.PlainDate | undefined
  readonly until?: Temporal.PlainDate | undefined
}

function heldBy(
  part: Match & { readonly slots: Held },
  faults: TaxFaults
): Pick<SaidRate, 'categories' | 'from' | 'until'> {
  const { categories = null, from, until } = part.slots
  if (from !== undefined && until !== undefined && compareDates(until, from) <= 0) {
    faults.at(part, 'until', `a rate from ${dateText(from)} holds until a later day, not ${dateText(until)}`, 'R0489')
  }
  return { categories, from: from ? dateText(from) : null, until: until ? dateText(until) : null }
}

/** 19_000_000n -> '19', 9_975_000n -> '9.975' */
function percentText(percent: bigint): string {
  return formatDecimal(percent, 6).replace(/\.?0+$/, '')
}
