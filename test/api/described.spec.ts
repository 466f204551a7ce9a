// The OpenAPI document: nothing is left out of it, and it points nowhere that is not there.
import { openApi } from './api.ts'

interface Operation {
  readonly summary?: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema?: object }> }
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: object }> }>
}

const api = await openApi()
const document = (await api.get('/docs-json')).body
const paths = Object.entries(document.paths as Record<string, Record<string, Operation>>)
const operations = paths.flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, method, path, operation }))
)
afterAll(() => api.close())

/** Writes whose content carries its own keys. */
const KEY_OPTIONAL = '/usage/events'
/** Writes that say all there is to say by their path. */
const WITHOUT_BODY =
  /\/(apply|close|commission-earnings|issue|(?<=billing-runs\/\{run\}\/)(?:release|renew)|(?<=imports\/\{id\}\/)retry|(?<!(?:commission-runs\/\{run\}|retention\/\{request\})\/)withdraw)$/
/** In the shape of 3GPP: a request is known by its session and number, and the end of one is answered by nothing. */
const OWN_SHAPE = /^\/nchf-/

describe('the document', () => {
  it('promises no revenue where nobody is billed what it sums', () => {
    const statistics = operations.find(({ name }) => name === 'get /usage/statistics')
    expect(statistics?.operation.summary).toMatch(/^Usage, and what it costs at tariff, before allowances/)
  })

  it('is OpenAPI 3.1 and covers every feature', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Farthing' } })
    expect(operations.length).toBeGreaterThan(40)
    expect(new Set(paths.map(([path]) => path.split('/')[1]))).toEqual(
      new Set([
        'health',
        'adjustments',
        'commission-earnings',
        'commission-runs',
        'partners',
        'metrics',
        'rules',
        'accounts',
        'subscriptions',
        'ledger',
        'usage',
        'payments',
        'billing-runs',
        'invoices',
        'disputes',
        'retention',
        'messages',
        'policies',
        'charges',
        'deeds',
        'pocket-groups',
        'voucher-batches',
        'voucher-blocks',
        'nchf-convergedcharging'
      ])
    )
  })

  it('points nowhere that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(match => match[1] ?? '')
    const known = new Set(Object.keys(document.components.schemas).map(name => `#/components/schemas/${name}`))
    expect(references.filter(reference => !known.has(reference))).toEqual([])
  })
})

it('describes usage events whole: every member that is read, and both ways to send them', () => {
  const { UsageEvent, UsageCloudEvent } = document.components.schemas
  expect(Object.keys(UsageEvent.properties)).toEqual(
    'id service subscriber to from started_at quantity unit value currency'.split(' ')
  )
  expect(UsageEvent.required).toEqual('id service subscriber started_at quantity unit'.split(' '))
  expect(UsageCloudEvent.required).toEqual(['specversion', 'id', 'source', 'data'])
  expect(Object.keys(document.paths['/usage/events'].post.requestBody.content)).toHaveLength(3)
})

describe.each(operations)('$name', ({ method, path, operation }) => {
  it('says what it does, answers and refuses', () => {
    expect(operation.summary).toMatch(/^[A-Z].*\.$/)
    const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
    expect(answers).toHaveLength(1)
    if (answers[0]?.[0] !== '204') expect(Object.values(answers[0]?.[1].content ?? {})[0]?.schema).toBeDefined()
    expect(operation.responses['default']?.content).toHaveProperty('application/problem+json')
  })

  it('takes what it says', () => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1])
    expect(operation.parameters?.filter(each => each.in === 'path').map(each => each.name) ?? []).toEqual(inPath)
    const key = operation.parameters?.find(each => each.name === 'Idempotency-Key')
    const optional = path === KEY_OPTIONAL || OWN_SHAPE.test(path)
    expect(key?.required).toBe(method === 'get' ? undefined : !optional)
    const schemas = Object.values(operation.requestBody?.content ?? {}).map(each => each.schema)
    expect(schemas.length > 0).toBe(method !== 'get' && !WITHOUT_BODY.test(path))
    expect(schemas.every(schema => schema !== undefined)).toBe(true)
  })
})
