// A large set of rules from a fixed seed: many small files, many plans, and one deck with as many rows as asked.
import { SeededRandom } from '@farthing/testing/seeded-random'

export interface SampleSize {
  /** Rule files, the CSV tables not counted; at least 3 and one for each plan. */
  readonly files: number
  readonly plans: number
  /** Rows of the rate deck `deck/rates.csv`: two bands for each of half as many zones, whose prefixes are in `deck/zones.csv`. */
  readonly rows: number
  readonly seed?: number
}

/** The size that the check of rules is measured with. */
export const LARGE: SampleSize = { files: 500, plans: 200, rows: 100_000 }

const MOST_TARIFFS = 40

/** Texts by path, as `compileRules` takes them, with the statements of the plugins bonds, recurring-charges, setup-fees and usage-charges. No problems in it. */
export function ruleSetSample({ files, plans, rows, seed = 20260301 }: SampleSize): Map<string, string> {
  const random = new SeededRandom(seed)
  const tariffs = Math.min(MOST_TARIFFS, plans)
  const texts = new Map([
    ['operator.farthing', OPERATOR],
    ['deck/deck.farthing', DECK],
    ['deck/zones.csv', zoneTable(random, rows / 2)],
    ['deck/rates.csv', rateTable(random, rows / 2)],
    ['tariffs.farthing', Array.from({ length: tariffs }, (_, index) => tariff(random, index)).join('\n')]
  ])
  for (let index = 0; index < plans; index++)
    texts.set(`plans/plan-${index}.farthing`, plan(random, index, index % tariffs))
  for (let index = 0; index < files - plans - 3; index++) {
    texts.set(`examples/story-${index}.farthing`, story(random, index, index % plans))
  }
  return texts
}

const OPERATOR = `# Who bills.
operator "Large" {
  currency AUD
  time zone "Australia/Melbourne"
  country 61, trunk prefix 0, international prefix 0011
  holidays here
  round half up to 0.01
}

holidays here {
  | date       | name         |
  | 2026-03-09 | "Labour Day" |
  | 2026-12-25 | "Christmas"  |
}

zones world from "deck/zones.csv"
`

const DECK = `tariff deck for voice {
  from 2026-01-01
  zone by called number in world
  band peak = weekdays 08:00..20:00 except holidays
  band offpeak = otherwise
  calls crossing bands are split
  rates from "rates.csv"
}
`

/** Prefixes of seven digits, each in a zone of its own: no two rows can be joined, and none shadows another. */
function zoneTable(random: SeededRandom, zones: number): string {
  const step = Math.floor(8_000_000 / zones)
  const lines = Array.from(
    { length: zones },
    (_, zone) => `${1_000_000 + zone * step + random.below(step)},zone-${zone}`
  )
  return ['prefix,zone', ...lines, ''].join('\n')
}

const INCREMENTS = ['60s / 60s', '60s / 30s', '30s / 6s', '1s / 1s']

function rateTable(random: SeededRandom, zones: number): string {
  const lines = Array.from({ length: zones }, (_, zone) =>
    ['peak', 'offpeak'].map(
      band => `zone-${zone},${band},${price(random, 50)},${price(random, 150)} per minute,${random.pick(INCREMENTS)}`
    )
  )
  return ['zone,band,setup,price,increment', ...lines.flat(), ''].join('\n')
}

function price(random: SeededRandom, below: number): string {
  return `0.${String(1 + random.below(below)).padStart(3, '0')}`
}

function tariff(random: SeededRandom, index: number): string {
  const rows = Array.from({ length: 6 }, (_, hours) => `    | band-${hours} | ${price(random, 90)} per minute |`)
  const bands = Array.from({ length: 5 }, (_, hours) => {
    const from = String(hours * 4).padStart(2, '0')
    return `  band band-${hours} = weekdays ${from}:00..${String(hours * 4 + 4).padStart(2, '0')}:00`
  })
  return `# Calls within network ${index}.
tariff network-${index} for calls-${index}, counted in seconds {
  from 2026-01-01
${bands.join('\n')}
  band band-5 = otherwise

  rates {
    | band   | price            |
${rows.join('\n')}
  }
}
`
}

function plan(random: SeededRandom, index: number, network: number): string {
  const rent = 10 + random.below(90)
  return `plan plan-${index} "Plan ${index}" {
  from 2026-01-01
  family mobile, level ${index}
  rent ${rent}.00 per month in advance, prorated by day
  setup 10.00
  tariff deck, network-${network}
  include ${1 + random.below(20)}00 min of voice to zone-${random.below(40)}, zone-${40 + random.below(40)}
  bond 50.00 { refund after 12 on-time payments }
}

example "the first bill of plan ${index}" {
  on 2026-03-01 subscribe plan-${index}
  on 2026-03-01 bill
  expect total ${rent + 60}.00
}
`
}

function story(random: SeededRandom, index: number, subscribed: number): string {
  const days = Array.from({ length: 10 }, (_, day) => String(day + 2).padStart(2, '0'))
  const calls = days.map(
    day => `  at 2026-03-${day} 10:00 call +${1_000_000 + random.below(8_000_000)}123 for ${1 + random.below(900)}s`
  )
  return `# Calls of a customer.
example "story ${index}" {
  on 2026-03-01 subscribe plan-${subscribed}
${calls.join('\n')}
  on 2026-04-01 bill
  expect balance 0.00
}
`
}
