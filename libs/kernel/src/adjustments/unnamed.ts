// What waits for somebody else has to say who asks for it: whoever decides it is not that person.
import type { Refusal } from '../http/index.ts'

/** `waits`: why, as `approvalOf` says it. */
export function unnamed(waits: string): Refusal<'unnamed'> {
  const detail = `Somebody else has to approve it, for ${waits}: say in \`by\` who asks for it.`
  return { ok: false, reason: 'unnamed', detail }
}
