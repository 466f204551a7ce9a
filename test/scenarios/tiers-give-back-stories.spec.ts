// Tiers that make earlier usage cheaper give back of what it was really charged, after offers and caps.
import { invoicesOf, play } from './play.ts'

const rules = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  round half up to 0.01
}
tiers minutes = volume {
  counted per account, reset every month
  | up to    | price          |
  | 1000 min | 0.10 per min |
  | *        | 0.05 per min |
}
tiers steps = stairstep {
  counted per subscription, reset never
  | up to    | amount |
  | 1000 min | 10.00  |
  | *        | 4.00   |
}
tariff calls for voice { rates {
  | price         |
  | tiers minutes |
} }
tariff stepped for voice { rates {
  | price       |
  | tiers steps |
} }
plan plain "Plain" { tariff calls }
plan capped "Capped" {
  tariff calls
  cap voice at 6.00 per day
}
plan wide "Wide" {
  tariff calls
  cap voice at 60.00 per day
}
plan evenings "Evenings" {
  tariff calls
  offer "Free evenings" {
    on monday..sunday 19:00..24:00
    voice is 100% off
  }
}
plan cheaper "Cheaper evenings" {
  tariff calls
  offer "Cheap evenings" {
    on monday..sunday 19:00..24:00
    voice is 25% off
  }
}
plan stepped "Stepped" {
  tariff stepped
  cap voice at 3.00 per day
}
`

const call = (at: string, minutes: number): object => {
  return { at, do: 'use', service: 'voice', quantity: `${minutes} min`, to: '+61393334444' }
}

const lived = (plan: string, billDay: number, ...uses: readonly object[]) =>
  play({
    billDay,
    rules,
    facts: [{ on: '2026-03-01', do: 'subscribe', plan }, ...uses, { on: '2026-04-15', do: 'advance' }]
  })

const net = async (plan: string, ...uses: readonly object[]): Promise<(string | null)[]> =>
  (await lived(plan, 1, ...uses)).ratedUsage.map(each => each.net)

describe('what tiers give back', () => {
  it('is all that became cheaper where nothing took anything off', async () => {
    expect(await net('plain', call('2026-03-05T10:00', 1000), call('2026-03-06T10:00', 1))).toEqual([
      ...['100.000000', '-49.950000']
    ])
  })

  it('goes first against what a cap took off on an earlier day', async () => {
    expect(await net('capped', call('2026-03-05T10:00', 1000), call('2026-03-06T10:00', 1))).toEqual([
      ...['6.000000', '0.050000']
    ])
    expect(await net('wide', call('2026-03-05T10:00', 1000), call('2026-03-06T10:00', 1))).toEqual([
      ...['60.000000', '-9.950000']
    ])
    expect(await net('wide', call('2026-03-05T10:00', 1000), call('2026-03-05T11:00', 1))).toEqual([
      ...['60.000000', '-9.950000']
    ])
  })

  it('does not use up the cap of the day on which it is given', async () => {
    expect(await net('wide', call('2026-03-05T10:00', 1000), call('2026-03-06T10:00', 2000))).toEqual([
      ...['60.000000', '50.000000']
    ])
  })

  it('is the same when another bill charged it', async () => {
    const life = await lived('capped', 15, call('2026-03-14T10:00', 1000), call('2026-03-15T10:00', 1))
    expect(invoicesOf(life)).toEqual([
      ...['bill of 2026-03-15', 'Voice 2026-03-01..2026-03-15 6.00', 'total 6.00'],
      ...['bill of 2026-04-15', 'Voice 2026-03-15..2026-04-15 0.05', 'total 0.05']
    ])
  })

  it('is nothing of what an offer gave for nothing, and a part of what it gave for a part', async () => {
    expect(await net('evenings', call('2026-03-05T19:00', 1000), call('2026-03-06T10:00', 1))).toEqual([
      ...['0.000000', '0.050000']
    ])
    expect(await net('evenings', call('2026-03-05T19:00', 1000), call('2026-03-06T10:00', 1000))).toEqual([
      ...['0.000000', '50.000000']
    ])
    expect(await net('cheaper', call('2026-03-05T19:00', 1000), call('2026-03-06T10:00', 1))).toEqual([
      ...['75.000000', '-37.450000']
    ])
  })

  it('is whole when it comes about under an offer', async () => {
    expect(await net('evenings', call('2026-03-05T10:00', 1000), call('2026-03-06T19:00', 1))).toEqual([
      ...['100.000000', '-50.000000']
    ])
  })

  it('is no more of a step than was charged for it', async () => {
    expect(await net('stepped', call('2026-03-05T10:00', 1000), call('2026-03-06T10:00', 1))).toEqual([
      ...['3.000000', '0.000000']
    ])
  })
})
