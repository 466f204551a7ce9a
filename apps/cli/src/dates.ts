import { CallProblem } from './problems.ts'

/** An ISO date of the command line; `option` names it when it is none. */
export function dateOption(text: string, option: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    throw new CallProblem(`${option} is '${text}', which is no date like 2026-03-31`)
  }
}
