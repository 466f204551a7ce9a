import { tables } from '../../../libs/kernel/src/ledger/ledger.tables.ts'
export const climbed = tables
