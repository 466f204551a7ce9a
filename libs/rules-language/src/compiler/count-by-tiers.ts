// Which ticks of an event tables of tiers count: those of the bands whose rows name one, less what an allowance has paid.
import type { CountedTicks, CountFunction, RateFunction } from '../rule-set/tariff.ts'
import { rateOf } from './form-words.ts'
import type { TariffForm } from './tariff-form.ts'
import { readTrace, type Trace } from './trace.ts'

/** The tables that rows of a tariff name. */
export function tiersNamed({ rates }: TariffForm): string[] {
  return [...new Set(rates.flatMap(({ price }) => (price.kind === 'tiers' ? [price.table.name] : [])))]
}

export function countByTiers(form: TariffForm, rate: RateFunction): CountFunction {
  return (event, coveredTicks) => {
    const outcome = rate(event, coveredTicks)
    if (!outcome.ok) throw new Error(`what cannot be rated is not counted: ${outcome.reason}, ${outcome.detail}`)
    return countedOf(form, readTrace(outcome.trace))
  }
}

/** Pieces that one table counts are counted together. */
function countedOf(form: TariffForm, { covered, pieces }: Trace): CountedTicks[] {
  const counted: { readonly table: CountedTicks['table']; ticks: number }[] = []
  let until = 0
  for (const { cell, ticks } of pieces) {
    const from = Math.max(until, covered)
    until += ticks
    const price = rateOf(form, cell)?.price
    if (price?.kind !== 'tiers' || until <= from) continue
    const known = counted.find(({ table }) => table === price.table)
    if (known === undefined) counted.push({ table: price.table, ticks: until - from })
    else known.ticks += until - from
  }
  return counted
}
