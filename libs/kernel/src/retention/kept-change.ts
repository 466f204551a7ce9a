// A change as it was asked for, kept until somebody decides, and as it is asked for again when the customer is let go.
import { letGoTime } from '@farthing/simulator'
import type { SubscriptionChange } from '../subscriptions/index.ts'

type Kept<Change> = Change extends unknown
  ? Omit<Change, 'effective' | 'asked'> & { readonly effective?: string | undefined }
  : never

/** In JSON: its day is a text. */
export type KeptChange = Kept<SubscriptionChange>

export interface LettingGo {
  /** The day on which it takes effect, where the desk names one. */
  readonly effective?: Temporal.PlainDate | undefined
  /** What becomes of a change of the same kind that is pending by now. */
  readonly pending?: 'replace' | 'keep' | undefined
}

export function keptChange({ asked: _asked, effective, ...change }: SubscriptionChange): KeptChange {
  return { ...change, ...(effective === undefined ? {} : { effective: effective.toString() }) }
}

interface Waiting {
  readonly change: KeptChange
  readonly asked: Temporal.PlainDate
  readonly wished: Temporal.PlainDate
}

/** As it was asked for while its day is to come, else today; or on the day that the desk names. */
export function changeToLetGo(
  { asked, change, wished }: Waiting,
  { effective: named, pending: decided }: LettingGo,
  today: Temporal.PlainDate
): SubscriptionChange {
  const { effective: day, settles, when, ...what } = change
  const said = named ?? letGoTime({ asked, said: when ?? (day === undefined ? null : dateOf(day)), wished }, today)
  const time = said === null ? {} : typeof said === 'string' ? { when: said } : { effective: said }
  // what the customer said of what was pending says nothing of what came after
  const pending = decided === undefined ? { settles } : { pending: decided }
  return { ...what, ...pending, asked, ...time } as SubscriptionChange
}

function dateOf(day: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(day)
}
