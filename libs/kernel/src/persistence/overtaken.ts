/** Of what posts into a period of the books that was closed after it had looked, and before it was heard: PostgreSQL tells it by this code. */
export const CLOSED_MEANWHILE = 'FB001'

/** PostgreSQL's, of one of two that wait for each other. */
const DEADLOCK = '40P01'

/** What was read before its lock was had has changed since: nothing may come of it. */
export class ReadTooEarly extends Error {}

/** Done again when the books were closed under it, or an account, or others had the locks: nothing of the first try is left, and the second one sees what there is. */
export async function overtaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code } = error as { readonly code?: unknown }
    if (code !== CLOSED_MEANWHILE && code !== DEADLOCK && !(error instanceof ReadTooEarly)) throw error
    return await work()
  }
}
