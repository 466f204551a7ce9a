import type { Parked } from '../bill/index.ts'

/** A condition asks for what a bill would say, and the bill is parked: nothing may be concluded from it. */
export class UnknownFact extends Error {
  override readonly name = 'UnknownFact'

  constructor(
    fact: string,
    readonly parked: Parked
  ) {
    super(`${fact} is not known while the account is parked, ${parked.reason}: ${parked.detail}`)
  }
}
