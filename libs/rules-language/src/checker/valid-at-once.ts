// Dates of two statements of which neither is a version of the other.
import type { Validity } from '../vocabulary/declarations.ts'

/** Is there a day on which both hold? */
export function areValidAtOnce(a: Validity, b: Validity): boolean {
  return !endsBefore(a, b) && !endsBefore(b, a)
}

function endsBefore(first: Validity, later: Validity): boolean {
  return (
    first.until !== null && later.from !== null && Temporal.PlainDate.compare(first.until.value, later.from.value) <= 0
  )
}
