// What becomes of a service when nothing is left of it: packs, then barred or slowed down, and as before in the next cycle.
import { runExamples } from '@farthing/simulator'
import { allPlugins, play, rulesOf } from './play.ts'

const rules = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}

message "far-abroad" { facts plan }
policy fair-use {
  when spend(data) > 7.00: bar international until next cycle, notify "far-abroad"
}

tariff data-standard for data { rates {
  | price       |
  | 1.00 per GB |
} }

plan packs "Packs" {
  tariff data-standard
  include 10 GB of data
  when data runs out: 4.00 per started 5 GB, at most 2 times, then throttle to 64 kbit per second until next cycle
}
plan slow "Slow" {
  tariff data-standard
  include 5 GB of data, share with account
  when data runs out: throttle to 1 Mbit per second until next cycle
}
plan kids "Kids" {
  tariff data-standard
  include 2 GB of data
  when data runs out: bar until next cycle
}
plan open "Open" {
  tariff data-standard
  include unlimited data
}
tariff data-shared for data {
  until 2026-03-02
  rates {
    | price        |
    | 10% of value |
  }
}
tariff data-shared for data {
  from 2026-03-02
  holds for new customers
  rates {
    | price       |
    | 1.00 per GB |
  }
}
plan by-value "By value" {
  tariff data-shared
  include 2 GB of data
  when data runs out: bar until next cycle
}
tariff text for sms { rates {
  | price        |
  | 0.20 per sms |
} }
plan texts "Texts" {
  tariff text
  include 1 sms of sms, prorated by day
  when sms runs out: bar until next cycle
}
`

const subscribe = (plan: string, as = plan): object => ({ on: '2026-03-01', do: 'subscribe', plan, as })
const use = (at: string, gigabytes: number, as?: string, known?: string): object => ({
  ...{ at, do: 'use', service: 'data', quantity: `${gigabytes} GB` },
  ...(as !== undefined && { as }),
  ...(known !== undefined && { known })
})
const stand = (on: string): object => ({ on, do: 'advance' })
const lived = (...facts: object[]) => play({ billDay: 1, rules, facts })
const states = (life: Awaited<ReturnType<typeof play>>): string[] =>
  life.services.flatMap(({ remaining, restrictions, subscription }) => [
    ...remaining.map(({ left, service }) => `${subscription}: ${left ?? 'unlimited'} of ${service}`),
    ...restrictions.map(
      ({ kilobits, rule, since, until, what }) =>
        `${subscription}: ${what} ${kilobits ?? 'barred'} ${since}..${until}, ${rule}`
    )
  ])

describe('a service that has run out', () => {
  it('is slowed down after its last pack, free, until the next cycle', async () => {
    const facts = [subscribe('packs'), use('2026-03-05T10:00', 19), use('2026-03-06T10:00', 3)]
    const during = await lived(...facts, stand('2026-03-31'))
    expect(states(during)).toEqual([
      'packs: 0 B of data',
      'packs: international barred 2026-03-05..2026-04-01, policy fair-use (coastal.farthing:9:3)',
      'packs: data 64 2026-03-06..2026-04-01, plan packs > when (coastal.farthing:20:3)'
    ])
    const after = await lived(...facts, stand('2026-04-01'))
    expect(states(after)).toEqual(['packs: 10 GB of data'])
    expect(after.ratedUsage.map(({ net }) => net)).toEqual(['8.000000', '0.000000'])
    const steps = after.invoices[0]?.lines[0]?.explanation.steps ?? []
    expect(steps.filter(({ step }) => step !== 'amount' && step !== 'quantity')).toMatchObject([
      { step: 'allowance', result: '10 GB' },
      { step: 'allowance', result: '10 GB' },
      { step: 'tiers', result: '8.000000' },
      { step: 'allowance', detail: '2 GB by plan packs > when (coastal.farthing:20) for 1 session', result: '0.000000' }
    ])
  })

  it('is barred as soon as the last of it is used, and what is used all the same has its price', async () => {
    const facts = [subscribe('kids'), use('2026-03-05T10:00', 2)]
    expect(states(await lived(...facts, stand('2026-03-06')))).toEqual([
      'kids: 0 B of data',
      'kids: data barred 2026-03-05..2026-04-01, plan kids > when (coastal.farthing:30:3)'
    ])
    const more = await lived(...facts, use('2026-03-05T11:00', 1), stand('2026-04-01'))
    expect(more.ratedUsage.map(({ net }) => net)).toEqual(['0.000000', '1.000000'])
  })

  it('has run out from the first day on where a part of a cycle has none of it', async () => {
    const life = await lived({ on: '2026-03-20', do: 'subscribe', plan: 'texts', as: 'texts' }, stand('2026-03-25'))
    expect(states(life)).toEqual([
      'texts: 0 messages of sms',
      expect.stringContaining('texts: sms barred 2026-03-20..2026-04-01, plan texts > when')
    ])
  })

  it('has run out for all who share it', async () => {
    const facts = [subscribe('slow', 'ann'), subscribe('slow', 'bob')]
    const some = await lived(...facts, use('2026-03-05T10:00', 8, 'ann'), stand('2026-03-05'))
    expect(states(some)).toEqual(['ann: 2 GB of data', 'bob: 2 GB of data'])
    const all = await lived(...facts, use('2026-03-05T10:00', 8, 'ann'), use('2026-03-07T10:00', 3, 'bob'))
    expect(states(all).filter(text => text.includes('1000'))).toEqual([
      'ann: data 1000 2026-03-07..2026-04-01, plan slow > when (coastal.farthing:25:3)',
      'bob: data 1000 2026-03-07..2026-04-01, plan slow > when (coastal.farthing:25:3)'
    ])
  })

  it('is as the facts say, however late they come', async () => {
    const late = [subscribe('kids'), use('2026-03-05T10:00', 1), use('2026-03-04T10:00', 1, 'kids', '2026-03-08T10:00')]
    expect(states(await lived(...late.slice(0, 2), stand('2026-03-08')))).toEqual(['kids: 1 GB of data'])
    expect(states(await lived(...late))).toHaveLength(2)
    const changed = { on: '2026-03-06', do: 'change', plan: 'open', as: 'kids', known: '2026-03-09T10:00' }
    expect(states(await lived(...late, changed))).toEqual(['kids: unlimited of data'])
  })
})

describe('expectations of services', () => {
  it('say what stands instead when they are not met', async () => {
    const registry = await allPlugins()
    const example = `
