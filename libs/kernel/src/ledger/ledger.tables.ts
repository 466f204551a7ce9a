import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** One event posted: known by its key within the billing account that it concerns. */
export const LedgerTransactionTable = defineEntity({
  name: 'LedgerTransaction',
  ...tenantOnly('ledger_transaction'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    key: p.text().primary(),
    date: p.type(PlainDateType),
    /** The day on which it would have been posted, had its period not been closed. */
    corrects: p.type(PlainDateType).nullable(),
    description: p.text(),
    recordedAt: p.type(InstantType)
  },
  indexes: [
    {
      name: 'ledger_transaction_recorded',
      expression:
        'create index "ledger_transaction_recorded" on "ledger_transaction" using brin ("recorded_at") with (autosummarize = on)'
    }
  ]
})
export type LedgerTransactionRow = InferEntity<typeof LedgerTransactionTable>

/** Debits positive, credits negative, in micro of the unit. */
export const LedgerPostingTable = defineEntity({
  name: 'LedgerPosting',
  ...tenantOnly('ledger_posting'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    key: p.text().primary(),
    position: p.smallint().primary(),
    ledgerAccount: p.text(),
    unit: p.text(),
    amount: p.bigint('bigint')
  },
  indexes: [
    {
      name: 'ledger_posting_receivable',
      expression: `create index "ledger_posting_receivable" on "ledger_posting" ("tenant", "account") include ("amount") where starts_with(ledger_account, 'receivable:')`
    }
  ]
})
export type LedgerPostingRow = InferEntity<typeof LedgerPostingTable>

/** Nothing is posted any more on days before `until`: PostgreSQL refuses it to everybody. */
export const LedgerClosingTable = defineEntity({
  name: 'LedgerClosing',
  ...tenantOnly('ledger_closing'),
  properties: {
    tenant: p.text().primary(),
    until: p.type(PlainDateType).primary(),
    closedBy: p.text(),
    closedAt: p.type(InstantType)
  }
})

export const ledgerTables = [LedgerTransactionTable, LedgerPostingTable, LedgerClosingTable]
