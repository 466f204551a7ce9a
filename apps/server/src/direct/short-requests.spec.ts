import { Body, Controller, Module, Param, Post, Res, type DynamicModule } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Answers, Direct, found, Persistence } from '@farthing/kernel'
import { z } from 'zod'
import { createServer } from '../start-server.ts'

const NewTariff = z.strictObject({
  name: z.string().min(1),
  rows: z.array(z.object({ price: z.string() })).default([])
})
const TariffView = z.object({ name: z.string() }).meta({ id: 'Tariff' })

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

const kernel: DynamicModule = {
  module: Features,
  global: true,
  controllers: [DirectController],
  providers: [{ provide: Persistence, useValue: {} }],
  exports: [Persistence]
}

describe('a request of a direct route', () => {
  let app: NestFastifyApplication
  beforeAll(async () => {
    app = await createServer({ kernel, logLevel: 'silent' })
  })
  afterAll(() => app.close())

  const answerTo = async (url: string, payload: string, headers: Readonly<Record<string, string>>) => {
    const answer = await app.inject({ method: 'POST', url, payload, headers })
    const { date, ...others } = answer.headers
    expect(date).toBeDefined()
    return { status: answer.statusCode, headers: others, body: answer.body.replace(/req-\w+/, 'req') }
  }

  it.each([
    ['that is fine', '/direct/voice', '{"name":"grün 🙂","rows":[{"price":"1"}]}', 201],
    ['with a slash behind', '/direct/voice/', '{"name":"x"}', 201],
    ['with a question', '/direct/voice?why=not', '{"name":"x"}', 201],
    ['with an unknown field', '/direct/voice', '{"name":"x","colour":"red"}', 400],
    ['with nothing', '/direct/voice', 'null', 400],
    ['that is no object', '/direct/voice', '[1]', 400],
    ['that is no JSON', '/direct/voice', '{"name":', 400],
    ['that is blank', '/direct/voice', ' ', 400],
    ['with a forbidden key', '/direct/voice', '{"name":"x","__proto__":{}}', 400],
    ['with another', '/direct/voice', '{"name":"x","constructor":{"prototype":{}}}', 400],
    ['with a byte order mark', '/direct/voice', '\ufeff{"name":"x"}', 201],
    ['with a NUL character', '/direct/voice', '{"name":"a\\u0000"}', 400],
    ['with one in its path', '/direct/%00', '{"name":"x"}', 400],
    ['nested deep', '/direct/voice', `{"name":${'['.repeat(1e4)}${']'.repeat(1e4)}}`, 400],
    ['of something unknown', '/direct/sms', '{"name":"x"}', 404],
    ['that fails inside', '/direct/broken', '{"name":"x"}', 500]
  ])('%s is answered the same, read at once or in the usual way', async (_, url, payload, status) => {
    const atOnce = await answerTo(url, payload, { 'content-type': 'application/json' })
    expect(atOnce.status).toBe(status)
    expect(await answerTo(url, payload, { 'content-type': 'application/json; charset=utf-8' })).toEqual(atOnce)
  })
})
