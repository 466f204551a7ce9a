import { CallProblem } from './problems.ts'

/** An ISO date of the command line; `option` names it when it is none. */
export function dateOption(text: string, option: string): Temporal.PlainDate {
  const day = dayOf(text)
  if (day === null) throw new CallProblem(`${option} is '${text}', which is no date like 2026-03-31`)
  if (day.year >= FIRST_YEAR && day.year <= LAST_YEAR) return day
  throw new CallProblem(`${option} is '${text}', which is no day from ${FIRST_YEAR}-01-01 to ${LAST_YEAR}-12-31`)
}

/** As over HTTP. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2199]

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
