// The shapes of accounts over HTTP.
import { formatDecimal, isZone, parseDecimal } from '@farthing/billing-core'
import { z } from 'zod'
import { GivenAmount, GivenCurrency, GivenDay } from '../http/index.ts'
import type { ContactChange } from './accounts.service.ts'
import type { AccountRow } from './accounts.tables.ts'

const Day = z.iso.date()
const BillDay = z.int().min(1).max(31).describe('A wish: in a shorter month it falls on the last day.')
const Name = z.string().trim().min(1).max(200)
const Address = z.array(z.string().max(200)).max(8).describe('Lines as they stand on an envelope.')

/** A group that an account is in. */
export const GivenTag = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'not a tag such as reseller-north: small letters, digits, dots and dashes')
const Tags = z.array(GivenTag).max(50).describe("Groups of the operator's own: a reseller, a region, a campaign.")

export const NewAccountBody = z
  .strictObject({
    name: Name,
    address: Address.default([]),
    email: z.email().nullable().default(null),
    phone: z.string().max(40).nullable().default(null),
    billDay: BillDay,
    // an offset such as +10:00 has no summer time, and PostgreSQL reads its sign the other way round
    zone: z.string().refine(zone => isZone(zone) && !/^[+-]/.test(zone), 'not an IANA time zone such as Europe/Berlin'),
    currency: GivenCurrency,
    tags: Tags.default([]),
    openedOn: GivenDay.optional().describe("The account's first day; today in its zone when left out.")
  })
  .meta({ id: 'NewAccount' })

export const ContactBody = z
  .strictObject({
    name: Name.optional(),
    address: Address.optional(),
    email: z.email().nullable().optional(),
    phone: z.string().max(40).nullable().optional(),
    tags: Tags.optional().describe('All of them: what is left out of the list is taken off.'),
    invoiceMinimum: GivenAmount.refine(amount => !amount.startsWith('-'), 'below nothing')
      .nullable()
      .optional()
      .describe(
        "The least that an invoice of a bill day asks for, in the place of the operator's; 0 for every invoice, null for the operator's."
      )
  })
  .meta({ id: 'ContactChange' })

/** Amounts as the kernel counts them. */
export function contactChange({ invoiceMinimum, ...contact }: z.output<typeof ContactBody>): ContactChange {
  if (invoiceMinimum === undefined) return contact
  return { ...contact, invoiceMinimum: invoiceMinimum === null ? null : parseDecimal(invoiceMinimum) }
}

export const BillDayBody = z.strictObject({ billDay: BillDay, effective: GivenDay }).meta({ id: 'BillDayChange' })

export const AccountQuery = z.strictObject({
  search: z.string().max(100).optional().describe('Part of a name or e-mail address, or the beginning of a number.'),
  tag: GivenTag.optional(),
  after: z.uuid().optional().describe('`next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export const AccountView = z
  .object({
    id: z.string(),
    number: z.string(),
    name: z.string(),
    address: z.array(z.string()),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    billDay: z.int(),
    zone: z.string(),
    currency: z.string(),
    status: z.enum(['active', 'closed']),
    tags: z.array(z.string()),
    invoiceMinimum: z.string().nullable().describe('The least that an invoice asks for; null: as the operator says.'),
    openedOn: Day
  })
  .meta({ id: 'Account' })
export type AccountView = z.infer<typeof AccountView>

export const AccountPageView = z
  .object({ accounts: z.array(AccountView), next: z.string().nullable() })
  .meta({ id: 'AccountPage' })
export type AccountPageView = z.infer<typeof AccountPageView>

export function accountView(account: AccountRow): AccountView {
  const {
    id,
    number,
    name,
    address,
    email = null,
    phone = null,
    billDay,
    zone,
    currency,
    status,
    tags,
    invoiceMinimum = null
  } = account
  return {
    id,
    number,
    name,
    address,
    email,
    phone,
    billDay,
    zone,
    currency,
    status,
    tags: [...tags],
    invoiceMinimum: invoiceMinimum === null ? null : formatDecimal(invoiceMinimum),
    openedOn: account.openedOn.toString()
  }
}
