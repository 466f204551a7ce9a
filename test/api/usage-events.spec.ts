// Usage as events over HTTP: one or many, plain or CloudEvents, each counted once.
import { customer, publishRules } from '@farthing/testing'
import { openApi } from './api.ts'

const api = await openApi()
const { inside } = api

beforeAll(async () => {
  await publishRules(inside)
  await customer(inside, { identities: ['61400000001'] })
})
afterAll(() => api.close())

const event = (id: string, more: object = {}): object => ({
  id,
  service: 'voice',
  subscriber: '+61 400 000 001',
  to: '0399990000',
  started_at: '2026-03-02T10:00:00+11:00',
  quantity: 61,
  unit: 's',
  ...more
})
const { id: _, ...data } = event('') as { id: string }
const cloudEvent = (id: string): object => ({ specversion: '1.0', id, source: '/switch/1', type: 'call.ended', data })

async function send(payload: object, type = 'application/json', more: Readonly<Record<string, string>> = {}) {
  const headers = { 'content-type': type, ...more }
  const answer = await api.app.inject({
    method: 'POST',
    url: '/usage/events',
    headers,
    payload: JSON.stringify(payload)
  })
  return { status: answer.statusCode, body: answer.json() as object }
}

describe('usage events', () => {
  it('are rated one by one without a key, and counted once', async () => {
    const counts = { lines: 1, duplicate: 0, quarantined: 0, filtered: 0 }
    expect(await send(event('a'))).toMatchObject({ status: 201, body: { ...counts, rated: 1, problems: [] } })
    expect(await send(event('a'))).toMatchObject({ status: 201, body: { ...counts, rated: 0, duplicate: 1 } })
    const { body } = await api.get('/usage?account=A-000001')
    expect(body).toMatchObject({ usage: [{ event: 'json-events:a', amount: '0.765000', to: '61399990000' }] })
  })

  it('come in batches, each with what is wrong with it, and stand in the list of imports', async () => {
    const batch = [
      event('b1'),
      event('b2', { subscriber: '0499999999' }),
      7,
      event('b1'),
      event('b3', { unit: 'parsec' })
    ]
    const { status, body } = await send(batch)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      lines: 5,
      rated: 1,
      duplicate: 1,
      quarantined: 3,
      filtered: 0,
      reasons: { quarantined: { 'not-an-object': 1, 'unknown-subscriber': 1, 'unknown-unit': 1 } },
      problems: [
        { index: 1, event: 'json-events:b2', field: 'subscriber', reason: 'unknown-subscriber' },
        { index: 2, field: 'line', reason: 'not-an-object', nextStep: expect.stringMatching('mend it at its source') },
        { index: 4, field: 'unit', reason: 'unknown-unit', detail: 'parsec' }
      ]
    })
    expect((await api.get('/usage/imports?limit=1')).body).toMatchObject({ imports: [{ kind: 'events', lines: 5 }] })
    expect(await send(batch)).toMatchObject({ body: { rated: 0, duplicate: 5, quarantined: 0 } })
  })

  it('are rated from quarantine when the cause is mended', async () => {
    await customer(inside, { identities: ['61499999999'] })
    const retried = await api.post('/usage/quarantine/retry', { reason: 'unknown-subscriber' })
    expect(retried.body).toMatchObject({ lines: 1, rated: 1 })
  })

  it('may be CloudEvents, structured or batched, known by source and id', async () => {
    expect(await send(cloudEvent('1'), 'application/cloudevents+json')).toMatchObject({ body: { rated: 1 } })
    const batch = [cloudEvent('1'), cloudEvent('2')]
    const type = 'application/cloudevents-batch+json; charset=utf-8'
    expect(await send(batch, type)).toMatchObject({ status: 201, body: { rated: 1, duplicate: 1 } })
  })

  it('may be CloudEvents in binary mode, the same event as in another', async () => {
    const binary = { 'ce-specversion': '1.0', 'ce-id': 'b-1', 'ce-source': '/switch/1', 'ce-type': 'call.ended' }
    expect(await send(data, 'application/json', binary)).toMatchObject({ status: 201, body: { rated: 1 } })
    expect(await send(cloudEvent('b-1'), 'application/cloudevents+json')).toMatchObject({ body: { duplicate: 1 } })
    const { 'ce-source': __, ...nowhere } = binary
    expect(await send(data, 'application/json', nowhere)).toMatchObject({
      body: { quarantined: 1, problems: [{ field: 'source', reason: 'missing' }] }
    })
  })

  it('tell each sender which members nobody reads, and count', async () => {
    const sent = [event('n-1', { vlaue: 9 }), { ...cloudEvent('n-2'), data: { ...data, trunk: 't' } }, event('n-3')]
    const [slip, other, none] = await Promise.all(sent.map(each => send(each)))
    expect(slip?.body).toMatchObject({ rated: 1, notes: ['member `vlaue` is not read; did you mean `value`?'] })
    expect(other?.body).toMatchObject({ rated: 1, notes: ['member `trunk` is not read'] })
    expect(none?.body).toMatchObject({ rated: 1, notes: [] })
  })

  it('are counted once when they are sent at the same time', async () => {
    const batch = Array.from({ length: 200 }, (_, i) => event(`r${i}`))
    const all = await Promise.all([send(batch), send(batch.toReversed()), send(batch)])
    const rated = all.map(({ body }) => (body as { rated: number }).rated)
    expect(rated.reduce((sum, each) => sum + each, 0)).toBe(200)
  })

  it('that come one by one at the same time are one import, and each is told what became of it', async () => {
    const sent = [
      event('t1'),
      event('t2'),
      event('t1'),
      event('t3', { subscriber: '0400' }),
      [event('t4'), event('t5', { unit: 'x' })]
    ]
    const many = Array.from({ length: 60 }, (_, index) => event(`u${index}`))
    const answers = await Promise.all([...sent, ...many].map(each => send(each)))
    const [one, two, again, unknown, both, ...rest] = answers.map(({ body }) => body)
    const rated = { lines: 1, rated: 1, duplicate: 0, quarantined: 0, filtered: 0, problems: [] }
    for (const each of [one, two, ...rest]) expect(each).toMatchObject(rated)
    expect(again).toMatchObject({ lines: 1, rated: 0, duplicate: 1, problems: [] })
    expect(unknown).toMatchObject({
      ...{ lines: 1, rated: 0, quarantined: 1, reasons: { quarantined: { 'unknown-subscriber': 1 } } },
      problems: [{ index: 0, event: 'json-events:t3', reason: 'unknown-subscriber' }]
    })
    expect(both).toMatchObject({
      lines: 2,
      rated: 1,
      quarantined: 1,
      problems: [{ index: 1, reason: 'unknown-unit' }]
    })
    const numbers = new Set(answers.map(({ body }) => (body as { import: number }).import))
    expect(numbers.size).toBeLessThan(20)
    for (const number of numbers) {
      const { body } = await api.get(`/usage/imports/${number}`)
      const parts = answers.flatMap(answer =>
        'import' in answer.body && answer.body.import === number ? [answer.body] : []
      )
      const sum = (what: 'lines' | 'rated' | 'duplicate' | 'quarantined') =>
        parts.reduce((total, part) => total + (part as unknown as Record<typeof what, number>)[what], 0)
      const [lines, each, twice, waiting] = (['lines', 'rated', 'duplicate', 'quarantined'] as const).map(sum)
      expect(body).toMatchObject({ state: 'done', lines, rated: each, duplicate: twice, quarantined: waiting })
    }
  })

  it('of a list within a list are found to be of known subscribers', async () => {
    expect(await send([[event('n1'), event('n2')]])).toMatchObject({ body: { lines: 2, rated: 2 } })
  })

  it('wait whole and known again when one is longer than a line may be', async () => {
    const long = event('l', { note: 'x'.repeat(70_000) })
    expect(await send([long, event('m')])).toMatchObject({
      body: { rated: 1, problems: [{ index: 0, reason: 'line-too-long' }] }
    })
    expect(await send(long)).toMatchObject({ body: { duplicate: 1 } })
  })

  it.each([
    [[], 400],
    ['text', 400],
    [Array.from({ length: 10_001 }, () => ({})), 400],
    [event('n', { to: '\0' }), 400],
    [event('big', { note: 'x'.repeat(17_000_000) }), 413]
  ])('are refused as a whole when the request is none (%#)', async (payload, status) => {
    expect(await send(payload as object)).toMatchObject({ status, body: { status } })
  })
})
