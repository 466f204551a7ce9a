// Whether a kind of suspension is one of those that the rules name.
import { nearest } from '@farthing/rules-language'

export interface NamedSuspensions {
  /** The first day of the suspension. */
  readonly on: Temporal.PlainDate
  /** By the rules of that day. */
  readonly known: readonly string[]
}

/** Why it may not be told, as a sentence without its first capital and its end; null: it may. What was told once stays, whatever later rules name. */
export function unknownSuspension(suspension: string | undefined, { known, on }: NamedSuspensions): string | null {
  if (suspension === undefined || known.includes(suspension)) return null
  if (known.length === 0)
    return `the rules of ${on} name no kinds of suspension: leave it out, or name them in the operator: suspensions holiday, debt`
  const close = nearest(suspension, known)
  const names = known.join(', ')
  const hint = close === undefined ? `there are: ${names}` : `did you mean ${close}? There are: ${names}`
  return `the rules of ${on} have no kind of suspension "${suspension}"; ${hint}`
}
