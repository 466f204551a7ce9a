// Which subscriptions' lines stand apart from the account's main invoice.
import { askPlugin, contributorOf, invoiceGroupNames } from '@farthing/plugin-sdk'
import type { BillInput } from './bill-input.ts'

export interface InvoiceGroups {
  /** By id of the subscription; those on the main invoice are left out. */
  readonly groupOf: ReadonlyMap<string, string>
  /** Ids of all. */
  readonly subscriptions: readonly string[]
}

/** As they are on the last day of a bill, whatever days its lines are of. Null: there are none. */
export function invoiceGroups({
  billDate,
  history,
  registry
}: Pick<BillInput, 'billDate' | 'history' | 'registry'>): InvoiceGroups | null {
  if (registry.invoiceGroupings.size === 0 || history.deeds.length === 0) return null
  const day = billDate.subtract({ days: 1 })
  const told = [...registry.invoiceGroupings.values()].flatMap(grouping => [
    ...askPlugin(
      () => grouping.groupsOn({ history, day }),
      invoiceGroupNames,
      () => ({
        what: `grouping of invoices ${grouping.name}`,
        plugin: contributorOf('invoiceGroupings', grouping, registry),
        rules: []
      })
    )
  ])
  return told.length === 0 ? null : { groupOf: new Map(told), subscriptions: history.subscriptions.map(({ id }) => id) }
}
