// A top-up whose payment is reversed: what is left of its pocket goes back, and what was used of it, with the 19% that were paid with it, is on the next invoice.
import { PocketExpiry } from '@farthing/kernel'
import { play } from '../scenarios/play.ts'
import { dayComes } from './api.ts'
import { BilledAccounts, coastal } from './billed-accounts.ts'
import { NCHF, opening } from './network.ts'

const rules = `${coastal}
plan prepaid "Prepaid" {
  pay prepaid
  tariff texts, minute
}
tariff texts for sms {
  one zone anywhere
  rates {
    | price        |
    | 3.00 per sms |
  }
}
tariff minute for voice {
  one zone anywhere
  rates {
    | price           | increment |
    | 0.60 per minute | 1s / 1s   |
  }
}
`
const accounts = await BilledAccounts.open()
await accounts.publish(rules)
const { api } = accounts
const inside = api.app.get(PocketExpiry)
let next = 0
afterAll(() => api.close())
beforeEach(() => api.clock.moveTo('2026-03-10T12:00:00Z'))

async function prepaid() {
  const number = `49301000${100 + next++}`
  const opened = { name: 'Anna', billDay: 1, zone: 'Europe/Berlin', currency: 'EUR', openedOn: '2026-03-01' }
  const { number: account } = (await api.post('/accounts', opened)).body
  await api.post(`/accounts/${account}/subscriptions`, {
    ...{ as: number, plan: 'prepaid', effective: '2026-03-01', identities: [number] }
  })
  const url = `/accounts/${account}`
  const topUp = async (amount: string, more: object = {}) =>
    (await api.post(`${url}/top-ups`, { amount, method: 'card', ...more })).body.payment as string
  const text = (quantity: string) =>
    api.post('/charges', { subscriber: number, service: 'sms', quantity, unit: 'sms', to: '4930123456' })
  const reverse = (payment: string) => api.post(`/payments/${payment}/reverse`, { reason: 'the card was stolen' })
  const held = async () =>
    (await api.get(`${url}/pockets`)).body.map((each: { balance: string; reserved: string }) => [
      ...[Number(each.balance), Number(each.reserved)]
    ])
  return { account, number, url, topUp, text, reverse, held }
}

/** The account's first bill after it: its lines and what they come to. */
async function billed(account: string) {
  dayComes(api, '2026-04-01')
  await accounts.billAll('2026-04-01')
  const { lines, total, outstanding } = (await api.get(`/invoices/${(await accounts.newest(account)).number}`)).body
  return { total, outstanding, lines: lines.map((line: { description: string }) => line.description) }
}

const OWED = 'Reversed top-up of 20.00 EUR, as far as it was used'

