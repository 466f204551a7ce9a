import { CallProblem } from './problems.ts'

/** An ISO date of the command line; `option` names it when it is none. */
export function dateOption(text: string, option: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    throw new CallProblem(`${option} is '${text}', which is no date like 2026-03-31`)
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
