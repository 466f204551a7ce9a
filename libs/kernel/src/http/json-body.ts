// JSON with a key that no body may have: parsers refuse it in the words with which they refuse what is no JSON at all.
import { Refused } from './refused.ts'

type Done = (error: Error | null, body?: unknown) => void

/** Of Fastify: it ends by calling `done`. */
export type BodyParser<Request> = (request: Request, body: string | Buffer, done: Done) => unknown

/** Reads as `parser` does; of a key that it does not allow, the refusal names the key. */
export function jsonBody<Request>(parser: BodyParser<Request>): BodyParser<Request> {
  return (request, body, done) =>
    parser(request, body, (error, value) => {
      const key = error === null ? null : forbiddenKey(String(body))
      done(key === null ? error : notAllowed(key), value)
    })
}

/** Of a body that was refused; null when it is no JSON. */
function forbiddenKey(body: string): string | null {
  let found = 'constructor'
  try {
    JSON.parse(body, (key, value: unknown) => {
      if (key === '__proto__') found = key
      return value
    })
  } catch {
    return null
  }
  return found
}

function notAllowed(key: string): Refused {
  const message = 'this key is not allowed: leave it out, or give it another name'
  return new Refused(400, 'invalid-request', `The key ${key} is not allowed in a body. Leave it out.`, [
    { field: key, message }
  ])
}
