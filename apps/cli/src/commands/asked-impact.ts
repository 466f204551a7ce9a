// What a comparison is asked, over files as over a database.
import { compareDates } from '@farthing/billing-core/values'
import type { Gate } from '@farthing/rules-language'
import type { ImpactRange } from '@farthing/simulator'
import { CallProblem } from '../problems.ts'

export interface ImpactOptions {
  /** A folder of rules, or without files a published version. */
  readonly before?: string
  readonly usage?: string
  readonly format?: string
  readonly subscribers?: string
  readonly from?: string
  readonly until?: string
  readonly on?: string
  readonly failIf?: readonly string[]
  readonly gates?: string
  readonly top: string
  readonly json?: true
}

/** What every way of comparing is asked. */
export interface AskedImpact {
  /** Of the rules after: a folder, or without files a published version. */
  readonly rules: string
  readonly from: Temporal.PlainDate | undefined
  readonly until: Temporal.PlainDate | undefined
  /** Both as they are on that day. */
  readonly on: Temporal.PlainDate | undefined
  readonly gates: readonly Gate[]
  readonly top: number
}

/** Refuses days in the wrong order. */
export function rangeOf(from: Temporal.PlainDate, until: Temporal.PlainDate): ImpactRange {
  if (compareDates(from, until) < 0) return { from, until }
  throw new CallProblem(
    `--from ${from} is not before --until ${until}: bills dated after the one are compared, up to and including the other`
  )
}
