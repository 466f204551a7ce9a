import type { LineChange } from './line-changes.ts'
import { Movers } from './movers.ts'

const day = Temporal.PlainDate.from('2026-04-01')
const line = (key: string, change: bigint, cycle: string | null): LineChange => ({
  key,
  type: cycle === null ? 'rent' : 'usage',
  subscription: 's',
  label: 's',
  plan: 'talk',
  service: null,
  zone: null,
  cycle,
  from: day,
  until: day,
  before: null,
  after: null,
  change
})

describe('Movers', () => {
  it('asks for samples of the lines of usage that moved furthest, however many rents moved further', () => {
    const rents = Array.from({ length: 5 }, (_, index) => line(`rent ${index}`, 100n, null))
    const usage = Array.from({ length: 7 }, (_, index) => line(`usage ${index}`, BigInt(index), 'April'))
    const asked: string[] = []
    new Movers(1, 1n).add(
      {
        number: 'A-1',
        before: 0n,
        after: 521n,
        lines: [...rents, ...usage],
        uses: 7,
        lost: [],
        gained: [],
        unrated: 0,
        fromWaiting: { before: 0n, after: 0n }
      },
      lines => {
        asked.push(...lines.map(({ key }) => key))
        return new Map()
      }
    )
    expect(asked).toEqual(['usage 6', 'usage 5', 'usage 4', 'usage 3', 'usage 2'])
  })
})
