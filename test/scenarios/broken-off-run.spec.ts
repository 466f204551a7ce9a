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

  it('is gone on with by who asks for the same accounts, and by nobody else', async () => {
    kernel.clock.moveTo('2026-04-01T00:00:00Z')
    const billDate = Temporal.PlainDate.from('2026-04-01')
    const service = kernel.get(BillingRunService)
    const { id } = await service.start({ billDate, group: { billDays: [1], plans: ['mobile-40', 'mobile-20'] } })
    const billed = (...words: string[]) =>
      JSON.parse(run('bill', 'run', '--date', '2026-04-01', ...words, '--json').out)
    expect((await service.find(id))?.chunksDone).toBe(0)
    expect(billed('--plan', 'mobile-20').id).not.toBe(id)
    expect((await service.find(id))?.chunksDone).toBe(0)
    expect(billed('--plan', 'mobile-20', 'mobile-40', '--bill-day', '1')).toMatchObject({ id, accounts: 30 })
  })

  it('is not begun for a day to come', () => {
    const refused = run('bill', 'run', '--date', '2199-01-01')
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toBe(
      '2199-01-01 is still to come: a bill holds all usage before its day. ' +
        'What a bill of that day comes to so far is shown by its preview: `farthing bill preview`.\n'
    )
  })
})
