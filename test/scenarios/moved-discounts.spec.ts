// What a discount takes off a cycle in which a subscription ends is the same in all, whether it was moved before or not.
import { sum } from '../properties/lives/coins.ts'
import { coastal } from './coastal.ts'
import { linesOf, play } from './play.ts'

const rules = `${coastal}
plan line "Line" {
  rent 310.00 per month in advance, prorated by day
  termination fee 50.00
}
discount fixed "Off" takes 31.00 off per cycle
discount most "Off" 50% off, of rent, at most 31.00 per cycle
`
type Fact = Record<string, unknown>

/** Cents that it takes off the charges of March in all, by account: those of one account are one sum. */
async function takenOff(discount: string, moves: readonly string[], end: string): Promise<Record<string, bigint>> {
  const at = ['anna', 'bert', 'carl'].slice(0, moves.length + 1)
  const told = async (own: string): Promise<bigint> => {
    const named = (key: string, account = ''): Fact => (account === own ? {} : { [key]: account })
    const facts = [
      { on: '2026-01-01', do: 'subscribe', as: 's1', plan: 'line', ...named('account', 'anna') },
      { on: '2026-01-01', do: 'grant-discount', as: 's1', discount },
      ...moves.map((on, index) => {
        return { on, do: 'move', as: 's1', ...named('from', at[index]), ...named('to', at[index + 1]) }
      }),
      { on: end, do: 'terminate', as: 's1' },
      { on: '2026-05-01', do: 'advance' }
    ]
    const lines = linesOf(await play({ rules, billDay: 1, facts }), text => text.startsWith('Off'))
    const march = lines.filter(line => line.includes(' 2026-03-'))
    return sum(march.map(line => line.split(' ').at(-1) ?? ''))
  }
  return Object.fromEntries(await Promise.all(at.map(async own => [own, await told(own)] as const)))
}

describe('a discount of a cycle in which its subscription ends', () => {
  it.each([
    ['was never moved', [], { anna: -31_00n }],
    ['was moved long before', ['2026-02-01'], { anna: 0n, bert: -31_00n }],
    ['was moved within a cycle before', ['2026-02-10'], { anna: 0n, bert: -31_00n }],
    ['is moved in that cycle', ['2026-03-07'], { anna: -18_60n, bert: -12_40n }],
    ['is moved twice in it', ['2026-03-03', '2026-03-07'], { anna: -6_20n, bert: -12_40n, carl: -12_40n }]
  ])('is shared by its days, and stays whole: that %s', async (_, moves, expected) => {
    expect(await takenOff('fixed', moves, '2026-03-11')).toEqual(expected)
    expect(await takenOff('most', moves, '2026-03-11')).toEqual(expected)
  })

  it.each([
    ['was never moved', [], { anna: -31_00n }],
    ['was moved', ['2026-02-01'], { anna: 0n, bert: -31_00n }],
    ['is moved on that day', ['2026-03-01'], { anna: 0n, bert: -31_00n }]
  ])('is taken off what comes on the day of the end: that %s', async (_, moves, expected) => {
    expect(await takenOff('fixed', moves, '2026-03-01')).toEqual(expected)
  })
})
