import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'
import { EmptyBillTable, InvoiceLineTable, InvoiceUsageTable } from './billed.tables.ts'
import { SentInvoiceTable } from './sent-invoices.tables.ts'
import { InvoiceTextTable, LineTextTable } from './line-text.tables.ts'

/** One pass over the accounts that are due on a day. */
export const BillingRunTable = defineEntity({
  name: 'BillingRun',
  ...tenantOnly('billing_run'),
  properties: {
    tenant: p.text().primary(),
    id: p.uuid().primary(),
    billDate: p.type(PlainDateType),
    status: p.text().$type<RunStatus>(),
    knownAt: p.type(InstantType),
    createdAt: p.type(InstantType),
    /** Group of accounts; null: all who are due, or a list. */
    asked: p.json<unknown>().nullable(),
    /** The run whose parked accounts it bills again. */
    retryOf: p.uuid().nullable(),
    /** When its drafts are made anew and issued by themselves; null: never, or that was done. */
    graceUntil: p.type(InstantType).nullable(),
    /** Who keeps it open beyond that. */
    heldBy: p.text().nullable(),
    /** When the grace had ended and its drafts were made anew. */
    closedAt: p.type(InstantType).nullable(),
    /** How often its invoices were to be sent, whether those that were are sent again, and whether that is under way. */
    sendings: p.integer().defaultRaw('0'),
    sendsAgain: p.boolean().defaultRaw('false'),
    sending: p.boolean().defaultRaw('false'),
    /** How many of its invoices were sent, once or more often: counted as they are, for a large run has a million. */
    sent: p.integer().defaultRaw('0'),
    /** What it has made, counted when it had ended (`RunSums`); null before, and of a single bill. */
    sums: p.json<unknown>().nullable()
  },
  indexes: [
    {
      name: 'billing_run_sending',
      expression: `create index "billing_run_sending" on "billing_run" ("tenant", "id") where sending`
    },
    {
      name: 'billing_run_grace',
      expression: `create index "billing_run_grace" on "billing_run" ("tenant", "grace_until") where grace_until is not null`
    }
  ]
})
export type BillingRunRow = InferEntity<typeof BillingRunTable>
export type RunStatus = 'generating' | 'draft' | 'issuing' | 'issued' | 'empty' | 'cancelled'

/** A share of a run that one worker does in one transaction. */
export const BillingChunkTable = defineEntity({
  name: 'BillingChunk',
  ...tenantOnly('billing_chunk'),
  properties: {
    tenant: p.text().primary(),
    run: p.uuid().primary(),
    number: p.integer().primary(),
    /** Those of `renew` are generated again. */
    phase: p.text().$type<'generate' | 'renew' | 'issue'>(),
    accounts: p.array().columnType('uuid[]'),
    listed: p.boolean(),
    /** Of `issue`: what its invoices are called, in order of account, then of id. */
    numbers: p.array().columnType('text[]').nullable(),
    doneAt: p.type(InstantType).nullable()
  },
  indexes: [
    {
      name: 'billing_chunk_open',
      expression: `create index "billing_chunk_open" on "billing_chunk" ("tenant", "run", "number") where done_at is null`
    }
  ]
})

/** Until when an account is billed, and from which day that has to be looked at again. */
export const BillingCursorTable = defineEntity({
  name: 'BillingCursor',
  ...tenantOnly('billing_cursor'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    billDate: p.type(PlainDateType).nullable(),
    knownAt: p.type(InstantType).nullable(),
    dirtyFrom: p.type(PlainDateType).nullable(),
    /** What outlives a cycle of its usage, for the next bill. */
    carried: p.json<unknown>().nullable(),
    /** The newest bill day on which its bill was left open: it is looked at again on the next. */
    carriedOn: p.type(PlainDateType).nullable()
  }
})

/** A bill that a run left open, because it came to less than an invoice asks for at least. */
export const CarriedForwardTable = defineEntity({
  name: 'CarriedForward',
  ...tenantOnly('carried_forward'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    run: p.uuid().primary(),
    billDate: p.type(PlainDateType),
    currency: p.text(),
    total: p.bigint('bigint')
  },
  indexes: [{ name: 'carried_forward_run', properties: ['tenant', 'run', 'account'] }]
})

/** An account that a run could not bill, for a person to look at. */
export const BillingParkedTable = defineEntity({
  name: 'BillingParked',
  ...tenantOnly('billing_parked'),
  properties: {
    tenant: p.text().primary(),
    run: p.uuid().primary(),
    account: p.uuid().primary(),
    reason: p.text(),
    detail: p.text()
  }
})

