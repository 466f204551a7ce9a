// Which bills a re-rating names, and when it has nothing more to say of them.
import { AccountParents, BillPreview, Reratings, SubscriptionsService } from '@farthing/kernel'
import { billOn, customer, openAccounts, publishRules, putUsage } from '@farthing/testing'
import { jest } from '@jest/globals'
import { proposed, repricedRules, type ReratingStory, reratingStory, told } from './rerating-story.ts'

jest.setTimeout(240_000)

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const PLAIN = 'plan plain "plain" {\n  from 2025-01-01\n'
const DEARER = { call: '0.60', step: '2.00' }

async function names(story: ReratingStory, id: number): Promise<string[]> {
  return Object.keys(await told(story, id)).toSorted()
}

describe('bills that a re-rating names', () => {
  let story: ReratingStory
  beforeEach(async () => {
    story = await reratingStory()
  })
  afterEach(() => story.kernel.close())

  it('are told once: not again when it is applied, and not of bills that were made since', async () => {
    const { accounts, kernel } = story
    await publishRules(kernel, repricedRules(DEARER), '2026-02-01')
    const one = await proposed(story, { accounts: [accounts.plain.id] })
    expect(await names(story, one.id)).toEqual(['plain'])
    await kernel.get(Reratings).apply(one.id)
    const rest = await proposed(story)
    expect(await names(story, rest.id)).toEqual(['all', 'stepped'])
    const bill = await billOn(kernel, accounts.stepped.number, '2026-04-01')
    expect((await told(story, rest.id))['stepped']).toMatchObject({ after: bill?.invoice.total })
    const billed = await proposed(story)
    expect(billed).toMatchObject({ state: 'proposed', bills: { accounts: 0, before: '0', after: '0' } })
    await kernel.get(Reratings).apply(billed.id)
    expect(await proposed(story)).toMatchObject({ state: 'nothing', bills: { accounts: 0 } })
  })

  it('are nobody’s where rules hold from a later day on, and theirs who used something before where it is that day', async () => {
    const { accounts, kernel } = story
    await publishRules(kernel, repricedRules({ rent: '12.00', step: '3.00' }), '2026-03-20')
    expect(await proposed(story)).toMatchObject({ state: 'nothing', bills: { accounts: 0 }, billBasis: { rules: [] } })
    const [subscription = ''] = accounts.plain.subscriptions
    const use = { account: accounts.plain.id, subscription, plan: 'plain', service: 'voice', to: '61399990000' }
    await putUsage(kernel, '2026-03-04T23:30:00Z', [{ ...use, at: '2026-03-05T10:00:00+11:00', quantity: 60_000 }])
    kernel.clock.moveTo('2026-03-05T01:00:00Z')
    await publishRules(kernel, repricedRules(DEARER), '2026-03-05')
    await customer(kernel, { identities: ['61400000009'], plan: 'plain', from: '2026-03-05' })
    const found = await proposed(story)
    expect(found.bills).toEqual({ accounts: 1, before: '13800000', after: '14100000', parked: 0, others: [] })
    expect(await names(story, found.id)).toEqual(['plain'])
  })

  it('move by what is told of a subscription for days that are over, with the rent', async () => {
    const { accounts, kernel } = story
    const preview = async () => {
      const found = await kernel.get(BillPreview).of(accounts.plain.number, day('2026-04-01'))
      return found.ok ? found.value.invoice?.total : found.detail
    }
    const before = await preview()
    const change = { kind: 'plan-changed' as const, plan: 'free', effective: day('2026-02-02') }
    await kernel.get(SubscriptionsService).change(accounts.plain.subscriptions[0] ?? '', change)
    await openAccounts(kernel, [{ billDay: 1, from: '2026-02-01', plans: ['plain'] }])
    const found = await proposed(story)
    expect(await told(story, found.id)).toEqual({ plain: { before, after: await preview() } })
    expect(found).toMatchObject({ state: 'proposed', summary: { changed: 0 }, bills: { accounts: 1 } })
  })

  it('move by a later day of the cycle where the plan rates at billing, and by it alone', async () => {
    const { accounts, kernel } = story
    const settled = (prices = {}): ReadonlyMap<string, string> =>
      new Map(
        [...repricedRules(prices)].map(([path, text]) => [path, text.replace(PLAIN, `${PLAIN}  rate at billing\n`)])
      )
    const plain = settled()
    expect(plain.get('plans.farthing')).toContain('rate at billing')
    await publishRules(kernel, plain, null)
    const preview = async () => {
      const found = await kernel.get(BillPreview).of(accounts.plain.number, day('2026-04-01'))
      return found.ok ? found.value.invoice?.total : found.detail
    }
    const before = await preview()
    kernel.clock.moveTo('2026-03-06T00:00:00Z')
    await publishRules(kernel, settled(DEARER), '2026-03-20')
    const found = await proposed(story)
    expect(await told(story, found.id)).toEqual({ plain: { before, after: await preview() } })
    expect(before).not.toBe(await preview())
  })

  it('are not looked at for a part of the usage', async () => {
    await publishRules(story.kernel, repricedRules(DEARER), '2026-02-01')
    for (const choice of [{ tariff: 'flat' }, { from: '2026-02-01' }, { until: '2026-04-01' }])
      expect(await proposed(story, choice)).toMatchObject({ state: 'proposed', billBasis: null, bills: null })
  })

  it('are the bill of whoever is invoiced for others', async () => {
    const { accounts, kernel } = story
    const { number: parent } = accounts.other
    await kernel
      .get(AccountParents)
      .set(accounts.plain.number, { parent, billing: 'consolidated', from: day('2026-01-01') })
    await publishRules(kernel, repricedRules(DEARER), '2026-02-01')
    const found = await proposed(story)
    expect(await told(story, found.id)).toMatchObject({ plain: null, other: expect.anything() })
    expect(found.bills).toMatchObject({ accounts: 3 })
  })

  it('are named when they cannot be made by the rules of now', async () => {
    const { kernel } = story
    const broken = [...repricedRules(DEARER)].map(([path, text]): [string, string] => [
      path,
      text.replaceAll('plan other', 'plan another')
    ])
    await publishRules(kernel, new Map(broken), '2026-02-01')
    const found = await proposed(story)
    expect(found.bills).toMatchObject({ accounts: 3, parked: 1 })
    expect((await told(story, found.id))['other']).toBeNull()
  })
})
