import { customer, hledger, publishRules, testKernel } from '@farthing/testing'
import { LedgerService } from '../ledger/index.ts'
import { PaymentsService } from '../payments/index.ts'
import { Persistence } from '../persistence/index.ts'
import { PocketExpiry, PocketsService } from './index.ts'
import { lockPockets } from './pocket-book.ts'

const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
const pockets = kernel.get(PocketsService)
const ledger = kernel.get(LedgerService)
let next = 0
afterAll(() => kernel.close())
beforeAll(() => publishRules(kernel))

const MICRO = 1_000_000n
const open = () => customer(kernel, { identities: [`6140000${1000 + next++}`] })
const grant = (account: string, amount: bigint, more: object = {}) =>
  pockets.grant(account, {
    ...{ unit: 'AUD', amount, priority: 5, expiresAt: null, subscription: null, reason: 'bonus' },
    ...more
  })
const debit = (account: string, amount: bigint, more: object = {}) =>
  pockets.debit(account, {
    ...{ unit: 'AUD', amount, subscription: null, category: 'usage', reason: 'film', key: `k${next++}` },
    ...more
  })
const held = async (account: string) =>
  (await pockets.list(account))?.map(({ balance, number, unit }) => `${number}: ${balance} ${unit}`)
const books = async (account: string) =>
  Object.fromEntries((await ledger.accountBalances('main', account)).map(each => [each.ledgerAccount, each.amount]))