export const InvoiceTable = defineEntity({
  name: 'Invoice',
  ...tenantOnly('invoice'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    run: p.uuid(),
    status: p.text().$type<InvoiceStatus>(),
    number: p.text().nullable(),
    billDate: p.type(PlainDateType),
    fromDate: p.type(PlainDateType),
    dueDate: p.type(PlainDateType),
    currency: p.text(),
    /** Whose lines it holds, the one whose bill it is first; null: its own account's. */
    accounts: p.array().columnType('uuid[]').nullable(),
    /** The invoice group whose lines it holds; null: the main invoice, or the only one. */
    billGroup: p.text().nullable(),
    total: p.bigint('bigint'),
    creditUsed: p.bigint('bigint'),
    knownAt: p.type(InstantType),
    since: p.type(PlainDateType).nullable(),
    hash: p.text(),
    allowances: p.json<unknown>(),
    /** By tax and rate, amounts as text; null where nothing is taxed. */
    taxes: p.json<unknown>().nullable(),
    /** [ledger, category, micro] of its lines and taxes: what the ledger is told when it is issued. */
    sums: p.json<unknown>(),
    issuedAt: p.type(InstantType).nullable(),
    /** [number, group, micro] of invoices of groups that were open when this main one was issued; null: none, or it is of a group. */
    askedBeside: p.json<unknown>().nullable(),
    /** Names and the address, as they were when it was issued; null: it is not, or was before they were kept. */
    billedTo: p.json<unknown>().nullable(),
    creditNote: p.text().nullable(),
    cancelledAt: p.type(InstantType).nullable(),
    /** Cancelled because its run made the drafts anew, not by a person. */
    renewed: p.boolean().defaultRaw('false'),
    /** Of a change that was charged at once: beside the account's bills. */
    atOnce: p.boolean().defaultRaw('false'),
    /** Sums of its standing allocations, which PostgreSQL keeps: by payments and credit, and by notes and write-offs. */
    paid: p.bigint('bigint').defaultRaw('0'),
    adjusted: p.bigint('bigint').defaultRaw('0')
  },
  indexes: [
    { name: 'invoice_id', properties: ['tenant', 'id'] },
    { name: 'invoice_run', properties: ['tenant', 'run', 'billDate', 'id'] },
    { name: 'invoice_date', properties: ['tenant', 'billDate', 'id'] },
    { name: 'invoice_total', properties: ['tenant', 'total', 'id'] },
    // Without the status, so that accepting leaves the indexes alone.
    few('invoice_unissued', 'issued_at is null and cancelled_at is null'),
    few('invoice_unpaid', 'issued_at is not null and cancelled_at is null and total - adjusted > paid'),
    few('invoice_adjusted', 'adjusted <> 0'),
    few('invoice_cancelled', 'cancelled_at is not null'),
    {
      name: 'invoice_credited',
      expression:
        'create index "invoice_credited" on "invoice" ("tenant", "run") where number is not null and cancelled_at is not null'
    },
    {
      name: 'invoice_number_order',
      expression:
        'create index "invoice_number_order" on "invoice" ("tenant", length("number"), "number") where number is not null'
    },
    {
      name: 'invoice_standing',
      expression: `create unique index "invoice_standing" on "invoice" ("tenant", "account", "bill_date", (coalesce("accounts"[1], "account")), (coalesce("bill_group", ''))) where cancelled_at is null and not at_once`
    },
    {
      name: 'invoice_accounts',
      expression: 'create index "invoice_accounts" on "invoice" using gin ("accounts") where accounts is not null'
    },
    {
      name: 'invoice_paid_for',
      expression:
        'create index "invoice_paid_for" on "invoice" ("tenant", "account", (accounts[1]), "bill_date") where accounts is not null'
    },
    {
      name: 'invoice_of_groups',
      expression:
        'create index "invoice_of_groups" on "invoice" ("tenant", "account") where bill_group is not null and cancelled_at is null'
    },
    {
      name: 'invoice_number',
      expression: 'create unique index "invoice_number" on "invoice" ("tenant", "number") where number is not null'
    }
  ]
})
export type InvoiceRow = InferEntity<typeof InvoiceTable>

/** Those invoices alone, in order of bill date: they are few beside all. */
function few(name: string, where: string): { name: string; expression: string } {
  return { name, expression: `create index "${name}" on "invoice" ("tenant", "bill_date", "id") where ${where}` }
}

export type InvoiceStatus = 'draft' | 'accepted' | 'issued' | 'cancelled'

export const billingTables = [
  BillingRunTable,
  BillingChunkTable,
  BillingCursorTable,
  BillingParkedTable,
  CarriedForwardTable,
  InvoiceTable,
  SentInvoiceTable,
  EmptyBillTable,
  InvoiceLineTable,
  InvoiceUsageTable,
  LineTextTable,
  InvoiceTextTable
]
