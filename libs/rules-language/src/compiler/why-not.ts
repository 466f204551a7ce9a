// Which rows of a tariff did not price an event, and the condition that failed. Worked out only when somebody asks.
import type { RatingEvent, RatingOutcome, RowNotApplied } from '../rule-set/tariff.ts'
import { originName, zoneName } from './form-words.ts'
import { readTrace, type Trace } from './trace.ts'
import type { PrefixForm, TariffForm } from './tariff-form.ts'

/** What decides which row prices an event, one after the other. */
interface Axis {
  readonly reason: 'origin' | 'zone' | 'band'
  readonly of: (cell: number) => string
  /** Why the event is where it is: '61399990000 has prefix 61, which is'. */
  readonly because: string
}

export function rowsNotApplied(form: TariffForm, event: RatingEvent, outcome: RatingOutcome): RowNotApplied[] {
  if (!outcome.ok) return form.rates.map(({ at }) => ({ rule: at, reason: outcome.reason, detail: outcome.detail }))
  const trace = readTrace(outcome.trace)
  const met = trace.pieces.map(({ cell }) => cell)
  const axes = axesOf(form, event, trace)
  const cellsOf = Map.groupBy(form.rateOf.keys(), cell => form.rateOf[cell] ?? -1)
  return form.rates.flatMap(({ at }, index) => {
    const cells = cellsOf.get(index) ?? []
    return cells.some(cell => met.includes(cell)) ? [] : [{ rule: at, ...failed(axes, cells, met) }]
  })
}

/** `cells`: the origins, zones and bands that a row prices; `met`: those of the event, which are others. */
function failed(axes: readonly Axis[], cells: readonly number[], met: readonly number[]): Omit<RowNotApplied, 'rule'> {
  if (cells.length === 0) return { reason: 'other-row', detail: 'rows of their own price all that it is for' }
  let left = cells
  for (const { because, of, reason } of axes) {
    const names = new Set(met.map(of))
    const same = left.filter(cell => names.has(of(cell)))
    if (same.length === 0) {
      return { reason, detail: `${because} ${[...names].join(' and ')}, not ${oneOf(left.map(of))}` }
    }
    left = same
  }
  throw new Error('a row prices a cell that the event met, and not the event')
}

function axesOf(form: TariffForm, event: RatingEvent, { origin, prefix }: Trace): Axis[] {
  const number = form.zoneBy === 'called' ? event.to : (event.from ?? '')
  return [
    {
      reason: 'origin',
      of: cell => originName(form, cell),
      because: placeText('origin', event.from ?? '', form.originPrefixes[origin - 1])
    },
    { reason: 'zone', of: cell => zoneName(form, cell), because: placeText('zone', number, form.prefixes[prefix - 1]) },
    { reason: 'band', of: cell => bandText(form, cell), because: `${startText(form, event)} is` }
  ]
}

function placeText(noun: string, number: string, entry: PrefixForm | undefined): string {
  return entry === undefined ? `the ${noun} is` : `${number} has prefix ${entry.prefix}, which is`
}

/** 'night (daily 20:00..08:00)' */
function bandText(form: TariffForm, cell: number): string {
  const band = form.bands[cell % form.bands.length]
  return band === undefined ? '' : `${band.name} (${band.text})`
}

/** 'Monday 2026-03-02 12:00' on the clock by which bands are read. */
function startText({ clockZone }: TariffForm, { startedAt }: RatingEvent): string {
  const start = Temporal.Instant.fromEpochMilliseconds(Math.floor(startedAt)).toZonedDateTimeISO(clockZone)
  const time = start.toPlainTime().toString({ smallestUnit: 'minute' })
  return `${WEEKDAYS[start.dayOfWeek - 1]} ${start.toPlainDate()} ${time}`
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MOST_NAMES = 3

/** 'mobile or satellite or one of 12 more' */
function oneOf(own: readonly string[]): string {
  const names = [...new Set(own)]
  const rest = names.length - MOST_NAMES
  return names.slice(0, MOST_NAMES).join(' or ') + (rest > 0 ? ` or one of ${rest} more` : '')
}
