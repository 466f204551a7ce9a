// The month's bill runs: each day bills the accounts of its bill day, and what it bills is accepted and issued.
import { BillingRunService, type MovableClock } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { DEMO_BILLS_FROM, DEMO_BILLS_UNTIL, DEMO_ZONE } from '../demo/index.ts'
import { openProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

export interface DemoBills {
  readonly kernel: INestApplicationContext
  readonly clock: MovableClock
  /** Ids of accounts. */
  readonly byBillDay: ReadonlyMap<number, readonly string[]>
}

export async function runBills({ kernel, clock, byBillDay }: DemoBills, terminal: Terminal): Promise<void> {
  const runs = kernel.get(BillingRunService)
  const days = DEMO_BILLS_FROM.until(DEMO_BILLS_UNTIL).days
  const progress = openProgress(terminal, 'bills', 'days')
  for (let day = 0; day < days; day++) {
    const billDate = DEMO_BILLS_FROM.add({ days: day })
    clock.moveTo(billDate.toZonedDateTime({ timeZone: DEMO_ZONE, plainTime: '06:00' }).toInstant())
    await billOn(runs, billDate, byBillDay.get(billDate.day) ?? [])
    progress.at(day + 1, days)
  }
  progress.end()
}

async function billOn(
  runs: BillingRunService,
  billDate: Temporal.PlainDate,
  accounts: readonly string[]
): Promise<void> {
  const { id } = await runs.start({ billDate, accounts })
  const generated = await runs.drain(id)
  if (!generated.totals.some(({ status }) => status === 'draft')) return
  await runs.accept(id)
  await runs.issue(id)
  await runs.drain(id)
}
