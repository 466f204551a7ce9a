// What is charged to the account to which a subscription went counts for nothing on the one from which it came, nor the other way round.
import { sum } from '../properties/lives/coins.ts'
import { coastal } from './coastal.ts'
import { linesOf, play } from './play.ts'

const rules = `${coastal}
plan line "Line" {
  rent 31.00 per month in advance, prorated by day
}
item watch "Watch" 400.00, category goods, in 6 instalments, after a first payment of 100.00
commitment month "Least" 3100.00 per month, of goods
commitment term "Least" 9000.00 over 3 months, of goods
discount off "Off" takes 31.00 off per cycle
`
type Fact = Record<string, unknown>

const agreed = (commitment: string): Fact => ({ on: '2026-01-01', do: 'agree-commitment', as: 's1', commitment })
const watch = (on: string): Fact => ({ on, do: 'buy', item: 'watch', as: 's1' })

const PARKING = { source: 'parking', id: 'P1', amount: '100.00', description: 'Parking' }

/** The lines that begin so, of each account; the subscription is on them in turn, from the days of the moves on. */
async function linesOn(moves: readonly string[], facts: readonly Fact[], starts: string): Promise<string[][]> {
  const at = ['anna', 'bert', 'anna'].slice(0, moves.length + 1)
  const told = async (own: string): Promise<string[]> => {
    const named = (key: string, account = ''): Fact => (account === own ? {} : { [key]: account })
    const moved = moves.map((on, index) => {
      return { on, do: 'move', as: 's1', ...named('from', at[index]), ...named('to', at[index + 1]) }
    })
    const subscribed = { on: '2026-01-01', do: 'subscribe', as: 's1', plan: 'line', ...named('account', 'anna') }
    const all = [...moved, ...facts].toSorted((a, b) => (String(a['on']) < String(b['on']) ? -1 : 1))
    const last = { on: '2026-04-01', do: 'advance' }
    return linesOf(await play({ rules, billDay: 1, facts: [subscribed, ...all, last] }), text =>
      text.startsWith(starts)
    )
  }
  return Promise.all([...new Set(at)].map(told))
}

describe('what another account is charged', () => {
  it.each([
    ['never moved', [], [['2026-04-01: Least 2026-01-01 8800.00']]],
    [
      // 28 and 62 of 90 days; 200.00 are the taker's
      'moved on the day on which it is bought',
      ['2026-01-29'],
      [['2026-02-01: Least 2026-01-01 2800.00'], ['2026-04-01: Least 2026-01-29 6000.00']]
    ],
    [
      // 59 and 31 of 90 days; the instalment of March comes back with it
      'moved there and back',
      ['2026-01-29', '2026-03-01'],
      [
        [
          '2026-02-01: Least 2026-01-01 2800.00',
          '2026-03-01: Least 2026-01-01 -2800.00',
          '2026-04-01: Least 2026-01-01 5850.00'
        ],
        ['2026-03-01: Least 2026-01-29 2950.00']
      ]
    ]
  ])('does not count towards what this one has to spend: %s', async (_, moves, expected) => {
    expect(await linesOn(moves, [agreed('term'), watch('2026-01-29')], 'Least')).toEqual(expected)
  })

  it('does not count in the cycle of the move either', async () => {
    const [giver] = await linesOn(['2026-01-29'], [agreed('month'), watch('2026-01-29')], 'Least')
    expect(giver).toEqual(['2026-02-01: Least 2026-01-01 2800.00'])
    const [, taker = []] = await linesOn(['2026-01-29'], [agreed('month'), watch('2026-01-28')], 'Least')
    expect(taker[0]).toBe('2026-02-01: Least 2026-01-29 300.00')
  })

  it.each([
    ['an item', watch('2026-01-15')],
    ['a charge of another system', { on: '2026-01-15', do: 'receive-charge', as: 's1', ...PARKING }]
  ])('takes up none of a discount: %s', async (_, charged) => {
    const granted = { on: '2026-01-01', do: 'grant-discount', as: 's1', discount: 'off' }
    const january = (lines: readonly string[] = []): bigint =>
      sum(lines.filter(line => line.includes(' 2026-01-')).map(line => line.split(' ').at(-1) ?? ''))
    const [never] = await linesOn([], [granted, charged], 'Off')
    const [giver, taker] = await linesOn(['2026-01-11'], [granted, charged], 'Off')
    expect([january(never), january(giver), january(taker)]).toEqual([-31_00n, -10_00n, -21_00n])
  })
})
