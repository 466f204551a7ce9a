// A change that is charged at once over HTTP: the answer names its invoice, and there is one, however often it is asked for.
import { BillingRunService, Persistence } from '@farthing/kernel'
import { billOn, customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const rules = `plan small "Small" { from 2025-01-01; rent 31.00 per month in advance, prorated by day }
plan big "Big" { from 2025-01-01; rent 62.00 per month in advance, prorated by day; include 100 min of voice, roll over 1 cycle }
changes home {
  | from \\ to | small | big  |
  | small      | -     | 5.00 |
  | big        | free  | -    |
}
`
const api = await openApi({ now: '2026-03-16T00:00:00Z' })
const { inside } = api
let next = 0
async function onSmall() {
  const from = '2026-03-01'
  const held = await customer(inside, { identities: [`614000301${10 + next++}`], plan: 'small', from })
  const path = `/subscriptions/${held.subscription}/plan`
  const change = (body: object, key?: string) => api.post(path, body, key)
  const totals = async (): Promise<string[]> => {
    const { body } = await api.get(`/invoices?account=${held.account}&limit=100`)
    return body.invoices.map(({ billDate, total }: Record<string, string>) => `${billDate} ${total}`)
  }
  return { ...held, change, totals }
}
const now = { plan: 'big', charged: 'now' }

beforeAll(() => publishRules(inside, sampleRules(rules)))
afterAll(() => api.close())
beforeEach(() => api.clock.moveTo('2026-03-16T00:00:00Z'))

describe('a change that is charged at once', () => {
  it('is answered with its invoice, which says what it costs; the next bill finds it billed', async () => {
    const { change, number, totals } = await onSmall()
    const done = await change(now)
    expect(done).toMatchObject({
      status: 200,
      body: { plan: 'big', invoice: expect.stringMatching(/^INV-/) as string }
    })
    const { body } = await api.get(`/invoices/${done.body.invoice}`)
    const said = body.lines.map(({ amount, description }: Record<string, string>) => `${description} ${amount}`)
    expect(said.toSorted()).toEqual(['Big 32.00', 'Change from small to big 5.00', 'Small -16.00'])
    expect(body).toMatchObject({ status: 'issued', billDate: '2026-03-16', total: '21.00' })
    await billOn(inside, number, '2026-04-01')
    expect(await totals()).toEqual(['2026-03-16 21.00', '2026-04-01 93.00'])
  })

  it('says nothing of what is left of allowances: it has not looked at what was used', async () => {
    const { change } = await onSmall()
    const { body } = await change(now)
    const left = 'select allowances from invoice where number = $1'
    const { rows } = await api.app.get(Persistence).bulk('main', client => client.query(left, [body.invoice]))
    expect(rows).toEqual([{ allowances: [] }])
  })

  it('that comes to less than the least that the account is asked for has no invoice: the next bill brings it', async () => {
    const { account, change, number, totals } = await onSmall()
    await api.patch(`/accounts/${account}`, { invoiceMinimum: '21.01' })
    expect(await change(now)).toMatchObject({ status: 200, body: { plan: 'big', invoice: null } })
    await billOn(inside, number, '2026-04-01')
    expect(await totals()).toEqual(['2026-04-01 114.00'])
    const other = await onSmall()
    await api.patch(`/accounts/${other.account}`, { invoiceMinimum: '21.00' })
    api.clock.moveTo('2026-03-16T00:00:00Z')
    await other.change(now)
    expect(await other.totals()).toEqual(['2026-03-16 21.00'])
  })

  it('stands beside the bill of its day, and another beside it', async () => {
    const { change, number, subscription, totals } = await onSmall()
    await billOn(inside, number, '2026-04-01')
    expect(await change(now)).toMatchObject({ body: { invoice: expect.stringMatching(/^INV-/) as string } })
    const end = { charged: 'now', when: 'now' }
    const ended = await api.post(`/subscriptions/${subscription}/terminate`, end)
    expect(ended).toMatchObject({ status: 200, body: { invoice: expect.stringMatching(/^INV-/) as string } })
    expect((await totals()).toSorted()).toEqual(['2026-04-01 -67.00', '2026-04-01 36.00', '2026-04-01 62.00'])
  })

  it('has one invoice under one key, and one when two ask at the same moment', async () => {
    const { change, totals } = await onSmall()
    const key = 'upgrade-once'
    const [first, again] = [await change(now, key), await change(now, key)]
    expect(again).toMatchObject({ replayed: true, body: { invoice: first.body.invoice } })
    expect(await totals()).toEqual(['2026-03-16 21.00'])
    const other = await onSmall()
    const both = await Promise.all([other.change(now), other.change(now)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.body.reason).toBe('plan-held-already')
    expect(await other.totals()).toEqual(['2026-03-16 21.00'])
  })

  it('that was cancelled comes with the next bill, and is not billed anew by itself', async () => {
    const { change, number, totals } = await onSmall()
    const { body } = await change(now)
    const why = { reason: 'made by mistake' }
    const rebilled = await api.post(`/invoices/${body.invoice}/rebill`, why)
    expect(rebilled).toMatchObject({ status: 409, body: { detail: expect.stringContaining('next bill') as string } })
    expect(await api.post(`/invoices/${body.invoice}/cancel`, why)).toMatchObject({ status: 200 })
    await billOn(inside, number, '2026-04-01')
    expect(await totals()).toEqual(['2026-03-16 21.00', '2026-04-01 114.00'])
  })

  it('is left alone by a bill of a day before it, that is made later or made again', async () => {
    const { account, change, number, totals } = await onSmall()
    api.clock.moveTo('2026-04-02T00:00:00Z')
    expect(await change(now)).toMatchObject({ body: { invoice: expect.stringMatching(/^INV-/) as string } })
    api.clock.moveTo('2026-04-03T00:00:00Z')
    const run = (await api.post('/billing-runs', { billDate: '2026-04-01' })).body.id
    await api.app.get(BillingRunService).drain(run)
    await api.post(`/billing-runs/${run}/accept`)
    await api.post(`/billing-runs/${run}/issue`)
    await api.app.get(BillingRunService).drain(run)
    const made = ['2026-04-01 62.00', '2026-04-02 34.96']
    expect((await totals()).toSorted()).toEqual(made)
    const { body } = await api.get(`/invoices?account=${account}&limit=100`)
    const first = body.invoices.find(({ billDate }: Record<string, string>) => billDate === '2026-04-01')
    const again = await api.post(`/invoices/${first.number}/rebill`, { reason: 'wrong address' })
    expect(again).toMatchObject({ status: 200, body: { invoice: { total: '62.00' } } })
    await billOn(inside, number, '2026-05-01')
    expect((await totals()).toSorted()).toEqual(['2026-04-01 62.00', ...made, '2026-05-01 62.00'])
  })

  it('gives nothing back of what a draft says that nobody was sent: the bills after it do', async () => {
    const { change, number, totals } = await onSmall()
    await change({ plan: 'big' })
    api.clock.moveTo('2026-04-02T00:00:00Z')
    const run = (await api.post('/billing-runs', { billDate: '2026-04-01' })).body.id
    await api.app.get(BillingRunService).drain(run)
    api.clock.moveTo('2026-04-06T00:00:00Z')
    expect(await change({ plan: 'small', charged: 'now' })).toMatchObject({ status: 200, body: { invoice: null } })
    await api.post(`/billing-runs/${run}/accept`)
    await api.post(`/billing-runs/${run}/issue`)
    await api.app.get(BillingRunService).drain(run)
    await billOn(inside, number, '2026-05-01')
    // March: 15.00 small, 32.00 big and 5.00 for the change; April: 62.00, of which 25.83 are given back in May for 31.00
    expect(await totals()).toEqual(['2026-04-01 114.00', '2026-05-01 5.16'])
  })

  it.each([
    ['for a day to come', { ...now, effective: '2026-03-20' }, 409, 'it takes effect on 2026-03-20'],
    ['at the next cycle', { ...now, when: 'next-cycle' }, 409, 'it takes effect on 2026-04-01'],
    ['for a day gone by', { ...now, effective: '2026-03-10' }, 409, 'it takes effect on 2026-03-10'],
    ['in another way', { ...now, charged: 'later' }, 400, 'charged']
  ])('is refused %s, and nothing of it is left', async (_, body, status, words) => {
    const { change, subscription, totals } = await onSmall()
    const before = await api.get(`/subscriptions/${subscription}`)
    const refused = await change(body)
    expect(refused.status).toBe(status)
    expect(JSON.stringify(refused.body)).toContain(words)
    expect((await api.get(`/subscriptions/${subscription}`)).body).toEqual(before.body)
    expect(await totals()).toEqual([])
  })
})
