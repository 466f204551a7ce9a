// Every write over HTTP carries an Idempotency-Key: the same request again gets the stored answer, not a second effect.
import { createHash } from 'node:crypto'
import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { from, lastValueFrom, type Observable } from 'rxjs'
import { Refused } from '../http/index.ts'
import { withinCommand, type CommandContext } from './command-context.ts'
import { Idempotency } from './idempotency.ts'
import { KernelSettings } from './kernel-settings.ts'

interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body?: unknown
}
interface HttpReply {
  readonly statusCode: number
  status(code: number): HttpReply
  header(name: string, value: string): HttpReply
}

interface Answering {
  readonly reply: HttpReply
  /** A field of the answer that is not kept. */
  readonly forgotten: string | undefined
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Characters of an Idempotency-Key. */
export const LONGEST_KEY = 255

const KEYED_BY_CONTENT = 'farthing:keyed-by-content'

/** Put on a write that does nothing twice by itself, because what is sent carries its own keys: without a key it is carried out as it comes. */
export function KeyedByContent(): MethodDecorator {
  return SetMetadata(KEYED_BY_CONTENT, true)
}

const FORGOTTEN = 'farthing:forgotten-of-answer'

/** Put on a write that answers with a secret: it is shown in the first answer, and left out of what is kept for the same request again. */
export function ForgetsOfAnswer(field: string): MethodDecorator {
  return SetMetadata(FORGOTTEN, field)
}

const OWN_KEYS = 'keeps-own-keys'

/** For a controller that answers the same request with the same answer by itself: it is let through. */
export const KeepsOwnKeys = (): ClassDecorator => SetMetadata(OWN_KEYS, true)

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly settings: KernelSettings,
    private readonly reflector: Reflector
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle()
    const request = context.switchToHttp().getRequest<HttpRequest>()
    if (READING.has(request.method) || keepsOwnKeys(context)) return next.handle()
    const keyed = this.reflector.get<true | undefined>(KEYED_BY_CONTENT, context.getHandler())
    if (keyed === true && request.headers['idempotency-key'] === undefined) return next.handle()
    const forgotten = this.reflector.get<string | undefined>(FORGOTTEN, context.getHandler())
    const reply = context.switchToHttp().getResponse<HttpReply>()
    return from(this.#once(request, { reply, forgotten }, next))
  }

  async #once(request: HttpRequest, answering: Answering, next: CallHandler): Promise<unknown> {
    const { reply } = answering
    const admission = await this.idempotency.admit({
      tenant: this.settings.tenant,
      key: idempotencyKey(request),
      request: digest(request)
    })
    switch (admission.kind) {
      case 'carry-out':
        return this.#carryOut(admission.command, answering, next)
      case 'answered':
        reply.status(admission.status).header('idempotent-replayed', 'true')
        return admission.answer
      case 'other-request':
        throw new Refused(
          422,
          'idempotency-key-reused',
          'This Idempotency-Key was used for another request. Use a new key for each new request.'
        )
      case 'in-flight':
        throw new Refused(
          409,
          'request-in-flight',
          'The same request is being carried out at this moment. Ask again shortly.'
        )
      case 'answer-lost':
        throw new Refused(
          409,
          'answer-lost',
          'This request was carried out, but its answer was lost in a crash. Read what it changed.'
        )
    }
  }

  async #carryOut(command: CommandContext, { forgotten, reply }: Answering, next: CallHandler): Promise<unknown> {
    let answer: unknown
    try {
      answer = await this.idempotency.during(command, () =>
        withinCommand(command, () => lastValueFrom(next.handle(), { defaultValue: undefined }))
      )
    } catch (error) {
      if (error instanceof Refused) await this.idempotency.forgetRefused(command)
      else await this.idempotency.forgetFailed(command)
      throw error
    }
    await this.idempotency.keepAnswer(command, reply.statusCode, without(answer, forgotten))
    return answer
  }
}

function without(answer: unknown, field: string | undefined): unknown {
  if (field === undefined) return answer
  return Object.fromEntries(Object.entries(answer as object).filter(([name]) => name !== field))
}

function keepsOwnKeys(context: ExecutionContext): boolean {
  return Reflect.getMetadata(OWN_KEYS, context.getClass()) === true
}

export type KeyedHeaders = Pick<HttpRequest, 'headers'>

/** Throws Refused when there is none. */
export function idempotencyKey(request: KeyedHeaders): string {
  const key = request.headers['idempotency-key']
  if (typeof key === 'string' && key.trim() !== '' && key.length <= LONGEST_KEY) return key
  throw new Refused(
    400,
    'idempotency-key-required',
    `A request that changes something carries the header Idempotency-Key: any text of up to ${LONGEST_KEY} characters, new for each new request.`,
    [{ field: 'Idempotency-Key', message: 'missing, empty or too long' }]
  )
}

function digest(request: HttpRequest): string {
  // what is streamed is not read twice: its type and length tell such requests apart
  const streamed = typeof (request.body as { pipe?: unknown } | undefined)?.pipe === 'function'
  const { 'content-type': type, 'content-length': length } = request.headers
  const body = streamed ? `${type} ${length}` : request.body === undefined ? '' : JSON.stringify(request.body)
  return createHash('sha256').update(`${request.method} ${request.url}\n${body}`).digest('hex')
}
