// Every table of the kernel, feature by feature: what the database holds is what these say (a spec compares them).
import type { AnyEntity, EntitySchema } from '@mikro-orm/core'
import { accountTables } from './accounts/index.ts'
import { adjustmentTables } from './adjustments/index.ts'
import { billingTables } from './billing-run/index.ts'
import { chargingTables } from './charging/index.ts'
import { commissionTables } from './commissions/index.ts'
import { deedImportTables } from './deed-imports/index.ts'
import { deedTables } from './deeds/index.ts'
import { disputeTables } from './disputes/index.ts'
import { ledgerTables } from './ledger/index.ts'
import { messageTables } from './messages/index.ts'
import { paymentTables } from './payments/index.ts'
import { baseTables } from './persistence/index.ts'
import { pocketTables } from './pockets/index.ts'
import { pointsTables } from './points/index.ts'
import { policyTables } from './policies/index.ts'
import { reratingTables } from './rerating/index.ts'
import { reconciliationTables } from './reconciliations/index.ts'
import { retentionTables } from './retention/index.ts'
import { rulesTables } from './rules-host/index.ts'
import { schedulingTables } from './scheduling/index.ts'
import { serviceTables } from './services/index.ts'
import { statisticsTables } from './statistics/index.ts'
import { subscriptionTables } from './subscriptions/index.ts'
import { usageTables } from './usage/index.ts'
import { voucherTables } from './vouchers/index.ts'

export const tables = [
  ...baseTables,
  ...accountTables,
  ...deedTables,
  ...deedImportTables,
  ...subscriptionTables,
  ...schedulingTables,
  ...rulesTables,
  ...usageTables,
  ...reconciliationTables,
  ...statisticsTables,
  ...ledgerTables,
  ...paymentTables,
  ...billingTables,
  ...adjustmentTables,
  ...disputeTables,
  ...retentionTables,
  ...commissionTables,
  ...serviceTables,
  ...messageTables,
  ...policyTables,
  ...pocketTables,
  ...voucherTables,
  ...pointsTables,
  ...chargingTables,
  ...reratingTables
] as unknown as readonly EntitySchema<AnyEntity>[]
