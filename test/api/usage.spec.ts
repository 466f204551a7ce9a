// Usage over HTTP: a file streamed in, its counts, the quarantine, and why an event costs what it costs.
import { gzipSync } from 'node:zlib'
import { KernelModule } from '@farthing/kernel'
import { createServer } from '@farthing/server'
import { customer, publishRules, sampleRules, testDatabase } from '@farthing/testing'
import { MovableClock } from '@farthing/kernel'

const header = 'id,service,subscriber,to,started_at,quantity,unit'
const call = (id: string, from = '0400000001'): string => `${id},voice,${from},0399990000,2026-03-02 10:00:00,61,s`

const database = await testDatabase()
const clock = new MovableClock('2026-03-10T00:00:00Z')
const kernel = KernelModule.forRoot({ clock, database: { url: database.url, migrate: false } })
const app = await createServer({ kernel, logLevel: 'silent' })
const inside = { app, clock, url: database.url, get: app.get.bind(app) as never, close: () => app.close() }

const CHAT = `tiers chat-tiers = graduated {
  counted per subscription, reset every cycle

  | up to     | price          |
  | 10 events | 0.10 per event |
  | *         | 0.05 per event |
}

tariff chats for chat, counted in events {
  from 2025-01-01

  rates {
    | price            |
    | tiers chat-tiers |
  }
}

plan chatty "Chatty" {
  from 2025-01-01
  tariff chats
}
`

let keys = 0
const cursor = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

async function ask(method: 'GET' | 'POST', url: string, payload?: string | Buffer, type = 'text/csv') {
  const headers = method === 'GET' ? {} : { 'idempotency-key': `usage-${++keys}`, 'content-type': type }
  const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, body: answer.json() as Record<string, never> }
}

