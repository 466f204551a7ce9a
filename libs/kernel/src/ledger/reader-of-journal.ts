// The way to a reader of the journal: while it waits for the reader, a connection and its snapshot wait too.
import { once } from 'node:events'
import type { PassThrough } from 'node:stream'

/** Writes, and waits until the reader has made room. Rejects when it is gone, or has read nothing for so long. */
export function writerTo(
  stream: PassThrough,
  { patienceMs }: { readonly patienceMs: number }
): (text: string) => Promise<void> {
  const gone = closed(stream)
  return async text => {
    gone.throwIfAborted()
    if (stream.write(text)) return
    const silence = AbortSignal.timeout(patienceMs)
    try {
      await once(stream, 'drain', { signal: AbortSignal.any([gone, silence]) })
    } catch (error) {
      if (!silence.aborted) throw error
      throw new Error(`The journal was not read for ${patienceMs / 1000} seconds: it was given up.`, { cause: error })
    }
  }
}

function closed(stream: PassThrough): AbortSignal {
  const controller = new AbortController()
  if (stream.destroyed) controller.abort()
  stream.once('close', () => controller.abort())
  return controller.signal
}
