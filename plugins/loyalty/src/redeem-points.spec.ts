import type { Loyalty } from './loyalty.ts'
import { redeemPoints } from './loyalty-deeds.ts'

const at = { rule: 'loyalty stars', file: 'rules.farthing', line: 1, column: 1 }
const reward = (item: string, parts: bigint) => ({ kind: 'item', item, parts, amount: null, at })
const value = {
  name: 'stars',
  title: 'Stars',
  unit: 'points/0',
  one: 1n,
  rewards: [reward('Mug', 100n), reward('Phone', 500n)]
}

function refusal(item: string | null): string | undefined {
  const values = { loyalty: 'stars', points: 500, reward: 'item', item }
  const asked = {
    ...{ values, day: Temporal.PlainDate.from('2026-03-01'), free: () => 500n },
    held: [{ at, signature: 'loyalty.loyalty', value: value as unknown as Loyalty }]
  }
  return redeemPoints.judge?.(asked as unknown as Parameters<NonNullable<typeof redeemPoints.judge>>[0])?.reason
}

it('redeems points for the item that is named, where there are several', () => {
  expect(refusal(null)).toBe('points of stars are redeemed for Mug, Phone: say which')
  expect(refusal('Phone')).toBeUndefined()
})
