// What a proposal says bills move by is what previews of them differ by, to the cent.
import { publishRules } from '@farthing/testing'
import { jest } from '@jest/globals'
import {
  PLANS,
  previews,
  type Prices,
  proposed,
  repricedRules,
  type ReratingStory,
  reratingStory,
  told
} from './rerating-story.ts'

jest.setTimeout(240_000)

/** Published since the first of February, and what previews say it moved. */
async function moves(story: ReratingStory, prices: Partial<Prices>, from: string | null = '2026-02-01') {
  const before = await previews(story)
  await publishRules(story.kernel, repricedRules(prices), from)
  const after = await previews(story)
  const found = await proposed(story)
  const expected = PLANS.flatMap(plan => {
    const amounts = { before: before[plan] ?? 0n, after: after[plan] ?? 0n }
    return amounts.before === amounts.after ? [] : [[plan, amounts] as const]
  })
  expect(await told(story, found.id)).toEqual(Object.fromEntries(expected))
  const sum = (side: 'before' | 'after'): string => `${expected.reduce((total, [, each]) => total + each[side], 0n)}`
  expect(found.bills).toEqual({
    accounts: expected.length,
    before: sum('before'),
    after: sum('after'),
    parked: 0,
    others: []
  })
  return { found, plans: expected.map(([plan, { after: now, before: then }]) => [plan, Number(now - then) / 1e6]) }
}

describe('bills of a proposal', () => {
  let story: ReratingStory
  beforeEach(async () => {
    story = await reratingStory()
  })
  afterEach(() => story.kernel.close())

  it('move by tiers alone, of usage whose price does not', async () => {
    const { found, plans } = await moves(story, { step: '2.00' })
    expect(plans).toEqual([
      ['stepped', 4],
      ['all', 2]
    ])
    expect(found).toMatchObject({ state: 'proposed', summary: { changed: 0 }, billProgress: { done: 2, accounts: 2 } })
    expect(found.billBasis?.rules).toMatchObject([
      { kind: 'changed', name: 'tiers data-steps', file: 'plans.farthing' }
    ])
  })

  it('move by allowances alone', async () => {
    const { found, plans } = await moves(story, { minutes: 1 })
    expect(plans).toEqual([
      ['free', 1.2],
      ['all', 1.8]
    ])
    expect(found).toMatchObject({ state: 'proposed', summary: { changed: 0 } })
    expect(found.billBasis?.rules.map(({ name }) => name)).toEqual(['plan free > include', 'plan all > include'])
  })

  it('move by prices and tiers, and not at all where the allowance covers what is dearer', async () => {
    const { found, plans } = await moves(story, { call: '0.60', step: '2.00' })
    expect(plans).toEqual([
      ['plain', 3],
      ['stepped', 4],
      ['all', 3.2]
    ])
    expect(found.summary).toMatchObject({ accounts: 3, before: '8400000', after: '16800000' })
  })

  it('move down where it is cheaper, of the open cycle alone where that is all it holds for', async () => {
    const { plans } = await moves(story, { call: '0.10', step: '0.60' }, '2026-03-01')
    expect(plans).toEqual([
      ['plain', -1],
      ['stepped', -0.8],
      ['all', -0.8]
    ])
  })

  it('move by rents that hold for days that are over, of those who use nothing too', async () => {
    const { plans } = await moves(story, { rent: '11.00' }, null)
    expect(plans.map(([, by]) => by)).toEqual([4, 4, 4, 4, 4])
  })
})
