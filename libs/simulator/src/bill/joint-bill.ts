// The invoices of bills that are made together: an account's, and those of the accounts whose lines stand on its invoice.
import type { Parked } from './bill-input.ts'
import { type BillPart, billParts } from './bill-parts.ts'
import { Fingerprint } from './fingerprint.ts'
import { isBelow, type Least } from './invoice-minimum.ts'
import { brokenInvariant } from './invariants.ts'
import { type BillsTogether, type JointInvoice, jointInvoice, ownedLines } from './joint-invoice.ts'

export interface JointBill {
  readonly ok: true
  /** One, unless subscriptions are in invoice groups. */
  readonly parts: readonly BillPart[]
  /** Lines whose invoices were made before were left out: they are still to be billed. */
  readonly leavesOpen: boolean
  /** All of it together comes to less than the operator's minimum. */
  readonly belowMinimum: boolean
  /** That of the bill; of several, over all of theirs. */
  readonly hash: string
}

/** Groups whose invoice of this bill was made before and stands; null: the main one. */
export type StandingGroups = ReadonlySet<string | null>

const NONE: StandingGroups = new Set()

/**
 * Each line is priced, and taxed, by what is known of its own account; taxes are rounded for the invoice. The first account
 * is the one whose invoice it is: currency, day and due date are its own.
 */
export function jointBill(bills: BillsTogether, standing = NONE): JointBill | Parked {
  const [{ bill }] = bills
  const isParted = standing.size > 0 || bills.some(each => each.bill.groups !== null)
  const whole = isParted && bills.length === 1 ? null : wholeInvoice(bills)
  const belowMinimum =
    bills.length === 1 ? bill.belowMinimum : whole !== null && isBelow(leastTogether(bills), whole.invoice)
  const parts = isParted ? billParts(bills) : [{ group: null, joint: whole, subscriptions: null }]
  if (isParted || bills.length > 1) {
    const [broken] = parts.flatMap(({ joint }) => (joint === null ? [] : (brokenInvariant(joint.invoice) ?? [])))
    if (broken !== undefined) return { ok: false, reason: 'broken-invariant', detail: broken }
  }
  return {
    ok: true,
    parts: parts.filter(({ group }) => !standing.has(group)),
    leavesOpen: parts.some(({ group, joint }) => joint !== null && standing.has(group)),
    belowMinimum,
    hash: hashOf(bills)
  }
}

/** All on one invoice, whatever the groups: as a change is charged at once. Null: there is nothing to bill. */
export function wholeInvoice(bills: BillsTogether): JointInvoice | null {
  const [{ account, bill }] = bills
  if (bills.length > 1) {
    const owned = ownedLines(bills)
    return owned.length === 0 ? null : jointInvoice(bills, owned)
  }
  const { invoice } = bill
  return invoice && { invoice, shares: [{ account, lines: invoice.lines }] }
}

/** The invoices there are, in the order of their numbers. */
export function invoicesOf({ parts }: Pick<JointBill, 'parts'>): (JointInvoice & Pick<BillPart, 'group'>)[] {
  return parts.flatMap(({ group, joint }) => (joint === null ? [] : [{ ...joint, group }]))
}

/** While one of them goes on there is a next bill; how long they have waited is how long the first of them has, whoever joined it since. */
function leastTogether(bills: BillsTogether): Least {
  const minimum = bills.reduce<bigint | null>((most, { bill: { minimum: own } }) => {
    return own !== null && (most === null || own > most) ? own : most
  }, null)
  return { minimum, waited: bills[0].bill.waited }
}

function hashOf(bills: BillsTogether): string {
  if (bills.length === 1) return bills[0].bill.hash
  const print = new Fingerprint()
  for (const { account, bill } of bills) print.add(account).add(bill.hash)
  return print.hex()
}
