import { coastal } from './coastal.ts'
import { calls, impact } from './impact-play.ts'

describe('what a change of rules moves', () => {
  it('is counted for the plan of the days charged, whatever the customer changes to later', () => {
    const minute = '| mobile   | *       | 0.39  | 0.30 per minute |'
    const after = coastal.replace(minute, minute.replace('0.30', '0.60'))
    const plansOf = (subscribers: string): unknown => {
      const { plans, gates } = impact({ after, subscribers, usage: calls, gates: 'plan +1%' })
      return { plans: plans.map(({ plan }) => plan), worst: gates[0]?.worst?.name }
    }
    const until = (end: string): string =>
      `0400000001,A-1,S-1,talk,2026-03-01,${end}\n0400000001,A-1,S-1,talk-more,${end},`
    expect(plansOf(until('2026-06-01'))).toEqual({ plans: ['talk'], worst: 'talk' })
    expect(plansOf(until('2026-05-01'))).toMatchObject({ worst: 'talk' })
    expect(plansOf(until('2026-04-30'))).toMatchObject({ worst: 'talk-more' })
  })

  it('is nothing on days without service, after which the subscription begins anew', () => {
    const subscribers = '0400000001,A-1,S-1,rented,2026-03-01,2026-04-11\n0400000001,A-1,S-1,rented,2026-04-21,'
    const rented = (rent: string): string =>
      `${coastal}\nplan rented "Rented" { rent ${rent} per month in arrears, prorated by day; tariff voice-standard }`
    const usage = [...calls, 'c4,voice,0400000001,0412345678,2026-04-21 10:00:00,600,s']
    const report = impact({ before: rented('30.00'), after: rented('60.00'), subscribers, usage })
    // 20 days of April, c2 and c4 of 3.39 each; c3 falls between
    expect(report.total).toEqual({ before: 26_780_000n, after: 46_780_000n })
    expect(report.uses).toBe(2)
    expect(new Set(report.risers[0]?.lines.map(({ label }) => label))).toEqual(new Set(['S-1']))
  })
})
