import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** Who sells for the operator: an agent, a dealer, a master. */
export const PartnerTable = defineEntity({
  name: 'Partner',
  ...tenantOnly('partner'),
  properties: {
    tenant: p.text().primary(),
    id: p.uuid().primary(),
    code: p.text(),
    name: p.text(),
    createdAt: p.type(InstantType)
  },
  uniques: [{ name: 'partner_code', properties: ['tenant', 'code'] }]
})

/** Who is above a partner from a day on; null: nobody. Of one day the row that was entered later holds. */
export const PartnerParentTable = defineEntity({
  name: 'PartnerParent',
  ...tenantOnly('partner_parent'),
  properties: {
    tenant: p.text().primary(),
    id: p.uuid().primary(),
    partner: p.text(),
    parent: p.text().nullable(),
    fromDate: p.type(PlainDateType)
  }
})

/** What a partner earned, or gave back, of one line of an invoice: append-only. */
export const CommissionEntryTable = defineEntity({
  name: 'CommissionEntry',
  ...tenantOnly('commission_entry'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    partner: p.text(),
    /** Of the share: its entries add up to what is earned of it. */
    key: p.text(),
    layer: p.text(),
    kind: p.text().$type<'leading' | 'trailing'>(),
    commission: p.text(),
    subscription: p.uuid().nullable(),
    invoice: p.uuid(),
    line: p.integer().nullable(),
    currency: p.text(),
    amount: p.bigint('bigint'),
    date: p.type(PlainDateType),
    recordedAt: p.type(InstantType),
    /** Numbers of the payments that paid the invoice then. */
    payments: p.array(),
    explanation: p.json<unknown>().nullable()
  },
  indexes: [{ name: 'commission_entry_partner', properties: ['tenant', 'partner', 'id'] }]
})

/** A sold account to which something happened, until it is looked at. */
export const CommissionWaitingTable = defineEntity({
  name: 'CommissionWaiting',
  ...tenantOnly('commission_waiting'),
  properties: { tenant: p.text().primary(), account: p.uuid().primary() }
})

/** Up to when everything was looked for that may change what is earned, and by which rules and partners. */
export const CommissionLookTable = defineEntity({
  name: 'CommissionLook',
  ...tenantOnly('commission_look'),
  properties: { tenant: p.text().primary(), knownAt: p.type(InstantType), world: p.text() }
})

export type CommissionRunStatus = 'proposed' | 'paid' | 'withdrawn'

/** What is owed to partners, proposed to be paid. Decided once, it never changes. */
export const CommissionRunTable = defineEntity({
  name: 'CommissionRun',
  ...tenantOnly('commission_run'),
  properties: {
    tenant: p.text().primary(),
    id: p.uuid().primary(),
    number: p.text(),
    status: p.text().$type<CommissionRunStatus>(),
    method: p.text(),
    proposedBy: p.text(),
    proposedAt: p.type(InstantType),
    decidedBy: p.text().nullable(),
    decidedAt: p.type(InstantType).nullable(),
    /** Day of the books. */
    date: p.type(PlainDateType).nullable()
  },
  uniques: [{ name: 'commission_run_number', properties: ['tenant', 'number'] }],
  indexes: [
    {
      name: 'commission_run_open',
      expression: `create unique index "commission_run_open" on "commission_run" ("tenant") where status = 'proposed'`
    }
  ]
})

export const CommissionPayoutTable = defineEntity({
  name: 'CommissionPayout',
  ...tenantOnly('commission_payout'),
  properties: {
    tenant: p.text().primary(),
    run: p.uuid().primary(),
    partner: p.text().primary(),
    currency: p.text().primary(),
    proposed: p.bigint('bigint'),
    /** Less than was proposed where commission went back since; null until it is paid. */
    paid: p.bigint('bigint').nullable()
  },
  indexes: [{ name: 'commission_payout_partner', properties: ['tenant', 'partner'] }]
})

export const commissionTables = [
  PartnerTable,
  PartnerParentTable,
  CommissionEntryTable,
  CommissionWaitingTable,
  CommissionLookTable,
  CommissionRunTable,
  CommissionPayoutTable
]
