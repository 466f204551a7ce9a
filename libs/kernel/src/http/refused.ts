/** One thing that is wrong with a request: where (`facts[0].effective`) and what. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

/** A request that cannot be carried out, for a reason that the caller can act on. The server answers with a problem (RFC 9457). */
export class Refused extends Error {
  override readonly name = 'Refused'

  constructor(
    /** 4xx. */
    readonly status: number,
    /** Stable, in kebab case: `unknown-account`. It becomes the problem's `reason` and `type`. */
    readonly reason: string,
    detail: string,
    readonly errors: readonly FieldProblem[] = []
  ) {
    super(detail)
  }
}

export type Outcome<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason; readonly detail: string }

/** The value of an outcome; else throws Refused with the status that stands for its reason. For controllers. */
export function valueOf<Value, Reason extends string>(
  outcome: Outcome<Value, Reason>,
  statuses: Readonly<Record<Reason, 400 | 404 | 409 | 413 | 422>>
): Value {
  if (outcome.ok) return outcome.value
  throw new Refused(statuses[outcome.reason], outcome.reason, outcome.detail)
}

/** 404: `found(account, 'account', id)` returns it or says that there is none. */
export function found<Value>(value: Value | undefined | null, kind: string, id: string): Value {
  if (value !== undefined && value !== null) return value
  throw new Refused(404, `unknown-${kind}`, `There is no ${kind} ${id}.`)
}
