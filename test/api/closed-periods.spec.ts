import { jest } from '@jest/globals'
import { type Api, openApi } from './api.ts'

jest.setTimeout(60_000)

describe('closed periods over HTTP', () => {
  let api: Api
  beforeAll(async () => {
    api = await openApi({ now: '2026-05-10T00:00:00Z' })
  })
  afterAll(() => api.close())

  it('take a payment that is dated into them on the first open day; the payment keeps its own', async () => {
    const opened = await api.post('/accounts', {
      ...{ name: 'Anna', billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD', openedOn: '2026-01-01' }
    })
    expect(await api.post('/ledger/closed-periods', { until: '2026-04-01', by: 'Bea' })).toMatchObject({
      status: 201,
      body: { from: null, until: '2026-04-01', closedBy: 'Bea' }
    })
    const paid = await api.post('/payments', {
      account: opened.body.number,
      amount: '5.00',
      method: 'bank',
      receivedOn: '2026-03-20'
    })
    expect(paid).toMatchObject({ status: 201, body: { receivedOn: '2026-03-20' } })
    const journal = await api.app.inject({ method: 'GET', url: '/ledger/journal' })
    expect(journal.body).toMatch(/^2026-04-01 .*; corrects: 2026-03-20$/m)
  })

  it('are closed once, and when they are over', async () => {
    const again = await api.post('/ledger/closed-periods', { until: '2026-04-01', by: 'Bea' })
    expect([again.status, again.body.detail]).toEqual([
      409,
      'The books are closed until 2026-04-01: close until a later day.'
    ])
    expect((await api.post('/ledger/closed-periods', { until: '2026-06-01', by: 'Bea' })).status).toBe(422)
    expect((await api.get('/ledger/closed-periods')).body).toHaveLength(1)
  })
})
