import { billOn, openAccounts, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { BillingRunService, InvoicesService } from './index.ts'

jest.setTimeout(60_000)

const PLAN = `plan small "Small" {
  from 2025-01-01
  rent 3.00 per month in arrears, prorated by day
}
`

describe('a bill below the minimum', () => {
  it('leaves its account as it was: the run makes nothing of it, and the next one bills both months', async () => {
    const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
    try {
      const rules = new Map(
        [...sampleRules(PLAN)].map(([file, text]) => [
          file,
          text.replace(/^operator .*\{$/m, head => `${head}\n  carry forward invoices below 5.00`)
        ])
      )
      await publishRules(kernel, rules)
      const [account] = await openAccounts(kernel, [{ billDay: 1, from: '2026-01-01', plans: ['small'] }])
      expect(await billOn(kernel, account?.number, '2026-02-01')).toBeUndefined()
      const both = await billOn(kernel, account?.number, '2026-03-01')
      expect(both?.lines.map(({ amount, from }) => `${from} ${Number(amount) / 1e6}`)).toEqual([
        '2026-01-01 3',
        '2026-02-01 3'
      ])
      // asked for by hand
      kernel.clock.moveTo('2026-04-02T00:00:00Z')
      const runs = kernel.get(BillingRunService)
      const billDate = Temporal.PlainDate.from('2026-04-01')
      await runs.drain((await runs.start({ billDate, accounts: [account?.id ?? ''] })).id)
      const made = await kernel.get(InvoicesService).list({ account: account?.number, limit: 10 })
      expect(made.map(({ total }) => Number(total) / 1e6).toSorted()).toEqual([3, 6])
    } finally {
      await kernel.close()
    }
  })
})
