import type { Loyalty } from './loyalty.ts'
import { redeemPoints } from './loyalty-deeds.ts'

const at = { rule: 'loyalty stars', file: 'rules.farthing', line: 1, column: 1 }
const reward = (item: string, parts: bigint) => ({ kind: 'item', item, parts, amount: null, pocket: null, at })
const pocket = (unit: string, services: readonly string[] | null) => ({
  ...{ kind: 'pocket', item: null, parts: 100n, amount: null, at },
  pocket: { unit, parts: 1n, services, lasts: null }
})
const value = {
  name: 'stars',
  title: 'Stars',
  unit: 'points/0',
  one: 1n,
  rewards: [reward('Mug', 100n), reward('Phone', 500n), pocket('byte/0', ['data']), pocket('second/3', null)]
}

function refusal(said: object): string | undefined {
  const values = { loyalty: 'stars', points: 500, reward: 'item', item: null, pocket: null, ...said }
  const asked = {
    ...{ values, day: Temporal.PlainDate.from('2026-03-01'), free: () => 500n },
    held: [{ at, signature: 'loyalty.loyalty', value: value as unknown as Loyalty }]
  }
  return redeemPoints.judge?.(asked as unknown as Parameters<NonNullable<typeof redeemPoints.judge>>[0])?.reason
}

it('redeems points for the item that is named, where there are several', () => {
  expect(refusal({})).toBe('points of stars are redeemed for Mug, Phone: say which')
  expect(refusal({ item: 'Phone' })).toBeUndefined()
})

it('redeems points for the pocket that is named, where there are several', () => {
  expect(refusal({ reward: 'pocket' })).toBe('points of stars are redeemed for data, second: say which')
  expect(refusal({ reward: 'pocket', pocket: 'second' })).toBeUndefined()
})
