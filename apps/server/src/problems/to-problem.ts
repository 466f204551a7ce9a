// Whatever was thrown, as problem details. Nothing of the inside leaks: an unknown failure tells its number only.
import { STATUS_CODES } from 'node:http'
import { HttpException } from '@nestjs/common'
import { Refused, type Problem } from '@farthing/kernel'

const REASONS: Readonly<Record<number, string>> = {
  400: 'invalid-request',
  404: 'no-such-route',
  405: 'method-not-allowed',
  413: 'body-too-large',
  414: 'path-too-long',
  415: 'unsupported-media-type'
}

/** What to do about refusals of Fastify and Nest, by code or by status: their own words tell only what happened. */
const WORDS: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The path is not UTF-8 in percent-encoding. Encode each part of it.',
  FST_ERR_MAX_PARAM_LENGTH: 'A part of the path is longer than any id or number.',
  404: 'There is no such route. /docs lists those that there are.',
  413: 'The body has more than 16 MiB. Only usage files may, sent to /usage/imports.',
  415: 'Send the body as application/json, to /usage/events as application/cloudevents+json too; a usage file to /usage/imports, as text/csv or application/gzip.'
}

/** `incident` is the number under which the log has the failure. */
export function toProblem(thrown: unknown, instance: string, incident: string): Problem {
  if (thrown instanceof Refused) {
    const { status, reason, message, errors } = thrown
    return problem(status, { reason, detail: message, instance, ...(errors.length > 0 ? { errors: [...errors] } : {}) })
  }
  const status = statusOf(thrown)
  if (status < 400 || status >= 500) {
    const detail = `Something broke inside. The log has it under ${incident}.`
    return problem(status >= 500 && status < 600 ? status : 500, { reason: 'internal-error', detail, instance })
  }
  const detail = WORDS[codeOf(thrown)] ?? WORDS[status] ?? (thrown as Error).message
  return problem(status, { reason: REASONS[status] ?? kebab(STATUS_CODES[status] ?? 'refused'), detail, instance })
}

function codeOf(thrown: unknown): string {
  return String((thrown as { code?: unknown } | null | undefined)?.code ?? '')
}

/** Nest's exceptions and Fastify's own errors (bad JSON, body limit, media type) carry their status in different places. */
function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus()
  const { statusCode } = (thrown ?? {}) as { statusCode?: unknown }
  return typeof statusCode === 'number' ? statusCode : 500
}

function problem(status: number, rest: Pick<Problem, 'reason' | 'detail' | 'instance' | 'errors'>): Problem {
  return { type: `urn:farthing:problem:${rest.reason}`, title: STATUS_CODES[status] ?? 'Problem', status, ...rest }
}

function kebab(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]+/g, '-')
}
