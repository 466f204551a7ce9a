import { filtered, malformed, type ParsedEvent } from '@farthing/plugin-sdk'

/** A call that nobody answered: filtered by its cause, unless that is none. */
export function unanswered(cause: string): ParsedEvent {
  if (/^[A-Z][A-Z0-9_]{0,40}$/.test(cause)) return filtered(`unanswered ${cause}`)
  return malformed('hangup_cause', 'unknown-cause', cause)
}
