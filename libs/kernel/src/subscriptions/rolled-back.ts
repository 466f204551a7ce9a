import type { Outcome } from '../http/index.ts'

/** A refusal found after something was written: it leaves through the transaction, which undoes it. */
export class RolledBack extends Error {
  constructor(readonly outcome: { readonly ok: false; readonly reason: string; readonly detail: string }) {
    super(outcome.detail)
  }
}

/** A refusal undoes the transaction. */
export function kept<Value, Reason extends string>(
  outcome: Outcome<Value, Reason>
): Extract<typeof outcome, { ok: true }> {
  if (!outcome.ok) throw new RolledBack(outcome)
  return outcome
}
