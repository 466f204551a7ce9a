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
})
