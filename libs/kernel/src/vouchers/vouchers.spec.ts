import { spelledVoucher } from '@farthing/billing-core'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { AccountsService } from '../accounts/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { PaymentsService } from '../payments/index.ts'
import { Persistence, sql } from '../persistence/index.ts'
import { PocketsService } from '../pockets/index.ts'
import { SubscriptionsService } from '../subscriptions/index.ts'
import { VoucherRedemptions, VouchersService, type VoucherTerms } from './index.ts'
import { MOST_MISSES } from './redeem-voucher.ts'

const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
const vouchers = kernel.get(VouchersService)
const redemptions = kernel.get(VoucherRedemptions)
let next = 0
afterAll(() => kernel.close())
beforeAll(() => publishRules(kernel))

const MICRO = 1_000_000n
const open = () => customer(kernel, { identities: [`6140000${1000 + next++}`] })
const redeem = (account: string, code: string, subscription: string | null = null) =>
  redemptions.redeem(account, { code, subscription })
const pocketOf = (unit: string) =>
  ({ kind: 'pocket', unit, amount: 20n * MICRO, priority: 7, services: null, lifetimeDays: 30 }) as const
const terms = {
  name: 'Christmas',
  gives: pocketOf('AUD') as VoucherTerms['gives'],
  ...{ validUntil: null as Temporal.Instant | null, usesEach: 1, usesPerAccount: 1 }
}
async function make(count: number, more: Partial<typeof terms> = {}) {
  const made = await vouchers.make({ ...terms, ...more }, count)
  if (!made.ok) throw new Error(made.detail)
  return { batch: made.value.batch.number, codes: made.value.codes.map(spelledVoucher) as [string, ...string[]] }
}
const uses = async (batch: number) => {
  const found = await vouchers.find(batch)
  return found && [found.used, found.left, found.expired, found.blocked]
}