describe('pockets', () => {
  it('hold any unit, are used in order, and are what the ledger says', async () => {
    const { account, number, subscription } = await open()
    const end = Temporal.Instant.from('2026-03-20T00:00:00Z')
    await grant(account, 10n * MICRO)
    await grant(account, 5n * MICRO, { expiresAt: end })
    await grant(account, 30n, { unit: 'points/0' })
    await grant(account, 2n * MICRO, { priority: 1, subscription })
    const film = await debit(account, 6n * MICRO)
    expect(film.ok && film.value.pieces.map(({ amount }) => amount)).toEqual([5n * MICRO, 1n * MICRO])
    const own = await debit(account, 3n * MICRO, { subscription })
    expect(own.ok && own.value.pieces.map(({ amount }) => amount)).toEqual([2n * MICRO, 1n * MICRO])
    await debit(account, 12n, { unit: 'points/0' })
    expect(await held(account)).toEqual(['1: 8000000 AUD', '3: 18 points/0'])
    expect(await books(account)).toMatchObject({
      [`pocket:AUD:${number}:1`]: -8n * MICRO,
      [`pocket:AUD:${number}:2`]: 0n,
      [`pocket:points:${number}:3`]: -18n
    })
  })

  it('refuse what they have not, and take nothing', async () => {
    const { account, number } = await open()
    await grant(account, 5n * MICRO)
    await grant(account, 9n * MICRO, { unit: 'EUR' })
    expect(await debit(account, 6n * MICRO)).toEqual({
      ok: false,
      reason: 'insufficient-balance',
      detail: `The pockets of ${number} have 5.00 AUD free, less than the 6.00 AUD asked for.`
    })
    expect(await held(account)).toEqual(['1: 5000000 AUD', '2: 9000000 EUR'])
  })

  it('say whose they are when the others have too little', async () => {
    const { account, number, subscription } = await open()
    const other = await open()
    await grant(account, 20n * MICRO, { subscription })
    const gift = { to: other.account, amount: 5n * MICRO, unit: 'AUD', reason: 'a gift', subscription: null }
    const label = `6140000${998 + next}`
    expect(await pockets.transfer(account, gift)).toEqual({
      ok: false,
      reason: 'insufficient-balance',
      detail: `The pockets of ${number} have 0.00 AUD free, less than the 5.00 AUD asked for. ${label} alone has 20.00 AUD more: name that subscription.`
    })
    expect(await pockets.transfer(account, { ...gift, subscription })).toMatchObject({ ok: true })
  })

  it('take a debit once, however often it is told', async () => {
    const { account } = await open()
    await grant(account, 5n * MICRO)
    for (let times = 0; times < 3; times++) await debit(account, 2n * MICRO, { key: 'the-film' })
    expect(await held(account)).toEqual(['1: 3000000 AUD'])
  })

  it('are filled by payments, which settle nothing then', async () => {
    const { account, number } = await open()
    const own = { priority: 5, expiresAt: null, subscription: null }
    const topped = await pockets.topUp(account, { amount: 20n * MICRO, method: 'card', ...own })
    expect(topped).toMatchObject({ ok: true, value: { pocket: { balance: 20n * MICRO, reason: 'top-up' } } })
    expect(await books(account)).toEqual({ [`pocket:AUD:${number}:1`]: -20n * MICRO, [`unallocated:${number}`]: 0n })
    expect(await pockets.topUp(account, { amount: 1n, method: 'card', ...own })).toMatchObject({
      reason: 'amount-too-fine'
    })
    expect(await kernel.get(PaymentsService).list(account)).toHaveLength(1)
  })

  it('pass on an amount to another account, as long as it would have lasted', async () => {
    const [giver, taker] = [await open(), await open()]
    const end = Temporal.Instant.from('2026-04-01T00:00:00Z')
    await grant(giver.account, 5_000n, { unit: 'byte', expiresAt: end })
    const moved = await pockets.transfer(giver.account, {
      ...{ to: taker.number, unit: 'byte', amount: 2_000n, subscription: null, reason: 'from Anna' }
    })
    expect(moved).toMatchObject({ ok: true, value: { balance: 2_000n, expiresAt: end, account: taker.account } })
    expect([await held(giver.account), await held(taker.account)]).toEqual([['1: 3000 byte'], ['1: 2000 byte']])
    const own = { to: giver.number, unit: 'byte', amount: 1n, subscription: null, reason: 'circle' }
    expect(await pockets.transfer(giver.account, own)).toMatchObject({ reason: 'same-account' })
  })

  it('end as breakage, and tell what they were at any instant', async () => {
    const { account, number } = await open()
    await grant(account, 5n * MICRO, { expiresAt: Temporal.Instant.from('2026-03-02T00:00:00Z') })
    kernel.clock.moveTo('2026-03-01T12:00:00Z')
    await debit(account, 2n * MICRO)
    kernel.clock.moveTo('2026-03-02T00:00:00Z')
    expect(await debit(account, 1n)).toMatchObject({ reason: 'insufficient-balance' })
    expect(await kernel.get(PocketExpiry).expire()).toBe(1)
    expect(await kernel.get(PocketExpiry).expire()).toBe(0)
    const at = async (instant: string) =>
      (await pockets.list(account, Temporal.Instant.from(instant)))?.map(({ balance }) => balance)
    expect(await at('2026-02-28T00:00:00Z')).toEqual([])
    expect(await at('2026-03-01T06:00:00Z')).toEqual([5n * MICRO])
    expect(await at('2026-03-01T18:00:00Z')).toEqual([3n * MICRO])
    expect(await at('2026-03-02T00:00:00Z')).toEqual([0n])
    expect(await pockets.list(account)).toEqual([])
    expect(await ledger.balances('main', 'breakage')).toEqual([
      { ledgerAccount: 'breakage:AUD', unit: 'AUD', amount: -3n * MICRO }
    ])
    expect((await books(account))[`pocket:AUD:${number}:1`]).toBe(0n)
  })

  it('belong to no subscription of somebody else, and never begin after their end', async () => {
    const [mine, yours] = [await open(), await open()]
    expect(await grant(mine.account, 1n, { subscription: yours.subscription })).toMatchObject({
      reason: 'unknown-subscription'
    })
    expect(await grant(mine.account, 1n, { expiresAt: kernel.clock.now() })).toMatchObject({
      reason: 'already-expired'
    })
    expect(await grant('A-999999', 1n)).toMatchObject({ reason: 'unknown-account' })
  })

  it('leave a ledger that balances per unit, row by row what the pockets hold, and that hledger reads', async () => {
    expect(await ledger.totals('main')).toMatchObject({ balanced: true })
    const rows = await kernel.get(Persistence).bulk('main', async client => {
      const accounts = await client.query<{ id: string }>('select id from account')
      return lockPockets(
        client,
        'main',
        accounts.rows.map(({ id }) => id)
      )
    })
    const booked = await ledger.balances('main', 'pocket')
    const named = rows.map(({ accountNumber, balance, number, unit }) => [
      `pocket:${unit.replace(/\/.*/, '')}:${accountNumber}:${number}`,
      -balance
    ])
    expect(
      Object.fromEntries(booked.flatMap(each => (each.amount === 0n ? [] : [[each.ledgerAccount, each.amount]])))
    ).toEqual(Object.fromEntries(named))
    let journal = ''
    await ledger.writeJournal('main', async text => void (journal += text))
    expect(journal).toContain('-30 points\n')
    const breakage = hledger(journal, 'balance', 'breakage', '--no-total', '--layout=bare', '-O', 'csv')
    if (breakage !== null) expect(breakage).toContain('"breakage:AUD","AUD","-3.00')
  })
})
