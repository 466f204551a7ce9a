import { customer, publishRules, testKernel } from '@farthing/testing'
import { LedgerService } from '../ledger/index.ts'
import { PocketExpiry, PocketGroups, PocketsService } from './index.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const [pockets, groups, ledger] = [kernel.get(PocketsService), kernel.get(PocketGroups), kernel.get(LedgerService)]
let next = 0
afterAll(() => kernel.close())
beforeAll(() => publishRules(kernel))

const open = () => customer(kernel, { identities: [`6140000${1000 + next++}`] })
const day = (text: string) => Temporal.PlainDate.from(text)
const own = { unit: 'points/0', priority: 5, expiresAt: null, subscription: null, reason: 'bonus' }
const grant = (account: string, amount: bigint, more: object = {}) =>
  pockets.grant(account, { ...own, amount, ...more })
const debit = async (account: string, amount: bigint, more: object = {}) => {
  const asked = { unit: 'points/0', amount, subscription: null, category: 'usage', reason: 'film', key: `k${next++}` }
  const outcome = await pockets.debit(account, { ...asked, ...more })
  return outcome.ok
    ? outcome.value.pieces.map(piece => {
        const from = outcome.value.used.find(({ id }) => id === piece.pocket)
        return `${from?.accountNumber}:${from?.number} ${piece.amount}`
      })
    : outcome.reason
}
async function family(...members: readonly string[]) {
  const owner = await open()
  const made = await groups.make(owner.number, 'Family Brown')
  if (!made.ok) throw new Error(made.detail)
  const { number: group } = made.value
  for (const account of members) await groups.join(group, { account, subscription: null, from: null, until: null })
  return { owner, group }
}

describe('groups', () => {
  it('have pockets that members use after their own of the same priority, on the books of the owner', async () => {
    const [anna, ben] = [await open(), await open()]
    const { group, owner } = await family(anna.number, ben.number)
    const soon = Temporal.Instant.from('2026-03-11T00:00:00Z')
    await grant(owner.number, 100n, { group, expiresAt: soon })
    await grant(owner.number, 10n, { group, priority: 1 })
    await grant(anna.number, 20n)
    expect(await debit(anna.account, 35n)).toEqual([
      `${owner.number}:2 10`,
      `${anna.number}:1 20`,
      `${owner.number}:1 5`
    ])
    expect(await debit(ben.account, 60n)).toEqual([`${owner.number}:1 60`])
    expect(await debit(ben.account, 36n)).toBe('insufficient-balance')
    const books = async ({ account }: { readonly account: string }) =>
      (await ledger.accountBalances('main', account)).map(each => `${each.ledgerAccount} ${each.amount}`)
    expect(await books(ben)).toEqual([])
    expect(await books(anna)).toEqual([`pocket:points:${anna.number}:1 0`])
    kernel.clock.moveTo(soon)
    expect(await kernel.get(PocketExpiry).expire()).toBe(1)
    expect(await books(owner)).toEqual([`pocket:points:${owner.number}:1 0`, `pocket:points:${owner.number}:2 0`])
    expect(await ledger.totals('main')).toMatchObject({ balanced: true })
  })

  it('are no part of their owner, and nothing that a member can give away', async () => {
    const anna = await open()
    const { group, owner } = await family(anna.number)
    await grant(owner.number, 100n, { group })
    expect(await debit(owner.account, 1n)).toBe('insufficient-balance')
    const gift = { to: owner.number, unit: 'points/0', amount: 1n, subscription: null, reason: 'a gift' }
    expect(await pockets.transfer(anna.account, gift)).toMatchObject({ reason: 'insufficient-balance' })
  })

  it('take a debit once, though the group’s pocket is empty then', async () => {
    const anna = await open()
    const { group, owner } = await family(anna.number)
    await grant(owner.number, 5n, { group })
    expect(await debit(anna.account, 5n, { key: 'the-film' })).toEqual([`${owner.number}:1 5`])
    expect(await debit(anna.account, 5n, { key: 'the-film' })).toEqual([])
  })

  it('have members for days, half-open, dated back and moved', async () => {
    const anna = await open()
    const { group, owner } = await family()
    await grant(owner.number, 100n, { group })
    const joined = await groups.join(group, {
      ...{ account: anna.number, subscription: anna.subscription, from: day('2026-03-01'), until: day('2026-03-12') }
    })
    const member = joined.ok ? (joined.value.members[0]?.id ?? '') : ''
    expect(await debit(anna.account, 1n)).toBe('insufficient-balance')
    const mine = { subscription: anna.subscription }
    expect(await debit(anna.account, 1n, mine)).toEqual([`${owner.number}:1 1`])
    // the 12th begins in Melbourne at 13:00 of the 11th
    kernel.clock.moveTo('2026-03-11T12:59:59Z')
    expect(await debit(anna.account, 1n, mine)).toHaveLength(1)
    kernel.clock.moveTo('2026-03-11T13:00:00Z')
    expect(await debit(anna.account, 1n, mine)).toBe('insufficient-balance')
    await groups.leave(group, member, null)
    expect(await debit(anna.account, 1n, mine)).toHaveLength(1)
    await groups.leave(group, member, day('2026-03-01'))
    expect(await debit(anna.account, 1n, mine)).toBe('insufficient-balance')
  })

  it('refuse who is in already, and what is not there', async () => {
    const [anna, ben] = [await open(), await open()]
    const { group, owner } = await family(anna.number)
    const join = (more: object) =>
      groups.join(group, { account: anna.number, subscription: null, from: null, until: null, ...more })
    expect(await join({ subscription: anna.subscription })).toMatchObject({ reason: 'already-member' })
    expect(await join({ from: day('2025-01-01') })).toMatchObject({ reason: 'already-member' })
    expect(await join({ from: day('2025-01-01'), until: day('2025-02-01') })).toMatchObject({ ok: true })
    expect(await join({ account: ben.number, subscription: anna.subscription })).toMatchObject({
      reason: 'unknown-subscription'
    })
    const backwards = { account: ben.number, from: day('2026-03-02'), until: day('2026-03-01') }
    expect(await join(backwards)).toMatchObject({ reason: 'ends-before-it-begins' })
    expect(
      await groups.join('G-999999', { account: ben.number, subscription: null, from: null, until: null })
    ).toMatchObject({
      reason: 'unknown-group'
    })
    expect(await groups.leave(group, owner.account, null)).toMatchObject({ reason: 'unknown-member' })
    expect(await grant(anna.number, 1n, { group })).toMatchObject({ reason: 'unknown-group' })
    const one = { group, subscription: owner.subscription }
    expect(await grant(owner.number, 1n, one)).toMatchObject({ reason: 'unknown-subscription' })
    expect((await groups.of(anna.number))?.map(each => each.number)).toEqual([group])
  })

  it('have money for thirty, and fifty members who want it at once: exactly thirty get it', async () => {
    const members: Awaited<ReturnType<typeof open>>[] = []
    for (let count = 0; count < 10; count++) members.push(await open())
    const { group, owner } = await family(...members.map(({ number }) => number))
    for (let round = 0; round < 5; round++) {
      await grant(owner.number, 300n, { group })
      for (const { account } of members.slice(0, 5)) await grant(account, 1n, { priority: 9 })
      const wants = Array.from({ length: 50 }, (_, index) => debit(members[index % 10]?.account ?? '', 10n))
      const outcomes = await Promise.all(wants)
      expect(outcomes.filter(each => each !== 'insufficient-balance')).toHaveLength(30)
      expect((await pockets.list(owner.account)) ?? []).toEqual([])
    }
  })
})