describe('vouchers', () => {
  it('fill a pocket that names them, ends by the account’s days and is posted as a grant', async () => {
    const { account, number, subscription } = await open()
    const { batch, codes } = await make(2)
    // the first of March in Melbourne; thirty days after it end with the 31st, when summer time still holds
    expect(await redeem(number, codes[0].toLowerCase(), subscription)).toMatchObject({
      ok: true,
      value: {
        voucher: `${batch}-1`,
        gave: {
          kind: 'pocket',
          pocket: { balance: 20n * MICRO, priority: 7, subscription, reason: `voucher ${batch}-1 (Christmas)` }
        }
      }
    })
    const [pocket] = (await kernel.get(PocketsService).list(account)) ?? []
    expect(pocket?.expiresAt?.toString()).toBe('2026-03-31T13:00:00Z')
    const [entry] = await kernel.get(LedgerService).entries('main', account, { limit: 10 })
    expect(entry).toMatchObject({
      key: `voucher:${batch}-1:1`,
      description: `Pocket 1: voucher ${batch}-1 (Christmas)`
    })
    expect(entry?.postings.map(({ amount, ledgerAccount }) => [ledgerAccount, amount])).toEqual([
      [`pocket:AUD:${number}:1`, -20n * MICRO],
      ['issued:AUD', 20n * MICRO]
    ])
    expect(await uses(batch)).toEqual([1, 1, 0, 0])
    expect(await vouchers.vouchersOf(batch, { after: 0, limit: 10 })).toEqual([
      {
        serial: 1,
        usesLeft: 0,
        blockedBecause: null,
        uses: [{ account: number, pocket: 1, fact: null, at: '2026-03-01T00:00:00Z' }]
      },
      { serial: 2, usesLeft: 1, blockedBecause: null, uses: [] }
    ])
  })

  it('are kept as hashes: no code is anywhere in the database', async () => {
    const { account } = await open()
    const { codes } = await make(1, { name: 'secret' })
    await redeem(account, codes[0])
    const texts = await kernel.get(Persistence).bulk('main', async client => {
      const tables = ['voucher', 'voucher_batch', 'voucher_redemption', 'pocket', 'ledger_transaction', 'outbox']
      const rows = await Promise.all(tables.map(table => sql<object>(client, `select t::text from ${table} t`)))
      return JSON.stringify(rows)
    })
    expect(texts).toContain('secret')
    expect(texts).not.toContain(codes[0])
    expect(texts).not.toContain(codes[0].replaceAll('-', ''))
  })

  it('are used exactly as often as allowed when all redeem at once', async () => {
    const accounts = []
    for (let count = 0; count < 20; count++) accounts.push(await open())
    const { batch, codes } = await make(1, { usesEach: 7 })
    const outcomes = await Promise.all(accounts.map(({ account }) => redeem(account, codes[0])))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(7)
    expect(new Set(outcomes.flatMap(each => (each.ok ? [] : [each.reason])))).toEqual(new Set(['voucher-used-up']))
    expect(await uses(batch)).toEqual([7, 0, 0, 0])
  })

  it('are used by one account as often as it may, and it is told where', async () => {
    const { account, number } = await open()
    const { batch, codes } = await make(1, { usesEach: 5, usesPerAccount: 2 })
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => redeem(account, codes[0])))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2)
    expect(await redeem(account, codes[0])).toEqual({
      ok: false,
      reason: 'already-redeemed',
      detail: `${number} has redeemed voucher ${batch}-1 2 times, as often as one account may: see its pockets.`
    })
    expect(await uses(batch)).toEqual([2, 3, 0, 0])
  })

  it('are refused with the reason', async () => {
    const { account } = await open()
    const end = Temporal.Instant.from('2026-03-01T01:00:00Z')
    const late = await make(1, { validUntil: end })
    const stolen = await make(2)
    await vouchers.block({ batch: stolen.batch, serial: 2 }, 'stolen in Perth')
    kernel.clock.moveTo(end)
    const reason = async (code: string) => {
      const outcome = await redeem(account, code)
      return outcome.ok ? 'taken' : outcome.detail
    }
    expect(await reason(late.codes[0])).toBe(`Voucher ${late.batch}-1 could be redeemed until ${end}.`)
    expect(await vouchers.make({ ...terms, gives: pocketOf('EUR') }, 1)).toMatchObject({ reason: 'other-currency' })
    expect(await reason(stolen.codes[1] ?? '')).toBe(`Voucher ${stolen.batch}-2 is blocked: stolen in Perth.`)
    expect(await uses(late.batch)).toEqual([0, 0, 1, 0])
    expect(await uses(stolen.batch)).toEqual([0, 1, 0, 1])
    await vouchers.block({ batch: stolen.batch }, 'all of them')
    expect(await reason(stolen.codes[0])).toContain('all of them')
    expect(await uses(stolen.batch)).toEqual([0, 0, 0, 2])
    expect(await redeem('A-999999', late.codes[0])).toMatchObject({ reason: 'unknown-account' })
    const { subscription } = await open()
    const other = await make(1)
    expect(await redeem(account, other.codes[0], subscription)).toMatchObject({ reason: 'unknown-subscription' })
    expect(await vouchers.make({ ...terms, validUntil: end }, 1)).toMatchObject({ reason: 'already-expired' })
  })

  it('leave a closed account as it is, as top-ups, grants and transfers do', async () => {
    const { account, subscription } = await open()
    await kernel.get(SubscriptionsService).change(subscription, { kind: 'terminated' })
    expect(await kernel.get(AccountsService).close(account)).toMatchObject({ ok: true })
    const { batch, codes } = await make(1)
    expect(await redeem(account, codes[0])).toMatchObject({ ok: false, reason: 'account-closed' })
    const [own, other] = [kernel.get(PocketsService), await open()]
    const pocket = { amount: 5n * MICRO, priority: 5, subscription: null, expiresAt: null }
    const given = { ...pocket, unit: 'AUD', reason: 'welcome' }
    expect(await own.topUp(account, { ...pocket, method: 'card' })).toMatchObject({ reason: 'account-closed' })
    expect(await own.grant(account, given)).toMatchObject({ reason: 'account-closed' })
    await own.grant(other.account, given)
    expect(await own.transfer(other.account, { ...given, to: account })).toMatchObject({ reason: 'account-closed' })
    expect(await own.list(account)).toEqual([])
    expect([await uses(batch), await kernel.get(PaymentsService).list(account)]).toEqual([[0, 1, 0, 0], []])
  })

  it('are blocked by their code, once', async () => {
    const { batch, codes } = await make(1)
    expect(await vouchers.block({ code: codes[0] }, 'lost')).toMatchObject({
      ok: true,
      value: { number: batch, blocked: 1 }
    })
    await vouchers.block({ code: codes[0] }, 'again')
    expect(await vouchers.vouchersOf(batch, { after: 0, limit: 1 })).toMatchObject([{ blockedBecause: 'lost' }])
    expect(await vouchers.block({ code: 'nonsense' }, 'x')).toMatchObject({ reason: 'misspelt-voucher' })
    expect(await vouchers.block({ batch: 9999 }, 'x')).toMatchObject({ reason: 'unknown-batch' })
    expect(await vouchers.block({ batch, serial: 2 }, 'x')).toMatchObject({ reason: 'unknown-voucher' })
  })
})

describe('codes that do not exist', () => {
  /** Well spelled, of no batch. */
  const made = '0000-0000-0000-0000'

  it('make an account wait, however many are tried at once, and slips of the pen do not', async () => {
    const { account, number } = await open()
    const { codes } = await make(1)
    for (let times = 0; times < 9; times++)
      expect(await redeem(account, `1${made.slice(1)}`)).toMatchObject({ reason: 'misspelt-voucher' })
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => redeem(account, made)))
    const reasons = outcomes.map(each => (each.ok ? '' : each.reason))
    expect(reasons.filter(reason => reason === 'unknown-voucher')).toHaveLength(MOST_MISSES)
    expect(await redeem(account, codes[0])).toMatchObject({
      reason: 'too-many-tries',
      detail: `5 codes that do not exist were tried for ${number}. The next is looked at from 2026-03-01T01:15:00Z on.`
    })
    expect(await redeem((await open()).account, made)).toMatchObject({ reason: 'unknown-voucher' })
    kernel.clock.advance({ minutes: 15 })
    expect(await redeem(account, made)).toMatchObject({ reason: 'unknown-voucher' })
    expect(await redeem(account, codes[0])).toMatchObject({ ok: true })
  })
})
