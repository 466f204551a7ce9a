// The invoice groups of an account's subscriptions on a day: what the last deed of each says.
import { type AskedGroups, compareDates, isHeldOn } from '@farthing/plugin-sdk'

export const SET = 'set-invoice-group'
export const END = 'end-invoice-group'

/** A group is the account's: what was told while another account held the subscription says nothing of this one's invoices. */
export function groupsOn({ day, history }: AskedGroups): ReadonlyMap<string, string> {
  const groups = new Map<string, string>()
  const told = history.deeds.filter(({ deed, effective }) => isOfGroups(deed) && compareDates(effective, day) <= 0)
  if (told.length === 0) return groups
  const subscriptions = new Map(history.subscriptions.map(each => [each.id, each]))
  for (const { deed, effective, fields, subscription: id } of told) {
    const subscription = id === null ? undefined : subscriptions.get(id)
    if (subscription === undefined || !isHeldOn(subscription, effective)) continue
    if (deed === SET) groups.set(subscription.id, String(fields['group']))
    else groups.delete(subscription.id)
  }
  return groups
}

function isOfGroups(deed: string): boolean {
  return deed === SET || deed === END
}
