// JSON as every route reads it: what is no JSON is refused with its place, a key that no body may have by its name.
import { Refused } from './refused.ts'

type Done = (error: Error | null, body?: unknown) => void

/** Of Fastify: it ends by calling `done`. */
export type BodyParser<Request> = (request: Request, body: string | Buffer, done: Done) => unknown

const GZIP = '\u001f'
const COMPRESSED =
  'The body is compressed, and this route reads JSON as it is: send it without Content-Encoding. A usage file may be gzip, sent to /usage/imports as application/gzip.'

/** Reads as `parser` does; of what it does not allow, the refusal says where and what. An empty body is one that was left out. */
export function jsonBody<Request>(parser: BodyParser<Request>): BodyParser<Request> {
  return (request, body, done) => {
    if (body.length === 0) return done(null)
    return parser(request, body, (error, value) => done(error === null ? null : refusalOf(String(body)), value))
  }
}

/** Of a body that was refused. */
function refusalOf(body: string): Refused {
  if (body.startsWith(GZIP)) return new Refused(415, 'unsupported-media-type', COMPRESSED)
  let key = 'constructor'
  try {
    JSON.parse(body, (name, value: unknown) => {
      if (name === '__proto__') key = name
      return value
    })
  } catch (problem) {
    const why = whyNoJson(body, (problem as Error).message)
    return new Refused(400, 'invalid-request', `The body is no JSON: ${why}`, [{ field: '', message: why }])
  }
  const message = 'this key is not allowed: leave it out, or give it another name'
  const detail = `The key ${key} is not allowed in a body. Leave it out.`
  return new Refused(400, 'invalid-request', detail, [{ field: key, message }])
}

/** The words of JSON.parse ("Expected ',' or ']' after array element in JSON at position 5 (line 1 column 6)") with the place first. */
function whyNoJson(body: string, words: string): string {
  const [, position, line, column] = /at position (\d+)(?: \(line (\d+) column (\d+)\))?/.exec(words) ?? []
  if (/^Un(expected end|terminated)/.test(words) || Number(position) === body.length)
    return `it ends too soon, after ${body.length} characters. Was it cut off?`
  const what = words.replace(/ in JSON at position.*$/s, '')
  return line === undefined ? `${what}.` : `line ${line}, column ${column}: ${what}.`
}
