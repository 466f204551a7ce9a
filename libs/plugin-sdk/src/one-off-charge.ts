// A charge of one day: a fee, an item, a bond taken.
import type { TargetCharge } from '@farthing/billing-core'
import { addDays, END_OF_TIME, type Explanation, formatDecimal, type RuleRef } from '@farthing/billing-core/values'

export interface OneOff
  extends Pick<
      TargetCharge,
      'category' | 'description' | 'exact' | 'key' | 'numbered' | 'series' | 'subscription' | 'type' | 'version'
    >,
    Pick<Explanation, 'currency' | 'inputs' | 'steps'> {
  readonly rule: RuleRef
  /** Revenue when left out. */
  readonly ledger?: TargetCharge['ledger']
  /** '1' when left out. */
  readonly quantity?: string
}

/** Its period never ends: whenever that becomes known, it may be dated anew or taken back. */
export function oneOffCharge(on: Temporal.PlainDate, oneOff: OneOff): TargetCharge {
  const { currency, inputs, ledger = 'revenue', quantity = '1', rule, steps, ...charge } = oneOff
  const { exact, version } = charge
  return {
    ...charge,
    ledger,
    from: on,
    until: addDays(on, 1),
    periodUntil: END_OF_TIME,
    quantity,
    explanation: { rule, version, inputs, steps, amount: formatDecimal(exact, 6), currency }
  }
}