example "all wrong" {
  bill day 1
  on 2026-03-01 subscribe kids
  expect remaining 1 GB of data
  expect remaining unlimited data
  expect service barred
  at 2026-03-02 10:00 use 2 GB of data
  expect service active
  expect service throttled
  expect service barred on international
  expect service barred on data
}
`
    const [report] = await runExamples(rulesOf(rules + example, registry), registry)
    expect(report?.failures.map(({ message }) => message)).toEqual([
      'expected 1 GB of data to be left, and 2 GB are left',
      'expected data to be unlimited, and 2 GB are left',
      'expected kids to be barred, and nothing is barred or throttled',
      'expected kids to be active, and data is barred by plan kids > when (coastal.farthing:30:3)',
      'expected kids to be throttled, and data is barred by plan kids > when (coastal.farthing:30:3)',
      'expected kids to be barred on international, and data is barred by plan kids > when (coastal.farthing:30:3)'
    ])
  })

  it('tell two figures apart that are short for the same', async () => {
    const registry = await allPlugins()
    const prorated = 'plan part "Part" {\n  tariff data-standard\n  include 1 GB of data, prorated by day\n}\n'
    const example =
      'example "part" {\n  bill day 1\n  on 2026-03-16 subscribe part\n  expect remaining 516.129 MB of data\n}\n'
    const [report] = await runExamples(rulesOf(rules + prorated + example, registry), registry)
    expect(report?.failures.map(({ message }) => message)).toEqual([
      'expected 516129000 B of data to be left, and 516129032 B are left'
    ])
  })

  it('say that nothing is known while the account is parked', async () => {
    const registry = await allPlugins()
    const example = `
example "parked" {
  bill day 1
  on 2026-03-01 subscribe by-value
  at 2026-03-02 10:00 use 1 GB of data
  expect service active
  expect service barred
  expect remaining 1 GB of data
}
`
    const [report] = await runExamples(rulesOf(rules + example, registry), registry)
    const why = expect.stringMatching(/the account is parked, usage: .* cannot rate it: no-value/)
    const parked = expect.stringMatching(/the account was parked, usage: .* cannot rate it: no-value/)
    expect(report?.failures.map(({ message }) => message)).toEqual([why, why, why, parked])
  })
})
