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

export type Outcome<Value, Reason extends string> = { readonly ok: true; readonly value: Value } | Refusal<Reason>

/** An outcome of which nothing came. */
export interface Refusal<Reason extends string> {
  readonly ok: false
  readonly reason: Reason
  readonly detail: string
}

export function refuse<Reason extends string>(reason: Reason, detail: string): Refusal<Reason> {
  return { ok: false, reason, detail }
}

type Status = 400 | 403 | 404 | 409 | 413 | 422 | 429 | 503

/**
 * The value of an outcome; else throws Refused with the status that stands for its reason, and with the field of the
 * request at which the reason lies, where one does: `{ 'unknown-plan': [422, 'plan'] }`. For controllers.
 */
export function valueOf<Value, Reason extends string>(
  outcome: Outcome<Value, Reason>,
  statuses: Readonly<Record<Reason, Status | readonly [Status, string]>>
): Value {
  if (outcome.ok) return outcome.value
  const { reason, detail } = outcome
  const answer: Status | readonly [Status, string] = statuses[reason]
  if (typeof answer === 'number') throw new Refused(answer, reason, detail)
  throw new Refused(answer[0], reason, detail, [{ field: answer[1], message: detail }])
}

/** 404: `found(account, 'account', id)` returns it or says that there is none. */
export function found<Value>(value: Value | undefined | null, kind: string, id: string): Value {
  if (value !== undefined && value !== null) return value
  throw new Refused(404, `unknown-${kind}`, `There is no ${kind} ${id}.`)
}
