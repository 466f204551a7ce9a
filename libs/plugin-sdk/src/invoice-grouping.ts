// On which invoice of their account the lines of subscriptions stand.
import type { AccountHistory } from '@farthing/billing-core'

export interface AskedGroups {
  readonly history: AccountHistory
  /** The last day of the bill. */
  readonly day: Temporal.PlainDate
}

export interface InvoiceGrouping {
  /** 'invoice-groups': what groups. */
  readonly name: string
  /** By id of the subscription, a name; those left out stand on the account's main invoice. Pure and total. */
  groupsOn(asked: AskedGroups): ReadonlyMap<string, string>
}
