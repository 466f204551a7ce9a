// The two ways in which a command ends badly on purpose; anything else is a bug and says so.

/** The call is wrong: an unknown option, a missing file, a server that is not there. Exit code 2. */
export class CallProblem extends Error {}

/** The rules or the data are wrong, and the command has already shown where; the message may be empty. Exit code 1. */
export class FoundProblem extends Error {}

/** The value of an outcome; else throws FoundProblem in the words of its refusal. */
export function valueOf<Value>(
  outcome: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly detail: string }
): Value {
  if (!outcome.ok) throw new FoundProblem(outcome.detail)
  return outcome.value
}

/** Nobody reads what is only listed: `farthing ledger export | head`. Exit code 0. */
export class ReaderLeft extends Error {}

/** Ctrl+C, or a polite kill: what was begun was ended in order. Exit code 130. */
export class Interrupted extends Error {}
