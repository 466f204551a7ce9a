/** Of what posts into a period of the books that was closed after it had looked, and before it was heard: PostgreSQL tells it by this code. */
export const CLOSED_MEANWHILE = 'FB001'

/** Done again when the books were closed under it: nothing of the first try is left, and the second one sees that they are closed. */
export async function overtaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== CLOSED_MEANWHILE) throw error
    return await work()
  }
}
