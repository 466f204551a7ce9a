// One whole bill run in this process: generate, accept, issue.
import { BillingRunService } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { BILL_DATE } from './bill-run-sample.ts'

/** Returns how many invoices were issued. `lanes`: chunks worked on at once. */
export async function billAll(app: INestApplicationContext, lanes: number): Promise<number> {
  const runs = app.get(BillingRunService)
  const { id } = await runs.start({ billDate: BILL_DATE })
  const drafted = await runs.drain(id, { lanes })
  if (drafted.parked > 0) throw new Error(`parked: ${JSON.stringify(await runs.parked(id, { limit: 3 }))}`)
  await runs.accept(id)
  const issuing = await runs.issue(id)
  if (!issuing.ok) throw new Error(issuing.detail)
  const issued = await runs.drain(id, { lanes })
  return issued.totals.find(({ status }) => status === 'issued')?.invoices ?? 0
}
