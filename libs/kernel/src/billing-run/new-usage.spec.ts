import { testKernel, type TestKernel } from '@farthing/testing'
import { Persistence, sql } from '../persistence/index.ts'
import { NewUsage } from './new-usage.ts'

const at = (time: string): Temporal.Instant => Temporal.Instant.from(`2026-03-01T${time}Z`)

describe('new usage', () => {
  let kernel: TestKernel
  beforeAll(async () => {
    kernel = await testKernel()
  })
  afterAll(() => kernel.close())

  const used = (day: string, known: string): Promise<unknown> =>
    kernel.get(Persistence).bulk('main', client =>
      sql(
        client,
        `insert into rated_usage (tenant, known, import, line, event, account, subscription, started_at, quantity, billed, amount,
           class, called, caller)
         values ('main', $1, 0, 0, $2, gen_random_uuid(), gen_random_uuid(), $3, 1, 1, 1, 1, '', '')`,
        [at(known).toString(), `${day} ${known}`, `${day}T00:00:00Z`]
      )
    )
  const firstDay = async (usage: NewUsage, after: string, until: string): Promise<string | undefined> => {
    const stretch = { after: at(after), until: at(until) }
    const first = await kernel.get(Persistence).bulk('main', client => usage.firstStart(client, 'main', stretch))
    return first?.toString().slice(0, 10)
  }

  it('is looked for where nobody looked yet, and where somebody may have been writing', async () => {
    const usage = new NewUsage()
    expect(await firstDay(usage, '09:00', '09:30')).toBeUndefined()
    await used('2026-02-03', '10:00')
    expect(await firstDay(usage, '09:00', '10:00')).toBe('2026-02-03')
    await used('2026-02-02', '09:59:30') // committed after it was asked for
    await used('2026-02-10', '10:05')
    expect(await firstDay(usage, '09:00', '10:00:30')).toBe('2026-02-02')
    expect(await firstDay(usage, '09:00', '10:05')).toBe('2026-02-02')
    expect(await firstDay(usage, '10:01', '10:05')).toBe('2026-02-10')
    expect(await firstDay(usage, '10:05', '10:06')).toBeUndefined()
    expect(await firstDay(usage, '09:00', '09:30')).toBe('2026-02-02') // an earlier day, never a later one
  })
})
