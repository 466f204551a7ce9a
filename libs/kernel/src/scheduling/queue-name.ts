// What the jobs of a tenant stand under in the database: nobody but its own processes takes them.
import { createHash } from 'node:crypto'

/** Longer ones, and those with other letters, stand under their digest: what the queues take as a name is narrower than what a tenant may be called. */
const PLAIN = /^[A-Za-z0-9_-]{1,64}$/

/** `coastal/rerating`; the dot keeps a digest apart from every plain name. */
export function queueName(tenant: string, queue: string): string {
  const owner = PLAIN.test(tenant) ? tenant : `.${createHash('sha256').update(tenant).digest('hex')}`
  return `${owner}/${queue}`
}
