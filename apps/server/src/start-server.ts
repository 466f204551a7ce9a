import { StandardSchemaSerializerInterceptor, StandardSchemaValidationPipe, type DynamicModule } from '@nestjs/common'
import { NestFactory, Reflector } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { SwaggerModule } from '@nestjs/swagger'
import { StartRefused } from '@farthing/kernel'
import { Logger } from 'nestjs-pino'
import { AppModule } from './app.module.ts'
import { describeApi } from './docs/describe-api.ts'
import type { LogLevel } from './log-settings.ts'
import { invalidRequest } from './problems/invalid-request.ts'
import { ProblemFilter } from './problems/problem.filter.ts'

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

/** Serves the API. Throws StartRefused with a readable message when it cannot. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
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
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, routerOptions: { ignoreTrailingSlash: true } })
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.around(kernel, logLevel), adapter, {
    logger: false, // until there is one: a refusal to start is told once, by whoever started it
    abortOnError: false
  })
  app.useLogger(app.get(Logger))
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: invalidRequest }))
  app.useGlobalInterceptors(new StandardSchemaSerializerInterceptor(app.get(Reflector)))
  app.useGlobalFilters(new ProblemFilter())
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml'
  })
  await app.init()
  await app.getHttpAdapter().getInstance().ready()
  return app
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
