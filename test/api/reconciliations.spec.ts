// A vendor's bill over HTTP: compared as it is sent, and its differences page by page.
import { KernelModule, MovableClock } from '@farthing/kernel'
import { createServer } from '@farthing/server'
import { customer, publishRules, sampleRules, testDatabase } from '@farthing/testing'

const header = 'id,service,subscriber,to,started_at,quantity,unit,value'
const call = (id: string, time: string, value = ''): string =>
  `${id},voice,0400000001,0399990000,2026-03-02 ${time},60,s,${value}`
const file = (...lines: string[]): string => [header, ...lines, ''].join('\n')
const RULE = `reconcile carrier-x {
  service voice
  format csv
  start within 5s
  quantity within 2s
}
`

const database = await testDatabase()
const clock = new MovableClock('2026-03-10T00:00:00Z')
const kernel = KernelModule.forRoot({ clock, database: { url: database.url, migrate: false } })
const app = await createServer({ kernel, logLevel: 'silent' })
const inside = { app, clock, url: database.url, get: app.get.bind(app) as never, close: () => app.close() }

let keys = 0
async function ask(method: 'GET' | 'POST', url: string, payload?: string) {
  const headers = method === 'GET' ? {} : { 'idempotency-key': `reconcile-${++keys}`, 'content-type': 'text/csv' }
  const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, body: answer.json() as Record<string, never> }
}

beforeAll(async () => {
  await publishRules(inside, sampleRules(RULE))
  await customer(inside, { identities: ['61400000001'] })
  await ask('POST', '/usage/imports?format=csv', file(call('o1', '10:00:00'), call('o2', '11:00:00')))
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

describe('a vendor’s bill over HTTP', () => {
  it('is compared, listed, and its differences are paged', async () => {
    const bill = file(call('v1', '10:00:03', '0.06'), call('v2', '12:00:00', '0.06'), 'garbage')
    const { status, body } = await ask(
      'POST',
      '/usage/reconciliations?format=csv&from=2026-03-02&until=2026-03-03',
      bill
    )
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        id: 1,
        rule: 'carrier-x',
        lines: 3,
        matched: { uses: 1, quantityThere: 60, quantityHere: 60, priceThere: '0.060000', priceHere: '0.640000' },
        missingHere: { uses: 1, quantityThere: 60, quantityHere: 0, priceThere: '0.060000', priceHere: '0.000000' },
        otherZone: expect.objectContaining({ uses: 0 }),
        malformed: { 'too-few-fields': 1 },
        filtered: {}
      })
    ])
    expect((await ask('GET', '/usage/reconciliations/1')).body).toEqual(body)
    expect((await ask('GET', '/usage/reconciliations')).body).toEqual({ reconciliations: [body], next: null })
    const first = await ask('GET', '/usage/reconciliations/1/differences?limit=2')
    expect(first.body).toMatchObject({ differences: [{ kind: 'malformed', there: { line: 4 } }, {}], next: 2 })
    const there = await ask('GET', '/usage/reconciliations/1/differences?kind=missing-there')
    expect(there.body).toMatchObject({
      differences: [{ called: '61399990000', there: null, here: { event: 'csv:o2', quantity: 60, price: '0.640000' } }]
    })
    expect((await ask('GET', '/usage/reconciliations/1/differences?after=2')).body).toMatchObject({ next: null })
  })

  it('is refused with the field and what to do', async () => {
    expect((await ask('POST', '/usage/reconciliations?format=cvs', file())).body).toMatchObject({
      status: 400,
      reason: 'unknown-format',
      errors: [{ field: 'format' }]
    })
    expect(await ask('POST', '/usage/reconciliations?format=asterisk', file())).toMatchObject({ status: 409 })
    expect(await ask('GET', '/usage/reconciliations/9')).toMatchObject({ status: 404 })
  })
})
