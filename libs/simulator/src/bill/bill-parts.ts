// Bills that are made together, parted by the invoice groups of their subscriptions.
import { type BillsTogether, type JointInvoice, jointInvoice, type OwnedLine, ownedLines } from './joint-invoice.ts'

/** What of bills stands on one invoice: all of it, or that of one invoice group. */
export interface BillPart {
  /** Null: the main invoice. */
  readonly group: string | null
  /** Null: it comes to nothing. */
  readonly joint: JointInvoice | null
  /** Whose uses it brings, by account: ids of subscriptions. Null: everyone's. */
  readonly subscriptions: SubscriptionsOf | null
}

/** Null: all of the account's. */
type SubscriptionsOf = ReadonlyMap<string, ReadonlySet<string> | null>

/**
 * Each line is on one of them, and taxes are rounded for each. What belongs to an account and to none of its subscriptions is on
 * the main one. In the order in which they are numbered: what gives back before what asks, then the main one, then by name. A group that brings neither
 * lines nor uses, as one whose subscriptions have ended, has none.
 */
export function billParts(bills: BillsTogether): BillPart[] {
  const groupOf = groupsOf(bills)
  const lines = Map.groupBy(ownedLines(bills), ({ account, line }) => groupOf(account, line.subscription))
  const named = subscriptionsByGroup(bills)
  const used = usedGroups(bills)
  const main = { group: null, joint: jointOf(bills, lines.get(null)), subscriptions: mainSubscriptions(bills) }
  const brings = [...named.keys()].filter(group => lines.has(group) || used.has(group))
  const others = brings.toSorted().map(group => {
    return { group, joint: jointOf(bills, lines.get(group)), subscriptions: named.get(group) ?? new Map() }
  })
  const parts: BillPart[] = [main, ...others]
  return [...parts.filter(part => givesBack(part)), ...parts.filter(part => !givesBack(part))]
}

function jointOf(bills: BillsTogether, lines: readonly OwnedLine[] | undefined): JointInvoice | null {
  return lines === undefined ? null : jointInvoice(bills, lines)
}

function groupsOf(bills: BillsTogether): (account: string, subscription: string | null) => string | null {
  const groups = new Map(bills.map(({ account, bill }) => [account, bill.groups?.groupOf]))
  return (account, subscription) => (subscription === null ? null : (groups.get(account)?.get(subscription) ?? null))
}

/** The first account has its part of each, with or without a subscription there: it is its bill. */
function subscriptionsByGroup(bills: BillsTogether): ReadonlyMap<string, SubscriptionsOf> {
  const [first] = bills
  const of = new Map<string, Map<string, Set<string>>>()
  for (const { account, bill } of bills) {
    for (const [subscription, group] of bill.groups?.groupOf ?? []) {
      const own = of.get(group) ?? new Map([[first.account, new Set<string>()]])
      of.set(group, own.set(account, (own.get(account) ?? new Set()).add(subscription)))
    }
  }
  return of
}

function usedGroups(bills: BillsTogether): ReadonlySet<string | undefined> {
  return new Set(
    bills.flatMap(({ bill: { groups, usage } }) => {
      return groups === null ? [] : usage.map(({ subscription }) => groups.groupOf.get(subscription))
    })
  )
}

function mainSubscriptions(bills: BillsTogether): SubscriptionsOf {
  return new Map(
    bills.map(({ account, bill: { groups } }) => {
      return [account, groups && new Set(groups.subscriptions.filter(id => !groups.groupOf.has(id)))]
    })
  )
}

function givesBack({ joint }: BillPart): boolean {
  return joint !== null && joint.invoice.total < 0n
}
