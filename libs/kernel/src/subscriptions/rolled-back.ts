import type { Outcome } from '../http/index.ts'

/** A refusal found after something was written: it leaves through the transaction, which undoes it. */
export class RolledBack extends Error {
  constructor(readonly outcome: { readonly ok: false; readonly reason: string; readonly detail: string }) {
    super(outcome.detail)
  }
}

/** Another account has come to hold the subscription since its books were read: the work is done anew, from the beginning. */
export class Overtaken extends RolledBack {
  constructor() {
    super({ ok: false, reason: 'not-possible', detail: 'The subscription was moved at this moment: ask again.' })
  }
}

/** A refusal undoes the transaction. */
export function kept<Value, Reason extends string>(
  outcome: Outcome<Value, Reason>
): Extract<typeof outcome, { ok: true }> {
  if (!outcome.ok) throw new RolledBack(outcome)
  return outcome
}
