// Where there is more of a unit than may be taken: in pockets of a subscription that is not named, and of groups.
import { available } from '@farthing/billing-core'
import { formatHeld } from '@farthing/billing-core/values'
import type { Writer } from '../persistence/index.ts'
import { subscriptionLabels } from '../subscriptions/index.ts'
import type { PocketRow } from './pocket-book.ts'

/** Sentences. `pockets`: of the unit, from which nothing may be taken. */
export async function heldBeside(
  writer: Writer,
  tenant: string,
  {
    at,
    pockets,
    unit
  }: { readonly at: Temporal.Instant; readonly pockets: readonly PocketRow[]; readonly unit: string }
): Promise<string[]> {
  const found = pockets.filter(each => available([each], at) > 0n)
  const shown = (own: readonly PocketRow[]): string => formatHeld(available(own, at), unit)
  const groups = Map.groupBy(
    found.filter(({ group }) => group !== null),
    ({ group }) => group
  )
  const own = Map.groupBy(
    found.filter(({ group, subscription }) => group === null && subscription !== null),
    ({ subscription }) => subscription ?? ''
  )
  const labels = await subscriptionLabels(writer, tenant, [...own.keys()])
  return [
    ...[...own].map(([id, held]) => `${labels.get(id) ?? id} alone has ${shown(held)} more: name that subscription.`),
    ...[...groups].map(([group, held]) => `${shown(held)} more is of group ${group}, and is not passed on.`)
  ]
}
