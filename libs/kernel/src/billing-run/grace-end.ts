// Until when the drafts of a run stay open.
import type { Operator } from '@farthing/rules-language'

/**
 * The beginning of the day, where the operator is, that comes so many days after the bill date. Null where rules name none, and for a run that is
 * made when that has gone by: a person waits for it.
 */
export function graceEnd(
  operator: Pick<Operator, 'graceDays' | 'zone'> | undefined,
  billDate: Temporal.PlainDate,
  now: Temporal.Instant
): Temporal.Instant | null {
  if (operator === undefined || operator.graceDays === null) return null
  const end = billDate.add({ days: operator.graceDays }).toZonedDateTime(operator.zone).toInstant()
  return Temporal.Instant.compare(end, now) > 0 ? end : null
}
