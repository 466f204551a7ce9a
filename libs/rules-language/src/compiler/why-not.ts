// Which rows of a tariff did not price an event, and the condition that failed. Worked out only when somebody asks.
import type { RatingOutcome, RowNotApplied } from '../rule-set/tariff.ts'
import { bandName, originName, zoneName } from './form-words.ts'
import { readTrace } from './trace.ts'
import type { TariffForm } from './tariff-form.ts'

export function rowsNotApplied(form: TariffForm, outcome: RatingOutcome): RowNotApplied[] {
  if (!outcome.ok) return form.rates.map(({ at }) => ({ rule: at, reason: outcome.reason, detail: outcome.detail }))
  const met = readTrace(outcome.trace).pieces.map(({ cell }) => cell)
  const cellsOf = Map.groupBy(form.rateOf.keys(), cell => form.rateOf[cell] ?? -1)
  return form.rates.flatMap(({ at }, index) => {
    const cells = cellsOf.get(index) ?? []
    return cells.some(cell => met.includes(cell)) ? [] : [{ rule: at, ...failed(form, cells, met) }]
  })
}

/** `cells`: the origins, zones and bands that a row prices; `met`: those of the event, which are others. */
function failed(form: TariffForm, cells: readonly number[], met: readonly number[]): Omit<RowNotApplied, 'rule'> {
  if (cells.length === 0) return { reason: 'other-row', detail: 'rows of their own price all that it is for' }
  const axes = [
    { reason: 'origin', of: (cell: number) => originName(form, cell) },
    { reason: 'zone', of: (cell: number) => zoneName(form, cell) },
    { reason: 'band', of: (cell: number) => bandName(form, cell) }
  ] as const
  let left = cells
  for (const { of, reason } of axes) {
    const names = new Set(met.map(of))
    const same = left.filter(cell => names.has(of(cell)))
    if (same.length === 0) return { reason, detail: differs(reason, left.map(of), [...names]) }
    left = same
  }
  throw new Error('a row prices a cell that the event met, and not the event')
}

const MOST_NAMES = 3

/** 'the zone is national, not mobile or one of 12 more' */
function differs(noun: string, own: readonly string[], met: readonly string[]): string {
  const names = [...new Set(own)]
  const rest = names.length - MOST_NAMES
  const text = names.slice(0, MOST_NAMES).join(' or ') + (rest > 0 ? ` or one of ${rest} more` : '')
  return `the ${noun} is ${[...new Set(met)].join(' and ')}, not ${text}`
}
