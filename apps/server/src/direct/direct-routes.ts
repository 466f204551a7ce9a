// Routes that say `@Direct()`: Nest wires and describes them, and Fastify calls their methods without Nest's pipeline.
import { HTTP_CODE_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js'
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DIRECT, type DirectRoute } from '@farthing/kernel'
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { z } from 'zod'
import { quietRequests } from '../log-settings.ts'
import { failed } from '../problems/problem.filter.ts'
import { checkedBody, checkedText } from '../problems/request-pipe.ts'
import type { Handler, ShortRequests } from './short-requests.ts'

type Read = (request: FastifyRequest, reply: FastifyReply) => unknown

/** What Nest keeps of a decorated parameter, under `<kind>:<index>`. */
interface Parameter {
  readonly index: number
  readonly data?: string
  readonly schema?: z.ZodType
}

/** Before the application is initialised: each route is looked at as Nest registers it. */
export function serveDirectly(app: NestFastifyApplication, short: ShortRequests): void {
  const server = app.getHttpAdapter().getInstance()
  server.addHook('onRoute', (options: RouteOptions) => {
    const route = (options.config as { readonly [DIRECT]?: DirectRoute } | undefined)?.[DIRECT]
    if (route === undefined) return
    const handler = handlerOf(app, route)
    short.answer(route, handler)
    options.handler = (request, reply) => {
      quietRequests.add(request.raw)
      return handler(request, reply)
    }
    options.errorHandler = failed
  })
}

function handlerOf(app: NestFastifyApplication, { controller, method }: DirectRoute): Handler {
  const instance = app.get<Record<string, (...values: unknown[]) => Promise<unknown>>>(controller, { strict: false })
  const reads = parametersOf(controller, method)
  const status = Reflect.getMetadata(HTTP_CODE_METADATA, controller.prototype[method]) as number
  return async (request, reply) => {
    reply.status(status)
    const answer = await instance[method]?.(...reads.map(read => read(request, reply)))
    return reply.send(answer)
  }
}

function parametersOf(controller: DirectRoute['controller'], method: string): Read[] {
  const known = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, Parameter>
  return Object.entries(known)
    .toSorted(([, a], [, b]) => a.index - b.index)
    .map(([key, parameter]) => reader(Number.parseInt(key, 10), parameter, `${controller.name}.${method}`))
}

function reader(kind: RouteParamtypes, { data: name, schema }: Parameter, where: string): Read {
  if (kind === RouteParamtypes.REQUEST) return request => request
  if (kind === RouteParamtypes.RESPONSE) return (_request, reply) => reply
  if (kind === RouteParamtypes.BODY && schema !== undefined) return ({ body }) => checkedBody(body, schema)
  if (kind === RouteParamtypes.PARAM && name !== undefined)
    return ({ params }) => checkedText((params as Readonly<Record<string, string>>)[name] ?? '', name)
  throw new Error(`${where} is direct: its parameters are @Body({ schema }), @Param(name), @Req() and @Res().`)
}