beforeAll(async () => {
  await publishRules(inside, sampleRules(CHAT))
  await customer(inside, { identities: ['61400000001'] })
  await customer(inside, { identities: ['61400000007'], plan: 'chatty' })
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

describe('usage over HTTP', () => {
  it('imports a streamed file, plain or gzip, and lists imports', async () => {
    const text = [header, call('1'), call('2', '0499999999'), 'x', ''].join('\n')
    const first = await ask('POST', '/usage/imports?format=csv&name=march.csv', text)
    expect(first).toMatchObject({
      status: 201,
      body: { name: 'march.csv', lines: 3, rated: 1, quarantined: 2, duplicate: 0 }
    })
    const packed = await ask('POST', '/usage/imports?format=csv', gzipSync(text), 'application/gzip')
    expect(packed).toMatchObject({ status: 201, body: { lines: 3, duplicate: 3 } })
    expect(await ask('GET', '/usage/imports?limit=1')).toMatchObject({
      status: 200,
      body: { imports: [{ id: 2 }], next: 2 }
    })
    expect(await ask('GET', '/usage/imports/1')).toMatchObject({ status: 200, body: { state: 'done', lines: 3 } })
  })

  it('pages through the usage of an account and explains an event', async () => {
    await ask('POST', '/usage/imports?format=csv', [header, call('3'), call('4'), ''].join('\n'))
    const page = await ask('GET', '/usage?account=A-000001&limit=2')
    expect(page.body).toMatchObject({
      usage: [{ event: 'csv:1', amount: '0.765000', quantity: 61, billed: 90 }, { event: 'csv:3' }]
    })
    const rest = await ask('GET', `/usage?account=A-000001&limit=2&after=${String(page.body['next'])}`)
    expect(rest.body).toMatchObject({ usage: [{ event: 'csv:4' }], next: null })
    const explained = await ask('GET', `/usage/${encodeURIComponent('csv:1')}/explanation`)
    expect(explained).toMatchObject({
      status: 200,
      body: { explanation: { amount: '0.765000', rule: { file: 'tariffs.farthing' } } }
    })
  })

  it('says of usage that tiers price what it waits for, and shows no amount', async () => {
    const chat = '30,chat,0400000007,,2026-03-02 10:00:00,3,event'
    expect(await ask('POST', '/usage/imports?format=csv', `${header}\n${chat}\n`)).toMatchObject({ body: { rated: 1 } })
    const waits = { event: 'csv:30', amount: null, waitsFor: 'chat-tiers' }
    expect((await ask('GET', '/usage?account=A-000002')).body).toMatchObject({ usage: [waits] })
    expect((await ask('GET', '/usage/csv:30/explanation')).body).toMatchObject({
      usage: waits,
      bill: { amount: '0.300000' }
    })
    const described = await ask('GET', '/docs-json')
    const fields = { amount: { type: ['string', 'null'] }, waitsFor: { type: ['string', 'null'] } }
    expect(described.body).toMatchObject({ components: { schemas: { RatedUsage: { properties: fields } } } })
    expect((await ask('GET', '/usage?account=A-000001&limit=1')).body).toMatchObject({
      usage: [{ amount: '0.765000', waitsFor: null }]
    })
  })

  it('takes the same key with another file for another request', async () => {
    const send = (text: string) =>
      app.inject({
        method: 'POST',
        url: '/usage/imports?format=csv',
        headers: { 'idempotency-key': 'one-file', 'content-type': 'text/csv' },
        payload: text
      })
    expect((await send(`${header}\n${call('20')}\n`)).statusCode).toBe(201)
    expect((await send(`${header}\n${call('20')}\n`)).headers['idempotent-replayed']).toBe('true')
    expect((await send(`${header}\n${call('20')}\n${call('21')}\n`)).json()).toMatchObject({
      status: 422,
      reason: 'idempotency-key-reused'
    })
  })

  it('lists quarantine and retries a selection', async () => {
    const listed = await ask('GET', '/usage/quarantine?reason=unknown-subscriber')
    expect(listed.body).toMatchObject({
      lines: [
        {
          ...{ file: 'march.csv', line: 3, field: 'subscriber', raw: call('2', '0499999999') },
          nextStep: 'give the number or login to a subscription that had begun by then, then retry'
        }
      ]
    })
    const retried = await ask('POST', '/usage/quarantine/retry', '{"reason":"unknown-subscriber"}', 'application/json')
    expect(retried).toMatchObject({ status: 201, body: { kind: 'retry', lines: 1, rated: 0, quarantined: 1 } })
  })

  it.each([
    ['GET', '/usage/imports/99', undefined, 404, 'unknown-usage-import'],
    ['GET', '/usage?account=A-999999', undefined, 404, 'unknown-account'],
    ['GET', '/usage?account=A-000001&after=nonsense', undefined, 400, 'bad-cursor'],
    ['GET', '/usage/csv:99/explanation', undefined, 404, 'unknown-usage'],
    ['GET', `/usage/quarantine?after=${cursor([1.5, 2, 'a'])}`, undefined, 400, 'bad-cursor'],
    ['GET', `/usage/quarantine?after=${cursor([1, 2, 'a\0'])}`, undefined, 400, 'bad-cursor'],
    ['GET', `/usage?account=A-000001&after=${cursor(['+275760-09-13T00:00:00Z', 'a'])}`, undefined, 400, 'bad-cursor'],
    ['GET', '/usage/imports/2147483648', undefined, 400, 'invalid-request'],
    ['GET', '/usage/imports/one', undefined, 400, 'invalid-request'],
    ['GET', '/usage/quarantine?import=99999999999', undefined, 400, 'invalid-request'],
    ['GET', '/usage/quarantine?limit=abc', undefined, 400, 'invalid-request'],
    ['GET', '/usage/quarantine?import=99', undefined, 404, 'no-such-import'],
    ['GET', '/usage/quarantine?reason=no-zon', undefined, 422, 'no-such-reason'],
    ['GET', '/usage/quarantine?state=open&lmit=3', undefined, 400, 'invalid-request'],
    ['POST', '/usage/imports?format=csv', '', 422, 'bad-header'],
    ['POST', '/usage/imports?format=csv', Buffer.from(header, 'utf16le'), 422, 'not-utf-8'],
    ['POST', '/usage/imports?format=csv', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), 422, 'damaged'],
    ['POST', '/usage/imports?format=xml', 'x', 400, 'unknown-format'],
    ['POST', '/usage/imports?format=csv', 'x', 422, 'bad-header']
  ] as const)('%s %s answers with a problem', async (method, url, payload, status, reason) => {
    expect(await ask(method, url, payload)).toMatchObject({ status, body: { status, reason } })
  })
})
