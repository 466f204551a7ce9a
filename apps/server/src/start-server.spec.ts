import { Body, Controller, Get, Module, Param, Post, Res, type DynamicModule } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Answers, Direct, found, Persistence, StartRefused } from '@farthing/kernel'
import { z } from 'zod'
import { createServer, startServer } from './start-server.ts'

const NewTariff = z.strictObject({
  name: z.string().min(1),
  rows: z.array(z.object({ price: z.string() })).default([])
})
const TariffView = z.object({ name: z.string() }).meta({ id: 'Tariff' })

@Controller('tariffs')
class TariffController {
  @Post()
  @Answers(TariffView, { status: 201, summary: 'Takes a tariff.' })
  take(@Body({ schema: NewTariff }) body: z.output<typeof NewTariff>) {
    return { name: body.name, secret: 'not declared' }
  }

  @Get(':name')
  @Answers(TariffView, { summary: 'One tariff.' })
  one(@Param('name') name: string) {
    if (name === 'broken') throw new TypeError('password=hunter2')
    if (name === 'misfit') return { label: name }
    return found(name === 'voice' ? { name } : undefined, 'tariff', name)
  }
}

/** The same things, without Nest's pipeline. */
@Controller('direct')
class DirectController {
  @Post(':name')
  @Direct()
  @Answers(TariffView, { status: 201, summary: 'Takes a tariff at once.' })
  async take(
    @Res({ passthrough: true }) reply: { header(name: string, value: string): unknown },
    @Param('name') name: string,
    @Body({ schema: NewTariff }) body: z.output<typeof NewTariff>
  ) {
    if (name === 'broken') throw new TypeError('password=hunter2')
    reply.header('location', `/direct/${name}`)
    return found(name === 'voice' ? { name: `${body.name}, ${body.rows.length} rows` } : undefined, 'tariff', name)
  }
}

@Module({})
class Features {}

/** Stands where the kernel stands; its database never answers. */
const kernel: DynamicModule = {
  module: Features,
  global: true,
  controllers: [TariffController, DirectController],
  providers: [{ provide: Persistence, useValue: { bulk: () => Promise.reject(new Error('no database')) } }],
  exports: [Persistence]
}

