// Which ticks of an event tables of tiers count: those of the bands whose rows name one, less what an allowance has paid.
import type { CountedTicks, CountFunction, RateFunction } from '../rule-set/tariff.ts'
import { rateOf } from './form-words.ts'
import type { TariffForm } from './tariff-form.ts'
import { TRACE } from './trace.ts'

/** The tables that rows of a tariff name. */
export function tiersNamed({ rates }: TariffForm): string[] {
  return [...new Set(rates.flatMap(({ price }) => (price.kind === 'tiers' ? [price.table.name] : [])))]
}

export function countByTiers(form: TariffForm, rate: RateFunction): CountFunction {
  return (event, coveredTicks) => {
    const outcome = rate(event, coveredTicks)
    if (!outcome.ok) throw new Error(`what cannot be rated is not counted: ${outcome.reason}, ${outcome.detail}`)
    const { trace } = outcome
    const covered = trace[TRACE.covered] ?? 0
    let counted: readonly Counted[] = NOTHING
    let until = 0
    for (let at = TRACE.pieces; at < trace.length; at += 2) {
      const from = Math.max(until, covered)
      until += trace[at + 1] ?? 0
      const price = rateOf(form, trace[at] ?? 0)?.price
      if (price?.kind === 'tiers' && until > from) counted = withTicks(counted, price.table, until - from)
    }
    return counted
  }
}

interface Counted {
  readonly table: CountedTicks['table']
  ticks: number
}

const NOTHING: readonly never[] = []

/** Pieces that one table counts are counted together. */
function withTicks(counted: readonly Counted[], table: Counted['table'], ticks: number): readonly Counted[] {
  if (counted.length === 0) return [{ table, ticks }]
  const known = counted.find(each => each.table === table)
  if (known === undefined) return [...counted, { table, ticks }]
  known.ticks += ticks
  return counted
}
