// A use and the rest of it, which was told later, priced as the one use that they are.
import type { RatedRecord, UnratedRecord } from './rate-record.ts'

/** `soFar`: what is rated of the use without the rest. Increments, minimum and setup are those of the whole, from its start. */
export function wholeUse(
  rest: RatedRecord,
  soFar: { readonly quantity: number; readonly startedAt: number }
): RatedRecord | Pick<UnratedRecord, 'ok' | 'field' | 'reason' | 'detail'> {
  const event = { ...rest.event, startedAt: soFar.startedAt, quantity: soFar.quantity + rest.event.quantity }
  const rated = rest.tariff.rate(event)
  if (rated.ok) return { ...rest, event, rated }
  return { ok: false, field: 'quantity', reason: rated.reason, detail: `with what is rated of it: ${rated.detail}` }
}
