// Points that become a pocket of another unit: for its services, for its time, once.
import { coastal } from './coastal.ts'
import { allPlugins, play, rulesOf } from './play.ts'

const loyalty = (line: string) => `${coastal}
unit points
loyalty stars "Stars" in points {
  earn 1 per 1.00 of invoice
  ${line}
}
`
const rules = loyalty('redeem 10 for 60 s of voice, expires after 1 month; redeem 5 for 2 sms')
const on = (day: string, deed: string, more: object = {}): object => ({ on: day, do: deed, ...more })
const told = (...facts: object[]) =>
  play({
    rules,
    billDay: 1,
    facts: [
      on('2026-03-01', 'subscribe', { plan: 'mobile-40' }),
      on('2026-03-01', 'join-loyalty', { loyalty: 'stars' }),
      on('2026-03-01', 'bill'),
      ...facts
    ]
  })
const redeem = (points: number, pocket?: string, day = '2026-03-10') =>
  on(day, 'redeem-points', { loyalty: 'stars', points, reward: 'pocket', ...(pocket !== undefined && { pocket }) })

describe('points redeemed for a pocket of another unit', () => {
  it('fill it at the rate, for the services and the time that the rules say', async () => {
    const { balances, refused } = await told(redeem(20, 'voice'), redeem(5, 'message'), redeem(10, 'data'))
    expect(balances.pockets.map(({ balance, services, unit, until }) => ({ balance, services, unit, until }))).toEqual([
      { balance: '15', services: null, unit: 'points', until: null },
      { balance: '120.000', services: ['voice'], unit: 'second', until: '2026-04-10' },
      { balance: '2', services: null, unit: 'message', until: null }
    ])
    expect(balances.ledger).toMatchObject({ 'used:points': '-25 points', 'issued:second': '120.000 second' })
    expect(refused.map(({ reason }) => reason)).toEqual(['points of stars are not redeemed for pocket data'])
  })

  it('are named where the rules have several, and lapse at their end', async () => {
    const { balances, refused } = await told(redeem(10), redeem(10, 'voice'), on('2026-04-10', 'advance'))
    expect(refused.map(({ reason }) => reason)).toEqual(['points of stars are redeemed for voice, message: say which'])
    expect(balances.pockets[1]).toMatchObject({ balance: '0.000', unit: 'second' })
    expect(balances.ledger).toMatchObject({ 'breakage:second': '-60.000 second' })
  })

  it('are redeemed on the day on which it is told', async () => {
    const late = on('2026-03-10', 'redeem-points', {
      ...{ loyalty: 'stars', points: 10, reward: 'pocket', pocket: 'voice', known: '2026-03-20' }
    })
    const { balances, refused } = await told(late)
    expect(balances.pockets.map(({ unit }) => unit)).toEqual(['points'])
    expect(refused.map(({ reason }) => reason)).toEqual([
      'redeem-points is done on the day on which it is told, 2026-03-20: tell it for that day, not for 2026-03-10'
    ])
  })

  it.each([
    ['redeem 10 for 5 sms of voice', 'R0639'],
    ['redeem 10 for 60 s of voice; redeem 20 for 90 s of voice', 'R0602']
  ])('%s is refused', async (line, code) => {
    const registry = await allPlugins()
    expect(() => rulesOf(loyalty(line), registry)).toThrow(code)
  })
})
