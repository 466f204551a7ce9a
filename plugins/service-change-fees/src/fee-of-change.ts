// The line of one fee.
import { dateText, formatDecimal, oneOffCharge } from '@farthing/plugin-sdk'
import type { RulePiece, TargetCharge } from '@farthing/plugin-sdk'
import type { ChangeFee } from './change-fee-statement.ts'
import type { ServiceChange } from './service-changes.ts'

export interface ChargedChange extends Pick<ServiceChange, 'kind' | 'on' | 'feature' | 'suspension'> {
  /** The code of the charge type. */
  readonly type: string
  /** Of which the key begins: what is changed. */
  readonly of: string
  /** What of it, and how often it was. */
  readonly series: string
  /** Null: the account. */
  readonly subscription: string | null
  readonly currency: string
}

export function feeOfChange(
  { at, name, title, value, version }: RulePiece<ChangeFee>,
  { currency, feature, kind, of, on, series, subscription, suspension, type }: ChargedChange
): TargetCharge {
  const amount = formatDecimal(value.amount, 6)
  const because = value.because === undefined ? '' : ` because of ${suspension}`
  const words = `${feature === null ? kind : kind.replace('feature', feature)}${because}`
  return oneOffCharge(on, {
    // by what is changed and how often it was, not by the day: a change that is dated anew is the same one
    key: `${type}:${of}:${series}`,
    numbered: true,
    ...{ type, subscription, series },
    category: 'service-change',
    exact: value.amount,
    description: `${title}: ${words}`,
    rule: at,
    inputs: { plan: name, change: words, on: dateText(on), price: `${amount} ${currency}` },
    steps: [
      { step: 'amount', detail: `once for each ${kind}${because}`, result: amount, said: `once, for the ${words}` }
    ],
    currency,
    version
  })
}
