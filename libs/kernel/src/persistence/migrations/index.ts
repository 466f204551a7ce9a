// One file per feature, applied in this order. A migration that has run anywhere is never edited: add another.
import type { MigrationObject } from '@mikro-orm/core'
import { Base0001 } from './0001-base.ts'
import { Accounts0002 } from './0002-accounts.ts'
import { Subscriptions0003 } from './0003-subscriptions.ts'
import { Rules0004 } from './0004-rules.ts'
import { Usage0005 } from './0005-usage.ts'
import { Scheduling0006 } from './0006-scheduling.ts'
import { Ledger0010 } from './0010-ledger.ts'
import { Payments0011 } from './0011-payments.ts'
import { BillingRun0012 } from './0012-billing-run.ts'
import { CarriedUsage0013 } from './0013-carried-usage.ts'
import { CallerAndValue0014 } from './0014-caller-and-value.ts'
import { Policies0020 } from './0020-policies.ts'
import { UsageByWeek0023 } from './0023-usage-by-week.ts'
import { QuarantineWork0024 } from './0024-quarantine-work.ts'
import { EmptyBills0027 } from './0027-empty-bills.ts'
import { Looks0028 } from './0028-looks.ts'
import { Pockets0030 } from './0030-pockets.ts'
import { Charging0031 } from './0031-charging.ts'
import { ImportNotes0032 } from './0032-import-notes.ts'
import { HotPockets0033 } from './0033-hot-pockets.ts'
import { PublishingReads0036 } from './0036-publishing-reads.ts'

export const migrations: MigrationObject[] = [
  { name: '0001-base', class: Base0001 },
  { name: '0002-accounts', class: Accounts0002 },
  { name: '0003-subscriptions', class: Subscriptions0003 },
  { name: '0004-rules', class: Rules0004 },
  { name: '0005-usage', class: Usage0005 },
  { name: '0006-scheduling', class: Scheduling0006 },
  { name: '0010-ledger', class: Ledger0010 },
  { name: '0011-payments', class: Payments0011 },
  { name: '0012-billing-run', class: BillingRun0012 },
  { name: '0013-carried-usage', class: CarriedUsage0013 },
  { name: '0014-caller-and-value', class: CallerAndValue0014 },
  { name: '0020-policies', class: Policies0020 },
  { name: '0023-usage-by-week', class: UsageByWeek0023 },
  { name: '0024-quarantine-work', class: QuarantineWork0024 },
  { name: '0027-empty-bills', class: EmptyBills0027 },
  { name: '0028-looks', class: Looks0028 },
  { name: '0030-pockets', class: Pockets0030 },
  { name: '0031-charging', class: Charging0031 },
  { name: '0032-import-notes', class: ImportNotes0032 },
  { name: '0033-hot-pockets', class: HotPockets0033 },
  { name: '0036-publishing-reads', class: PublishingReads0036 }
]
