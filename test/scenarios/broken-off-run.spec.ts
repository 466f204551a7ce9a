import { BillingRunService } from '@farthing/kernel'
import { openAccounts, publishRules, testKernel, type TestKernel } from '@farthing/testing'
import { farthing, type Run } from './farthing.ts'

const DAY = '2026-03-01'

describe('a bill run that was broken off', () => {
  let kernel: TestKernel
  beforeAll(async () => {
    kernel = await testKernel({ now: `${DAY}T00:00:00Z` })
    await publishRules(kernel)
    await openAccounts(
      kernel,
      Array.from({ length: 30 }, () => ({ billDay: 1, from: '2026-02-01', plans: ['mobile-40'] }))
    )
  })
  afterAll(() => kernel.close())

  const run = (...words: string[]): Run => farthing(words, { env: { DATABASE_URL: kernel.url } })

  it('is gone on with by the next farthing bill run of its day, not begun again', async () => {
    const service = kernel.get(BillingRunService)
    const begun = await service.start({ billDate: Temporal.PlainDate.from(DAY), chunkSize: 10 })
    expect(begun).toMatchObject({ status: 'generating', chunks: 3, chunksDone: 0 })

    const done = run('bill', 'run', '--date', DAY, '--issue', '--json')
    expect(done.err.replace(/^billing: .*\n/gm, '')).toBe('') // how far it is, on a slow machine, and nothing else
    expect(JSON.parse(done.out)).toMatchObject({ id: begun.id, status: 'issued', accounts: 30, parked: 0 })
    expect(await service.list({ limit: 10 })).toHaveLength(1)
  })
})
