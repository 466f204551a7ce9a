// A CloudEvent in binary mode (the HTTP binding of CloudEvents 1.0): its attributes are headers, its data is the body.

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

const PREFIX = 'ce-'
/** Bodies of the other modes, whatever headers stand beside them. */
const STRUCTURED = 'application/cloudevents'

/** The event as structured mode would have told it; null where the request is in no binary mode. */
export function binaryCloudEvent(headers: Headers, data: unknown): Readonly<Record<string, unknown>> | null {
  if (String(headers['content-type'] ?? '').startsWith(STRUCTURED)) return null
  const attributes = Object.entries(headers).filter(([name]) => name.startsWith(PREFIX))
  if (attributes.length === 0) return null
  const told = attributes.map(([name, value]) => [name.slice(PREFIX.length), decoded(String(value))] as const)
  return { specversion: '', ...Object.fromEntries(told), data }
}

/** What no header may hold is percent-encoded; what is no such encoding is taken as it is. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
