// Requests of direct routes as networks send them: a small JSON body of known length. They are read and answered before any middleware.
import { DIRECT, type DirectRoute } from '@farthing/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { failed } from '../problems/problem.filter.ts'

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
/** Of Fastify: it ends by calling `done`. */
export type JsonParser = (request: FastifyRequest, body: string, done: Done) => unknown
type Done = (error: Error | null, body?: unknown) => void

const LONGEST_BODY = 65_536

/** Everything else that comes to such a route goes Fastify's own way. */
export class ShortRequests {
  private readonly handlers = new Map<DirectRoute, Handler>()
  private parser: JsonParser | undefined

  /** Before anything else is hooked: what comes before a hook is what it can spare. */
  listen(server: FastifyInstance): void {
    server.addHook('onRequest', (request, reply, done) => {
      const route = (request.routeOptions.config as { readonly [DIRECT]?: DirectRoute } | undefined)?.[DIRECT]
      const handler = route && this.handlers.get(route)
      if (handler === undefined || this.parser === undefined || !isShort(request)) return done()
      return this.read(request, reply, handler)
    })
  }

  readBy(parser: JsonParser): void {
    this.parser = parser
  }

  answer(route: DirectRoute, handler: Handler): void {
    this.handlers.set(route, handler)
  }

  private read(request: FastifyRequest, reply: FastifyReply, handler: Handler): void {
    const { raw } = request
    const pieces: Buffer[] = []
    raw.on('data', (piece: Buffer) => pieces.push(piece))
    raw.on('error', error => refuse(Object.assign(error, { statusCode: 400 }), request, reply))
    raw.on('end', () => {
      const body = (pieces.length === 1 ? pieces[0] : Buffer.concat(pieces))?.toString() ?? ''
      this.parser?.(request, body, (problem, value) => {
        if (problem !== null) return refuse(problem, request, reply)
        request.body = value ?? {}
        return void handler(request, reply).catch((thrown: unknown) => fail(thrown, request, reply))
      })
    })
  }
}

function isShort({ headers, method }: FastifyRequest): boolean {
  const length = Number(headers['content-length'])
  if (!(length > 0 && length <= LONGEST_BODY) || headers['transfer-encoding'] !== undefined) return false
  return method === 'POST' && headers['content-type'] === 'application/json'
}

/** As Fastify does of a body that it cannot read: more of it may come. */
function refuse(problem: Error, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('connection', 'close')
  fail(problem, request, reply)
}

/** No middleware has told the log which request this is. */
function fail(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { id, method, url } = request
  failed(thrown, request, reply, { reqId: id, req: { id, method, url } })
}
