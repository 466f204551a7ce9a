import { tables } from '../ledger/ledger.tables.ts'
export const foreign = tables
