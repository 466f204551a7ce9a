import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { Problem } from '@farthing/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toProblem } from './to-problem.ts'

const log = new Logger('Problem')

/** The one place where failures become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    failed(thrown, host.switchToHttp().getRequest<FastifyRequest>(), host.switchToHttp().getResponse<FastifyReply>())
  }
}

/** Of the request that led to `thrown`: logged when it is ours, with what the log does not know by itself, and told. */
export function failed(thrown: unknown, request: FastifyRequest, reply: FastifyReply, known: object = {}): void {
  const problem = toProblem(thrown, request.url, String(request.id))
  if (problem.status >= 500)
    log.error({ ...(thrown instanceof Error ? { err: thrown } : { msg: String(thrown) }), ...known })
  if (!reply.sent) send(reply, problem)
}

/** For what fails before there is a route, such as a path that cannot be decoded. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  send(reply, toProblem(thrown, request.url, String(request.id)))
}

function send(reply: FastifyReply, problem: Problem): void {
  void reply.status(problem.status).header('content-type', 'application/problem+json').send(problem)
}
