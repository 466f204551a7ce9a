// Files of charges over HTTP: sent as they are, told line by line, sent again.
import { gzipSync } from 'node:zlib'
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const { inside } = api
const plan =
  'plan surf "Surf" {\n  from 2025-01-01\n  tariff traffic\n  rent 10.00 per month\n}\ncharges from parking\n'
const imports = '/deeds/receive-charge/imports'
let number = ''
let keys = 0

beforeAll(async () => {
  await publishRules(inside, sampleRules(plan))
  number = (await customer(inside, { identities: ['61400000001'], plan: 'surf' })).number
})
afterAll(() => api.close())

async function send(path: string, payload: string, type = 'text/csv') {
  const headers = { 'idempotency-key': `file-${++keys}`, 'content-type': type }
  const reply = await api.app.inject({ method: 'POST', url: path, headers, payload })
  return { status: reply.statusCode, body: reply.json() }
}

it('a file is taken, its refused lines are listed, and sent again when they are mended', async () => {
  const lines = [
    `${number},F-1,7.50,Parking`,
    `${number},F-1,7.50,Parking`,
    'A-000002,F-2,1.00,Parking',
    `${number},F-3`
  ]
  const file = ['account,id,amount,description', ...lines].join('\n')
  const { body, status } = await send(`${imports}?name=march.csv&source=parking`, file)
  expect({ body, status }).toMatchObject({
    status: 201,
    body: { name: 'march.csv', state: 'done', lines: 4, taken: 1, duplicate: 1, refused: 2 }
  })
  const refused = await api.get(`${imports}/${body.id}/refused?limit=1`)
  expect(refused.body).toMatchObject({ lines: [{ line: 4, reason: 'unknown-account' }], next: 4 })
  expect((await api.get(`${imports}/${body.id}/refused?after=4`)).body.lines).toMatchObject([
    { line: 5, reason: 'malformed', raw: `${number},F-3`, said: null }
  ])
  await customer(inside, { identities: ['61400000002'], plan: 'surf' })
  expect((await api.post(`${imports}/${body.id}/retry`)).body).toMatchObject({ lines: 4, taken: 2, refused: 1 })
  expect((await api.get(imports)).body).toMatchObject({ imports: [{ id: body.id, taken: 2 }], next: null })
})

it.each([
  ['nothing', imports, '', 422, 'bad-header'],
  ['columns that there are not', imports, 'account,colour\n', 422, 'bad-header'],
  ['deeds that are not known by their fields', '/deeds/join-loyalty/imports', 'account\n', 409, 'not-importable'],
  ['deeds that there are not', '/deeds/dance/imports', 'account\n', 404, 'unknown-deed']
])('a file of %s is refused', async (_, path, content, status, reason) => {
  expect(await send(path, content)).toMatchObject({ status, body: { reason } })
})

it.each([`${imports}?before=3000000000`, `${imports}/1/refused?after=3000000000`])('%s is no page', async path => {
  expect(await api.get(path)).toMatchObject({ status: 400 })
})

it('what is no file is told how to be sent', async () => {
  expect(await send(imports, '{}', 'application/json')).toMatchObject({ status: 415, body: { reason: 'not-a-file' } })
  expect(await api.post(`${imports}/99/retry`)).toMatchObject({ status: 404 })
})

it('a file may name a subscription by a number that it holds', async () => {
  const lines = ['+61400000001', '61400000001', '61400000009'].map((of, at) => `${number},${of},N-${at},1.00,Parking`)
  const file = ['account,subscription,id,amount,description', ...lines].join('\n')
  const { body } = await send(`${imports}?name=by-number.csv&source=parking`, file)
  expect(body).toMatchObject({ taken: 2, refused: 1 })
  expect((await api.get(`${imports}/${body.id}/refused`)).body.lines).toMatchObject([
    { line: 4, reason: 'unknown-subscription', detail: expect.stringContaining('by a number that it holds') }
  ])
})

it.each([
  ['a deed that there is not', '/deeds/dance/imports', 404],
  ['columns that there are not', imports, 422],
  ['columns that there are not, packed', imports, 422],
  ['usage of other columns', '/usage/imports?format=csv&name=a', 422]
])('of a long file for %s the answer comes before its end', async (what, path, status) => {
  const url = await api.app.getUrl().catch(() => '')
  if (url === '') await api.app.listen(0, '127.0.0.1')
  const text = `account,colour\n${'A-000001,red\n'.repeat(1_000_000)}`
  const body = what.endsWith('packed') ? gzipSync(text, { level: 0 }) : text
  const headers = { 'content-type': 'application/octet-stream', 'idempotency-key': `long-${++keys}` }
  const answer = await fetch(`${await api.app.getUrl()}${path}`, { method: 'POST', headers, body })
  expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status, body: { status } })
})
