import { FIRST_ENTERED, LAST_ENTERED } from '@farthing/billing-core/values'
import { CallProblem } from './problems.ts'

/** An ISO date of the command line; `option` names it when it is none. */
export function dateOption(text: string, option: string): Temporal.PlainDate {
  const day = dayOf(text)
  if (day === null) throw new CallProblem(`${option} is '${text}', which is no date like 2026-03-31`)
  const iso = day.toString()
  if (iso >= FIRST_ENTERED && iso <= LAST_ENTERED) return day
  throw new CallProblem(`${option} is '${text}', which is no day from ${FIRST_ENTERED} to ${LAST_ENTERED}`)
}

function dayOf(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return null
  }
}

/** An ISO instant of the command line; `option` names it when it is none. */
export function instantOption(text: string, option: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new CallProblem(`${option} is '${text}', which is no instant like 2026-03-31T12:00:00+11:00`)
  }
}
