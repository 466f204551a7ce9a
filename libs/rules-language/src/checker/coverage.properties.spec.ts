// Laws 1, 4 and 5 as properties: the checker accepts a tariff exactly when every minute has one band and every cell one rate.
import fc from 'fast-check'
import { compileRules } from '../rule-set/compile-rules.ts'

const NONE: readonly never[] = []
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const ZONES = ['near', 'far', 'sea'] as const

interface Band {
  readonly days: readonly number[]
  readonly holidays: boolean
  /** Holidays of another calendar than the operator's. */
  readonly elsewhere: boolean
  /** From 24 December until 27 December. */
  readonly christmas: boolean
  readonly except: 'holidays' | 'holidays of K' | '24 december..27 december' | null
  /** Hours of the day; from = until is the whole day. */
  readonly from: number
  readonly until: number
}

interface Tariff {
  readonly bands: readonly Band[]
  readonly otherwise: boolean
  /** -1: every one. */
  readonly rows: readonly { readonly zone: number; readonly band: number }[]
}

function textOf({ bands, otherwise, rows }: Tariff): string {
  const two = (hour: number): string => String(hour).padStart(2, '0')
  const bandLines = bands.map((band, index) => {
    const times = band.from === band.until ? '' : ` ${two(band.from)}:00..${two(band.until)}:00`
    const days = [
      ...band.days.map(day => DAYS[day] ?? ''),
      ...(band.holidays ? ['holidays'] : []),
      ...(band.elsewhere ? ['holidays of K'] : []),
      ...(band.christmas ? ['24 december..27 december'] : [])
    ]
    const hours = days.map(day => `${day}${times}`).join(', ')
    return `band b${index} = ${hours}${band.except === null ? '' : ` except ${band.except}`}`
  })
  if (otherwise) bandLines.push(`band b${bands.length} = otherwise`)
  const rowLines = rows.map(
    ({ zone, band }) => `| ${ZONES[zone] ?? '*'} | ${band < 0 ? '*' : `b${band}`} | 0.10 per minute |`
  )
  return `operator "X" { currency AUD; time zone "UTC"; holidays H }
holidays H {
  | date       | name      |
  | 2026-12-25 | "Holiday" |
}
holidays K {
  | date       | name      |
  | 2026-06-08 | "Holiday" |
  | 2026-12-25 | "Holiday" |
}
zones w {
  | prefix | zone |
  | 1      | near |
  | 2      | far  |
  | 3      | sea  |
}
tariff t for voice {
  zone by called number in w
  ${bandLines.join('\n  ')}
  rates {
    | zone | band | price |
    ${rowLines.join('\n    ')}
  }
}
`
}

interface Day {
  readonly weekday: number
  readonly holiday: boolean
  readonly elsewhere: boolean
  readonly christmas: boolean
}

const FLAGS = [false, true]
/** Any day of the week may be any of these. */
const ALL_DAYS: readonly Day[] = DAYS.flatMap((_, weekday) =>
  FLAGS.flatMap(holiday =>
    FLAGS.flatMap(elsewhere => FLAGS.map(christmas => ({ weekday, holiday, elsewhere, christmas })))
  )
)

/** Bands that hold in an hour of a day. */
function holders({ bands, otherwise }: Tariff, day: Day, hour: number): number[] {
  const found = bands.flatMap((band, index) => {
    const byDate = (band.holidays && day.holiday) || (band.elsewhere && day.elsewhere)
    const named = band.days.includes(day.weekday) || byDate || (band.christmas && day.christmas)
    const excepted =
      (band.except === 'holidays' && day.holiday) ||
      (band.except === 'holidays of K' && day.elsewhere) ||
      (band.except === '24 december..27 december' && day.christmas)
    const { from, until } = band
    const within = from === until || (from < until ? hour >= from && hour < until : hour >= from || hour < until)
    return named && !excepted && within ? [index] : []
  })
  return found.length === 0 && otherwise ? [bands.length] : found
}

/** Is every hour of every day in one band, every cell that can be met given once and without a tie? */
function isInOrder(tariff: Tariff): boolean {
  const held = new Set<number>()
  for (const day of ALL_DAYS) {
    for (let hour = 0; hour < 24; hour++) {
      const found = holders(tariff, day, hour)
      if (found.length !== 1) return false
      held.add(found[0] ?? -1)
    }
  }
  const keys = tariff.rows.map(({ zone, band }) => `${zone} ${band}`)
  if (new Set(keys).size < keys.length) return false
  const has = (zone: number, band: number): boolean => keys.includes(`${zone} ${band}`)
  const bands = tariff.bands.length + (tariff.otherwise ? 1 : 0)
  return ZONES.every((_, zone) =>
    Array.from({ length: bands }, (_, band) => band).every(band => {
      if (has(zone, band)) return true
      if (has(zone, -1) && has(-1, band)) return false
      return !held.has(band) || has(zone, -1) || has(-1, band) || has(-1, -1)
    })
  )
}

const band: fc.Arbitrary<Band> = fc.record({
  days: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom([0, 1, 2, 3, 4], [5, 6], [0, 1, 2, 3, 4, 5, 6]) },
    { weight: 1, arbitrary: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }) }
  ),
  holidays: fc.boolean(),
  elsewhere: fc.constantFrom(false, false, false, false, true),
  christmas: fc.constantFrom(false, false, false, false, true),
  except: fc.constantFrom(null, null, null, 'holidays', 'holidays of K', '24 december..27 december'),
  from: fc.constantFrom(0, 8, 20),
  until: fc.constantFrom(0, 8, 20, 24)
})
const tariff: fc.Arbitrary<Tariff> = fc
  .record({ bands: fc.array(band, { maxLength: 2 }), otherwise: fc.constantFrom(true, true, false) })
  .filter(({ bands, otherwise }) => bands.length > 0 || otherwise)
  .chain(({ bands, otherwise }) => {
    const last = bands.length - (otherwise ? 0 : 1)
    const row = fc.record({ zone: fc.integer({ min: -1, max: 2 }), band: fc.integer({ min: -1, max: last }) })
    return fc.record({
      bands: fc.constant(bands.map(one => (one.from === 0 && one.until === 24 ? { ...one, until: 0 } : one))),
      otherwise: fc.constant(otherwise),
      rows: fc.array(row, { minLength: 1, maxLength: 7 })
    })
  })

describe('the checker', () => {
  it('accepts what covers everything once, refuses all else, and what it accepts always has a rate', () => {
    let accepted = 0
    let refused = 0
    fc.assert(
      fc.property(
        tariff,
        fc.array(fc.nat({ max: 366 * 1440 - 1 }), { minLength: 20, maxLength: 20 }),
        (one, minutes) => {
          const result = compileRules({ files: new Map([['a.farthing', textOf(one)]]), signatures: NONE })
          if (result.ok !== isInOrder(one)) {
            throw new Error(`${textOf(one)}\n${result.diagnostics.map(({ message }) => message).join('\n')}`)
          }
          if (result.ok) accepted++
          else refused++
          const version = result.ok ? result.rules.tariffs.get('t')?.[0] : undefined
          for (const minute of minutes) {
            const startedAt = Temporal.Instant.from('2026-01-01T00:00Z').epochMilliseconds + minute * 60_000
            const outcome = version?.rate({ startedAt, quantity: 3_600_000, to: String((minute % 3) + 1) })
            expect(outcome?.ok).not.toBe(false)
          }
        }
      ),
      { numRuns: 600 }
    )
    expect(Math.min(accepted, refused)).toBeGreaterThan(5)
  }, 60_000)
})
