/** Of what posts into a period of the books that was closed after it had looked, and before it was heard: PostgreSQL tells it by this code. */
export const CLOSED_MEANWHILE = 'FB001'

/** What was read before its lock was had has changed since: nothing may come of it. */
export class ReadTooEarly extends Error {}

/** Done again when the books were closed under it, or an account: nothing of the first try is left, and the second one sees what there is. */
export async function overtaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isClosed = (error as { readonly code?: unknown }).code === CLOSED_MEANWHILE
    if (!isClosed && !(error instanceof ReadTooEarly)) throw error
    return await work()
  }
}
