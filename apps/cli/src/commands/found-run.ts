import type { BillingRun, BillingRunService } from '@farthing/kernel'
import { FoundProblem } from '../problems.ts'

const RUN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Throws FoundProblem when there is none. */
export async function foundRun(runs: BillingRunService, id: string): Promise<BillingRun> {
  const run = RUN_ID.test(id) ? await runs.find(id) : undefined
  if (run === undefined) throw new FoundProblem(`There is no bill run ${id}.`)
  return run
}

export function countIssued({ totals }: Pick<BillingRun, 'totals'>): number {
  return totals.reduce((sum, { invoices, status }) => sum + (status === 'issued' ? invoices : 0), 0)
}
