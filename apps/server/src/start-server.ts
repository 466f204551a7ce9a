import { setFlagsFromString } from 'node:v8'
import { StandardSchemaSerializerInterceptor, type DynamicModule } from '@nestjs/common'
import { NestFactory, Reflector } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { SwaggerModule } from '@nestjs/swagger'
import { jsonBody, StartRefused } from '@farthing/kernel'
import { Logger } from 'nestjs-pino'
import { AppModule } from './app.module.ts'
import { serveDirectly } from './direct/direct-routes.ts'
import { type JsonParser, ShortRequests } from './direct/short-requests.ts'
import { describeApi } from './docs/describe-api.ts'
import type { LogLevel } from './log-settings.ts'
import { ProblemFilter, sendProblem } from './problems/problem.filter.ts'
import { RequestPipe } from './problems/request-pipe.ts'

export interface ServerOptions {
  readonly kernel: DynamicModule
  /** Loopback unless said otherwise: who may call is decided in front of this process. */
  readonly host?: string
  /** 0 takes a free port. */
  readonly port?: number
  readonly logLevel?: LogLevel
}

export interface RunningServer {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  readonly app: NestFastifyApplication
  close(): Promise<void>
}

const BODY_LIMIT = 16 * 1024 * 1024
/** Characters; ids of usage events are the longest. */
const LONGEST_PARAMETER = 1000

/**
 * Under load V8 comes to make short-lived objects as if they lived long. Each then keeps the request that it was made for until
 * a whole collection: 0193.
 */
const ALL_BEGIN_YOUNG = '--no-allocation-site-pretenuring'

/** Serves the API. Throws StartRefused with a readable message when it cannot. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  setFlagsFromString(ALL_BEGIN_YOUNG)
  const { host = '127.0.0.1', port = 3000 } = options
  const app = await createServer(options)
  try {
    await app.listen({ host, port })
  } catch (problem) {
    await app.close()
    throw cannotListen(problem, host, port)
  }
  return { url: await app.getUrl(), app, close: () => app.close() }
}

/** The application, ready for `inject` in a spec, listening nowhere. */
export async function createServer({ kernel, logLevel = 'info' }: ServerOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: sendProblem // of a path that leads to no route, before any filter
  })
  const short = new ShortRequests()
  short.listen(adapter.getInstance())
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.around(kernel, logLevel), adapter, {
    bodyParser: false, // of forms and texts too, which no route reads
    logger: false, // until there is one: a refusal to start is told once, by whoever started it
    abortOnError: false
  })
  app.useLogger(app.get(Logger))
  app.useGlobalPipes(new RequestPipe())
  app.useGlobalInterceptors(new StandardSchemaSerializerInterceptor(app.get(Reflector)))
  app.useGlobalFilters(new ProblemFilter())
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml'
  })
  readMissingBodyAsEmpty(app)
  short.readBy(readJson(app))
  serveDirectly(app, short)
  await app.init()
  await app.getHttpAdapter().getInstance().ready()
  return app
}

/** A write that says nothing is one that leaves every field out: its schema decides whether that will do. */
function readMissingBodyAsEmpty(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance()
  server.addHook('preHandler', (request, _reply, done) => {
    if (request.method !== 'GET') request.body ??= {}
    done()
  })
}

/** And nothing else, but for what a route of files reads. */
function readJson(app: NestFastifyApplication): JsonParser {
  const server = app.getHttpAdapter().getInstance()
  server.removeAllContentTypeParsers()
  const parser = jsonBody(server.getDefaultJsonParser('error', 'error') as Parameters<typeof jsonBody>[0])
  server.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: BODY_LIMIT }, parser)
  return parser
}

function cannotListen(problem: unknown, host: string, port: number): unknown {
  const { code } = problem as { code?: string }
  if (code === 'EADDRINUSE')
    return new StartRefused(`Port ${port} of ${host} is taken. Give another with --port, or 0 for a free one.`)
  if (code === 'EACCES')
    return new StartRefused(`This user may not listen on port ${port}. Give one above 1023 with --port.`)
  if (code === 'EADDRNOTAVAIL')
    return new StartRefused(`${host} is not an address of this machine. Give another with --host.`)
  return problem
}
