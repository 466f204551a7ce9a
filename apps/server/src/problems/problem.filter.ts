import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { Problem } from '@farthing/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toProblem } from './to-problem.ts'

/** The one place where failures become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('Problem')

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const problem = toProblem(thrown, request.url, String(request.id))
    if (problem.status >= 500) this.#log.error(thrown instanceof Error ? thrown : String(thrown))
    if (!reply.sent) send(reply, problem)
  }
}

/** For what fails before there is a route, such as a path that cannot be decoded. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  send(reply, toProblem(thrown, request.url, String(request.id)))
}

function send(reply: FastifyReply, problem: Problem): void {
  void reply.status(problem.status).header('content-type', 'application/problem+json').send(problem)
}
