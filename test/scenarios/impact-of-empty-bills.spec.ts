// What impact says of customers whose bills came to nothing: the bill before the range is the one that was made, not the last invoice.
import { BillingRunService, ImpactService, InvoicesService, RulesHost } from '@farthing/kernel'
import type { RuleSet } from '@farthing/rules-language'
import { openAccounts, publishRules, sampleRules, testKernel, type TestKernel } from '@farthing/testing'
import { jest } from '@jest/globals'

jest.setTimeout(60_000)

const idle = (rent: string): ReadonlyMap<string, string> =>
  sampleRules(`plan idle "Idle" {
  from 2025-01-01
  ${rent}
  tariff calls, messages, traffic
}
`)
const FREE = idle('')
const RENTED = idle('rent 5.00 per month in advance')

const bill = async (kernel: TestKernel, day: string): Promise<void> => {
  kernel.clock.moveTo(`${day}T03:00:00Z`)
  const runs = kernel.get(BillingRunService)
  await runs.drain((await runs.start({ billDate: Temporal.PlainDate.from(day) })).id)
}

/** Two accounts since last June; one has a plan with no rent and makes no call. Billed on two firsts of the month. */
const operator = async (): Promise<TestKernel> => {
  const kernel = await testKernel({ now: '2026-02-20T00:00:00Z' })
  await publishRules(kernel, FREE)
  const since = { billDay: 1, from: '2025-06-01' }
  await openAccounts(kernel, [
    { ...since, plans: ['idle'] },
    { ...since, plans: ['mobile-40'] }
  ])
  for (const day of ['2026-03-01', '2026-04-01']) await bill(kernel, day)
  return kernel
}

const rulesOf = (kernel: TestKernel, files: ReadonlyMap<string, string>): RuleSet => {
  const compiled = kernel.get(RulesHost).compile(files)
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message)
  return compiled.rules
}

const april = { from: Temporal.PlainDate.from('2026-04-01'), until: Temporal.PlainDate.from('2026-05-01') }

describe('the impact on accounts whose bills came to nothing', () => {
  it('is what a bill run of the range brings', async () => {
    const kernel = await operator()
    const [before, after] = [rulesOf(kernel, FREE), rulesOf(kernel, RENTED)]
    const change = { before, after, on: april.until, gates: [], top: 5, range: april }
    const report = await kernel.get(ImpactService).compare(change)
    await publishRules(kernel, RENTED, '2026-05-01')
    await bill(kernel, '2026-05-01')
    const heads = await kernel.get(InvoicesService).list({ limit: 10 })
    const billed = heads.filter(({ billDate }) => billDate.equals(april.until)).map(({ total }) => total)
    expect(billed.toSorted()).toEqual([40_000_000n, 5_000_000n])
    expect(report.total).toEqual({ before: 40_000_000n, after: 45_000_000n })
    await kernel.close()
  })

  it('is the same when the bills of the range have been made', async () => {
    const kernel = await operator()
    await bill(kernel, '2026-05-01')
    const [before, after] = [rulesOf(kernel, FREE), rulesOf(kernel, RENTED)]
    const report = await kernel.get(ImpactService).compare({ before, after, gates: [], top: 5, range: april })
    expect(report).toMatchObject({ total: { before: 40_000_000n, after: 45_000_000n }, stayed: 1 })
    expect(report.rises).toMatchObject({ accounts: 1, largest: 5_000_000n })
    await kernel.close()
  })
})