describe('the HTTP shell', () => {
  let app: NestFastifyApplication
  beforeAll(async () => {
    app = await createServer({ kernel, logLevel: 'silent' })
  })
  afterAll(() => app.close())

  const call = (method: 'GET' | 'POST', url: string, payload?: string | object, type = 'application/json') =>
    app.inject({ method, url, ...(payload === undefined ? {} : { payload, headers: { 'content-type': type } }) })

  it('answers what the schema declares and strips the rest', async () => {
    const answer = await call('POST', '/tariffs', { name: 'voice' })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toEqual({ name: 'voice' })
  })

  it('names every field that does not fit', async () => {
    const answer = await call('POST', '/tariffs', { name: '', rows: [{ price: '1' }, { price: 2 }] })
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({
      type: 'urn:farthing:problem:invalid-request',
      status: 400,
      instance: '/tariffs',
      errors: [{ field: 'name' }, { field: 'rows[1].price', message: 'give a string, not a number' }]
    })
  })

  it.each([
    ['an unknown field', 'POST', '/tariffs', { name: 'x', colour: 'red' }, 400, 'invalid-request'],
    ['a body that is no JSON', 'POST', '/tariffs', '{"name":', 400, 'invalid-request'],
    ['nothing there', 'GET', '/nowhere', undefined, 404, 'no-such-route'],
    ['an unknown thing', 'GET', '/tariffs/sms', undefined, 404, 'unknown-tariff'],
    ['a huge body', 'POST', '/tariffs', JSON.stringify({ name: 'x'.repeat(17 << 20) }), 413, 'body-too-large'],
    ['a path that is not UTF-8', 'GET', '/tariffs/%ff', undefined, 400, 'invalid-request'],
    ['a path of great length', 'GET', `/tariffs/${'x'.repeat(1001)}`, undefined, 414, 'path-too-long'],
    ['a NUL character in a path', 'GET', '/tariffs/%00', undefined, 400, 'invalid-request'],
    ['a NUL character in a body', 'POST', '/tariffs', { name: 'a\0' }, 400, 'invalid-request'],
    ['half of a surrogate pair', 'POST', '/tariffs', '{"name":"a\\ud800"}', 400, 'invalid-request'],
    ['a body nested deep', 'POST', '/tariffs', `{"name":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, 400, 'invalid-request'],
    ['no body at all', 'POST', '/tariffs', undefined, 400, 'invalid-request'],
    ['an unknown field, directly', 'POST', '/direct/voice', { name: 'x', colour: 'red' }, 400, 'invalid-request'],
    ['a body that is no JSON, directly', 'POST', '/direct/voice', '{"name":', 400, 'invalid-request'],
    ['a forbidden key, directly', 'POST', '/direct/voice', '{"name":"x","__proto__":{}}', 400, 'invalid-request'],
    ['an unknown thing, directly', 'POST', '/direct/sms', { name: 'x' }, 404, 'unknown-tariff'],
    ['a huge body, directly', 'POST', '/direct/voice', `{"name":"${'x'.repeat(17 << 20)}"}`, 413, 'body-too-large'],
    ['a NUL character in a path, directly', 'POST', '/direct/%00', { name: 'x' }, 400, 'invalid-request'],
    ['half of a surrogate pair, directly', 'POST', '/direct/voice', '{"name":"a\\ud800"}', 400, 'invalid-request'],
    ['no body at all, directly', 'POST', '/direct/voice', undefined, 400, 'invalid-request'],
    ['another method, directly', 'GET', '/direct/voice', undefined, 404, 'no-such-route'],
    ['a failure inside, directly', 'POST', '/direct/broken', { name: 'x' }, 500, 'internal-error'],
    ['a failure inside', 'GET', '/tariffs/broken', undefined, 500, 'internal-error'],
    ['an answer that does not match', 'GET', '/tariffs/misfit', undefined, 500, 'internal-error'],
    ['a database that is away', 'GET', '/health', undefined, 503, 'database-unavailable']
  ] as const)('%s is a problem', async (_, method, url, payload, status, reason) => {
    const answer = await call(method, url, payload)
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({ status, reason, type: `urn:farthing:problem:${reason}` })
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.body).not.toContain('hunter2')
  })

  it('answers directly by the parameters that a method declares, and describes such a route as all others', async () => {
    const answer = await call('POST', '/direct/voice/', { name: 'x', rows: [{ price: '1' }] })
    expect(answer).toMatchObject({ statusCode: 201, headers: { location: '/direct/voice' } })
    expect(answer.json()).toEqual({ name: 'x, 1 rows' })
    const { post } = (await call('GET', '/docs-json')).json().paths['/direct/{name}']
    expect(Object.keys(post.requestBody.content['application/json'].schema.properties)).toEqual(['name', 'rows'])
    expect(Object.keys(post.responses)).toEqual(['201', 'default'])
  })

  it('answers a failure of a direct route in the same words', async () => {
    const wrong = { name: '', rows: [{ price: '1' }, { price: 2 }] }
    const [direct, other] = await Promise.all(['/direct/voice', '/tariffs'].map(url => call('POST', url, wrong)))
    expect({ ...direct?.json(), instance: '' }).toEqual({ ...other?.json(), instance: '' })
  })

  it.each([
    [{ name: 'x', colour: 'red' }, 'colour', 'unknown field: this takes name, rows'],
    [{}, 'name', 'missing: give a string'],
    [{ name: 'x', rows: [{ price: '\0' }] }, 'rows[0].price', expect.stringContaining('NUL')]
  ])('says what to do about %j', async (payload, field, message) => {
    expect((await call('POST', '/tariffs', payload)).json().errors).toContainEqual({ field, message })
  })

  it('names a part of the path', async () => {
    expect((await call('GET', '/tariffs/%00')).json()).toMatchObject({ errors: [{ field: 'name' }] })
  })

  it('refuses a media type that it cannot read', async () => {
    const answer = await call('POST', '/tariffs', 'name: x', 'text/yaml')
    expect(answer.json()).toMatchObject({ status: 415, reason: 'unsupported-media-type' })
    const direct = await call('POST', '/direct/voice', 'name: x', 'text/yaml')
    expect(direct.json()).toMatchObject({ status: 415, reason: 'unsupported-media-type' })
  })

  it('says of a body that is compressed that it is', async () => {
    const answer = await call('POST', '/tariffs', '\u001f\ufffd\b', 'application/json')
    expect(answer.json()).toMatchObject({ status: 415, detail: expect.stringContaining('without Content-Encoding') })
  })

  it('describes itself: answers, problems, idempotency', async () => {
    const document = (await call('GET', '/docs-json')).json()
    const post = document.paths['/tariffs'].post
    expect(post.summary).toBe('Takes a tariff.')
    expect(post.responses['201'].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Tariff' })
    expect(post.responses.default.content).toHaveProperty('application/problem+json')
    expect(post.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true })
    )
    expect(document.components.schemas.Problem).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['reason'])
    })
    expect((await call('GET', '/docs')).body).toContain('swagger-ui')
  })

  it('says what to do when its port is taken', async () => {
    const first = await startServer({ kernel, port: 0, logLevel: 'silent' })
    const port = Number(new URL(first.url).port)
    expect(new URL(first.url).hostname).toBe('127.0.0.1')
    await expect(startServer({ kernel, port, logLevel: 'silent' })).rejects.toThrow(
      new StartRefused(`Port ${port} of 127.0.0.1 is taken. Give another with --port, or 0 for a free one.`)
    )
    await first.close()
  })
})
