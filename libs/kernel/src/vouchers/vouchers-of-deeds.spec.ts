import { spelledVoucher } from '@farthing/billing-core'
import { billOn, customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { FactBook } from '../accounts/index.ts'
import { Persistence } from '../persistence/index.ts'
import { VoucherRedemptions, VouchersService } from './index.ts'

const plan = `plan surf "Surf" {
  from 2025-01-01
  tariff traffic
  rent 10.00 per month
}
`
const items = 'item sim-card "SIM card" 12.00\n'
const loyal = 'discount loyal "Loyalty" 10% off, of rent\n'

const kernel = await testKernel({ now: '2026-03-20T00:00:00Z' })
const vouchers = kernel.get(VouchersService)
const redemptions = kernel.get(VoucherRedemptions)
let next = 0
afterAll(() => kernel.close())
beforeAll(() => publishRules(kernel, sampleRules(`${plan}${items}${loyal}`)))

const open = () => customer(kernel, { identities: [`6140000${1000 + next++}`], plan: 'surf' })
const redeem = (account: string, code: string, subscription: string | null = null) =>
  redemptions.redeem(account, { code, subscription })
const asked = (deed: string, fields: Record<string, unknown>, more: object = {}) => ({
  ...{ name: 'Autumn', gives: { kind: 'deed', deed, fields, currency: null } as const, validUntil: null },
  ...{ usesEach: 1, usesPerAccount: 1, ...more }
})
async function make(deed: string, fields: Record<string, unknown>, more: object = {}) {
  const made = await vouchers.make(asked(deed, fields, more), 1)
  if (!made.ok) throw new Error(made.detail)
  const [code = ''] = made.value.codes
  return { batch: made.value.batch.number, code: spelledVoucher(code) }
}
const left = async (batch: number) => (await vouchers.find(batch))?.left
const deedsOf = async (account: string) => {
  const facts = await kernel.get(Persistence).bulk('main', client => kernel.get(FactBook).of(client, 'main', account))
  return facts.flatMap(fact => (fact.kind === 'deed' ? [[fact.deed, fact.fields, fact.subscription]] : []))
}

describe('a voucher that does a deed', () => {
  it('gives a discount and an item, which the next bill knows', async () => {
    const { account, number, subscription } = await open()
    const discount = await make('grant-discount', { discount: 'loyal' })
    const item = await make('buy', { item: 'sim-card', price: '1' })
    expect(await redeem(number, discount.code, subscription)).toMatchObject({
      ok: true,
      value: { voucher: `${discount.batch}-1`, gave: { kind: 'deed', fact: { deed: 'grant-discount', subscription } } }
    })
    const bought = await redeem(number, item.code)
    expect(await deedsOf(account)).toEqual([
      ['grant-discount', { discount: 'loyal' }, subscription],
      ['buy', { item: 'sim-card', price: '1.000000' }, null]
    ])
    const [voucher] = await vouchers.vouchersOf(item.batch, { after: 0, limit: 1 })
    const fact = bought.ok && bought.value.gave.kind === 'deed' ? bought.value.gave.fact.id : ''
    expect(voucher?.uses).toEqual([{ account: number, pocket: null, fact, at: '2026-03-20T00:00:00Z' }])
    const bill = await billOn(kernel, number, '2026-04-01')
    const lines = bill?.lines.map(({ amount, description }) => `${description} ${amount}`)
    expect(lines).toContain('Loyalty: Surf -1000000')
    expect(lines).toContain('SIM card 1000000')
  })

  it('stays unused when the deed is refused, and says why', async () => {
    const { account, subscription } = await open()
    const { batch, code } = await make('grant-discount', { discount: 'loyal' }, { usesEach: 2, usesPerAccount: 2 })
    await redeem(account, code)
    expect(await redeem(account, code)).toMatchObject({
      ok: false,
      reason: 'forbidden',
      detail: expect.stringContaining('the discount loyal is held already') as unknown
    })
    const other = await open()
    const granted = await make('grant-discount', { discount: 'loyal' }, { usesEach: 3, usesPerAccount: 3 })
    expect(await redeem(account, granted.code, other.subscription)).toMatchObject({ reason: 'unknown-subscription' })
    expect(await redemptions.redeem(account, { code: granted.code, subscription, group: 'G-1' })).toMatchObject({
      reason: 'unknown-group'
    })
    expect([await left(batch), await left(granted.batch), await deedsOf(account)]).toEqual([
      1,
      3,
      [['grant-discount', { discount: 'loyal' }, null]]
    ])
  })

  it('is not made for a slip of the pen, and says what was meant', async () => {
    expect(await vouchers.make(asked('grant-discount', { discount: 'loyall' }), 1)).toEqual({
      ok: false,
      reason: 'forbidden',
      detail:
        'Nobody could redeem these vouchers: there is no discount loyall to be granted on 2026-04-01: did you mean loyal?'
    })
  })

  it('is used exactly once, whoever redeems it at once', async () => {
    const accounts = []
    for (let count = 0; count < 30; count++) accounts.push(await open())
    const { batch, code } = await make('grant-discount', { discount: 'loyal' })
    const outcomes = await Promise.all(accounts.map(({ account }) => redeem(account, code)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(new Set(outcomes.flatMap(each => (each.ok ? [] : [each.reason])))).toEqual(new Set(['voucher-used-up']))
    const done = await Promise.all(accounts.map(({ account }) => deedsOf(account)))
    expect([done.flat(), await left(batch)]).toEqual([[['grant-discount', { discount: 'loyal' }, null]], 0])
  })

  it('is used once by an account that redeems it many times at once', async () => {
    const { account } = await open()
    const { batch, code } = await make('grant-discount', { discount: 'loyal' }, { usesEach: 5 })
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => redeem(account, code)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect([(await deedsOf(account)).length, await left(batch)]).toEqual([1, 4])
  })

  it('is refused like one that fills a pocket', async () => {
    const { account } = await open()
    const blocked = await make('grant-discount', { discount: 'loyal' })
    await vouchers.block({ batch: blocked.batch }, 'stolen')
    expect(await redeem(account, blocked.code)).toMatchObject({ reason: 'voucher-blocked' })
    const validUntil = kernel.clock.now().add({ minutes: 1 })
    const late = await make('grant-discount', { discount: 'loyal' }, { validUntil })
    kernel.clock.advance({ minutes: 1 })
    expect(await redeem(account, late.code)).toMatchObject({ reason: 'voucher-expired' })
    expect(await deedsOf(account)).toEqual([])
  })

  it('follows the rules of its day: what is no longer sold is not given', async () => {
    const { account } = await open()
    const { batch, code } = await make('grant-discount', { discount: 'loyal' })
    kernel.clock.advance({ minutes: 1 })
    await publishRules(kernel, sampleRules(`${plan}${items}`))
    kernel.clock.advance({ hours: 24 })
    expect(await redeem(account, code)).toMatchObject({
      ok: false,
      reason: 'forbidden',
      detail: expect.stringContaining('there is no discount loyal') as unknown
    })
    expect(await left(batch)).toBe(1)
  })

  it('is made for what is sold from a later day on, when it can still be redeemed then', async () => {
    await publishRules(kernel, sampleRules(`${plan}${items}${loyal}`), '2026-06-01')
    kernel.clock.advance({ minutes: 1 })
    const until = (text: string) => ({ validUntil: Temporal.Instant.from(text) })
    const early = asked('grant-discount', { discount: 'loyal' }, until('2026-05-20T00:00:00Z'))
    expect(await vouchers.make(early, 1)).toMatchObject({ ok: false, reason: 'forbidden' })
    const late = asked('grant-discount', { discount: 'loyal' }, until('2026-07-01T00:00:00Z'))
    expect(await vouchers.make(late, 1)).toMatchObject({ ok: true })
  })

  it.each([
    [
      'a discount that there is not',
      asked('grant-discount', { discount: 'loyall' }),
      'forbidden',
      'there is no discount loyall'
    ],
    ['an item that is not sold', asked('buy', { item: 'caviar' }), 'forbidden', 'there is no item caviar on sale'],
    ['a commitment of none', asked('agree-commitment', { commitment: 'gold' }), 'forbidden', 'no commitment gold'],
    ['a programme of none', asked('join-loyalty', { loyalty: 'stars' }), 'forbidden', 'no loyalty programme stars'],
    ['no deed of the name', asked('grant-luck', {}), 'unknown-deed', 'There is no deed grant-luck'],
    ['a field that is missing', asked('grant-discount', {}), 'wrong-fields', 'discount: it is missing'],
    ['a field that there is not', asked('buy', { thing: 'x' }), 'wrong-fields', 'thing: there is no such field'],
    ['another account', asked('bring-friend', { offer: 'mates', friend: 'A-000001' }), 'wrong-fields', 'is an account'],
    ['a partner', asked('sold-by', { partner: 'nobody', commission: 'dealer' }), 'wrong-fields', 'is a partner'],
    [
      'what is done once for all accounts',
      asked('receive-charge', { source: 'gifts', id: 'spring', amount: '-5.00', description: 'A gift' }),
      'wrong-fields',
      'known by its id and source'
    ]
  ])('is not made with %s', async (_, terms, reason, detail) => {
    expect(await vouchers.make(terms, 1)).toMatchObject({
      ok: false,
      reason,
      detail: expect.stringContaining(detail) as unknown
    })
  })
})