describe('a top-up that is reversed', () => {
  it('empties a pocket that nobody used, and nothing is owed', async () => {
    const { account, held, reverse, topUp } = await prepaid()
    const payment = await topUp('20.00')
    expect(await reverse(payment)).toMatchObject({ status: 200, body: { reversedOn: '2026-03-10' } })
    expect(await held()).toEqual([])
    expect(await accounts.balances(account)).toEqual({ pocket: 0, unallocated: 0 })
    expect(await reverse(payment)).toMatchObject({ status: 409, body: { reason: 'already-reversed' } })
  })

  it.each([
    ['in part', '4', 14.28],
    ['to the last', '5', 17.85]
  ])('puts what was used %s on the next invoice, without more tax', async (_, texts, owed) => {
    const { account, held, reverse, text, topUp } = await prepaid()
    const payment = await topUp('20.00')
    await text(texts)
    await reverse(payment)
    expect(await held()).toEqual([])
    expect(await billed(account)).toEqual({
      ...{ total: `${owed}`, outstanding: `${owed}`, lines: [OWED] }
    })
    expect(await accounts.balances(account)).toEqual({ pocket: 0, receivable: owed, unallocated: 0 })
  })

  it('leaves other pockets, and credit that paid invoices, where they are', async () => {
    const { account, held, reverse, text, topUp, url } = await prepaid()
    await api.post('/payments', { account, amount: '30.00', method: 'bank' })
    await api.post(`${url}/subscriptions`, { as: 'tv', plan: 'tv', effective: '2026-03-01' })
    await accounts.billAll('2026-03-01')
    const payment = await topUp('20.00')
    const other = await topUp('10.00')
    await text('4')
    await reverse(payment)
    expect(await held()).toEqual([[10, 0]])
    const { invoices } = (await api.get(`/invoices?account=${account}`)).body
    expect(invoices.every(({ outstanding }: { outstanding: string }) => Number(outstanding) === 0)).toBe(true)
    await reverse(other)
    expect(await held()).toEqual([])
  })

  it('leaves what sessions hold to them, and owes it', async () => {
    const { account, held, number, reverse, topUp } = await prepaid()
    const payment = await topUp('20.00')
    const session = (await api.post(NCHF, opening(`msisdn-${number}`, 600), null)).body.chargingDataRef
    expect(await held()).toEqual([[20, 7.14]])
    await reverse(payment)
    expect(await held()).toEqual([[7.14, 7.14]])
    const used = { ratingGroup: 1, usedUnitContainer: [{ time: 300 }] }
    await api.post(`${NCHF}/${session}/release`, { invocationSequenceNumber: 1, multipleUnitUsage: [used] }, null)
    expect(await held()).toEqual([[3.57, 0]])
    expect(await billed(account)).toMatchObject({ total: '7.14' })
  })

  it('takes back what lapsed: only what was used is owed', async () => {
    const { account, reverse, text, topUp } = await prepaid()
    const payment = await topUp('20.00', { expiresAt: '2026-03-11T00:00:00Z' })
    await text('2')
    api.clock.moveTo('2026-03-12T00:00:00Z')
    await inside.expire()
    await reverse(payment)
    expect(await billed(account)).toMatchObject({ total: '7.14', lines: [OWED] })
    const late = await prepaid()
    api.clock.moveTo('2026-04-02T00:00:00Z')
    const ended = await late.topUp('20.00', { expiresAt: '2026-04-02T01:00:00Z' })
    api.clock.moveTo('2026-04-02T02:00:00Z')
    await late.reverse(ended)
    expect(await late.held()).toEqual([])
  })

  it('owes what was passed on, and takes back what a family left of its own', async () => {
    const [giver, taker] = [await prepaid(), await prepaid()]
    const payment = await giver.topUp('20.00')
    const gift = { to: taker.account, amount: '5.00', unit: 'EUR', reason: 'gift' }
    await api.post(`${giver.url}/pocket-transfers`, gift)
    await giver.reverse(payment)
    expect([await giver.held(), await taker.held()]).toEqual([[], [[5, 0]]])
    expect(await billed(giver.account)).toMatchObject({ total: '5.00' })
    api.clock.moveTo('2026-04-02T00:00:00Z')
    const { number: group } = (await api.post('/pocket-groups', { name: 'fam', owner: giver.account })).body
    const shared = await giver.topUp('20.00', { group })
    expect(await giver.held()).toEqual([[20, 0]])
    await giver.reverse(shared)
    expect(await giver.held()).toEqual([])
  })

  it('comes before or after a use of that moment, never between', async () => {
    for (let round = 0; round < 5; round++) {
      const { account, held, reverse, text, topUp } = await prepaid()
      const payment = await topUp('20.00')
      const answers = await Promise.all([text('1'), reverse(payment), text('1'), text('1'), reverse(payment)])
      const paid = [0, 2, 3].filter(index => answers[index]?.status === 201).length
      expect([answers[1]?.status, answers[4]?.status].toSorted()).toEqual([200, 409])
      expect(await held()).toEqual([])
      const facts = (await api.get(`/accounts/${account}/facts`)).body
      const items = facts.filter(({ kind }: { kind: string }) => kind === 'item')
      expect(items.map((item: { details: { amount: string } }) => Number(item.details.amount))).toEqual(
        paid === 0 ? [] : [[3.57, 7.14, 10.71][paid - 1]]
      )
    }
  })

  it('comes to the same in a life', async () => {
    const { account, reverse, text, topUp } = await prepaid()
    const payment = await topUp('20.00')
    await text('4')
    await reverse(payment)
    await billed(account)
    const life = await play({
      rules,
      zone: 'Europe/Berlin',
      facts: [
        { on: '2026-03-01', do: 'subscribe', as: 'line', plan: 'prepaid' },
        { on: '2026-03-10', do: 'top-up', amount: '20.00', method: 'card' },
        { on: '2026-03-10', do: 'use', service: 'sms', quantity: '4 sms', to: '4930123456' },
        { on: '2026-03-10', do: 'reverse' },
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    const own = Object.entries(life.balances.ledger).filter(([name]) => /:life(:|$)/.test(name))
    const sums = Object.fromEntries(own.map(([name, amount]) => [name.split(':')[0], Number(amount)]))
    expect(sums).toEqual(await accounts.balances(account))
    expect(life.invoices.map(({ lines, total }) => [lines.map(line => line.description), total])).toEqual([
      [[OWED], '14.28']
    ])
    expect(life.balances.ledger).toMatchObject({ 'expense:reversed-top-ups': '0.00' })
  })
})
