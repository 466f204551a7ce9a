// Points are earned by what an invoice asks for without its bond, and without the one that it gives back.
import { coastal } from './coastal.ts'
import { play } from './play.ts'

const rules = (whenPaid: string) => `${coastal}
unit points
loyalty stars "Stars" in points {
  earn 1 per 1.00 of invoice ${whenPaid}
}
plan with-bond "With a bond" {
  rent 40.00 per month, prorated by day
  bond 200.00 { interest 2% per year }
}
`
const on = (day: string, deed: string, more: object = {}): object => ({ on: day, do: deed, ...more })
const start = [
  on('2026-03-01', 'subscribe', { as: 's1', plan: 'with-bond' }),
  on('2026-03-01', 'join-loyalty', { loyalty: 'stars' }),
  on('2026-03-01', 'bill')
]

async function held(whenPaid: string, facts: readonly object[]): Promise<number> {
  const { balances } = await play({ rules: rules(whenPaid), billDay: 1, facts: [...start, ...facts] })
  return balances.pockets.reduce((sum, { balance }) => sum + Number(balance), 0)
}

describe('points of an invoice', () => {
  it.each<[string, string, object[], number]>([
    ['are none for its bond', '', [], 40],
    ['when paid are none for its bond', 'when paid', [on('2026-03-05', 'pay', { amount: '240.00' })], 40],
    [
      'that is paid in part are so much of what is no bond',
      'when paid',
      [on('2026-03-05', 'pay', { amount: '60.00' })],
      10
    ],
    [
      'are no fewer for a bond that was drawn',
      '',
      [on('2026-03-10', 'draw-bond', { as: 's1', amount: '200.00' }), on('2026-04-01', 'bill')],
      80
    ],
    [
      'that a drawn bond pays are earned as it is issued',
      'when paid',
      [on('2026-03-10', 'draw-bond', { as: 's1', amount: '50.00' }), on('2026-04-01', 'bill')],
      40
    ],
    [
      'are no fewer for a bond that goes back',
      '',
      [on('2026-04-01', 'bill'), on('2026-04-10', 'change', { as: 's1', plan: 'mobile-40' }), on('2026-05-01', 'bill')],
      40 + 40 + 40
    ]
  ])('%s', async (_, whenPaid, facts, points) => {
    expect(await held(whenPaid, facts)).toBe(points)
  })
})
