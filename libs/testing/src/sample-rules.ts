// Rules of a small operator for specs: three mobile plans and a feature, calls and messages by zone, data.
import { type Published, RulesHost } from '@farthing/kernel'
import type { TestKernel } from './test-kernel.ts'

const operator = (terms: string): string => `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  country 61, trunk prefix 0, international prefix 0011
  round half up to 0.01
  due 14 days after issue
${terms}}

zones world from "zones.csv"
`

const zones = `prefix,zone
61,national
614,mobile
611800,tollfree
44,united-kingdom
`

const tariffs = `tariff calls for voice {
  from 2025-01-01
  zone by called number in world
  band peak = weekdays 08:00..20:00
  band offpeak = otherwise
  calls crossing bands are split

  rates {
    | zone           | band    | setup | price           | increment |
    | national       | peak    | 0.39  | 0.25 per minute | 60s / 30s |
    | national       | offpeak | 0.39  | 0.12 per minute | 60s / 30s |
    | mobile         | *       | 0.39  | 0.30 per minute | 30s / 6s  |
    | tollfree       | *       |       | free            |           |
    | united-kingdom | *       | 0.39  | 0.60 per minute | 60s / 60s |
  }
}

tariff messages for sms {
  from 2025-01-01
  zone by called number in world

  rates {
    | zone | price        |
    | *    | 0.20 per sms |
  }
}

tariff traffic for data {
  from 2025-01-01
  one zone home

  rates {
    | price        | increment   |
    | 10.00 per GB | 1 MB / 1 MB |
  }
}

unit points

tariff lounges for lounge {
  from 2025-01-01
  one zone lounge

  rates {
    | price          | increment |
    | 0.05 per point | 10 points |
  }
}

tariff purchases for content, counted in events {
  from 2025-01-01
  one zone shop

  rates {
    | price          |
    | 12.5% of value |
  }
}
`

const plan = (level: number, rent: number): string => `plan mobile-${rent} "Mobile ${rent}" {
  from 2025-01-01
  family mobile, level ${level}
  rent ${rent}.00 per month in advance, prorated by day
  tariff calls, messages, traffic, purchases, lounges
}
`

const feature = `forbid feature voicemail on when state is suspended "Resume your service first"

feature voicemail "Voicemail" {
  from 2025-01-01
  rent 3.00 per month in advance, prorated by day
}
`

/** The texts by path; `plans` are added to mobile-20, mobile-40 and mobile-80, a line for each of `terms` to what the operator says. */
export function sampleRules(plans = '', ...terms: readonly string[]): ReadonlyMap<string, string> {
  return new Map([
    ['operator.farthing', operator(terms.map(term => `  ${term}\n`).join(''))],
    ['plans.farthing', [plan(1, 20), plan(2, 40), plan(3, 80), feature, plans].join('\n')],
    ['tariffs.farthing', tariffs],
    ['zones.csv', zones]
  ])
}

/** A tariff for calls of one price per minute to anywhere, for plans of `sampleRules`: `flatTariff('talk', '0.60', '1s / 1s')`. */
export function flatTariff(name: string, price: string, increment: string): string {
  return `tariff ${name} for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price | increment |
    | ${price} per minute | ${increment} |
  }
}
`
}

/** Publishes rules, the sample's unless others are given, since ever or from a day on. */
export async function publishRules(
  kernel: Pick<TestKernel, 'get'>,
  files: ReadonlyMap<string, string> = sampleRules(),
  from: string | null = null
): Promise<Extract<Published, { ok: true }>> {
  const start = from === null ? null : Temporal.PlainDate.from(from)
  const allowed = { correctsIssuedBills: true, dropsHeldPlans: true }
  const request = { files, author: 'Spec', message: 'sample', from: start, ...allowed }
  const published = await kernel.get(RulesHost).publish(request)
  if (!published.ok) throw new Error(JSON.stringify(published, null, 2))
  return published
}
