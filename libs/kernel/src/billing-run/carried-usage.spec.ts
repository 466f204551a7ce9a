// What is left of an allowance goes from bill to bill through the database, late usage included.
import { billOn, type OpenedBillingAccount, openAccounts, publishRules, putUsage } from '@farthing/testing'
import { sampleRules, type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { Persistence } from '../persistence/index.ts'

const plan = `plan rolling "Rolling" {
  from 2025-01-01
  tariff traffic
  include 10 GB of data, roll over 2 cycles
}
`

jest.setTimeout(60_000)

describe('data that is left over', () => {
  let app: TestKernel
  let account: OpenedBillingAccount | undefined

  beforeAll(async () => {
    app = await testKernel({ now: '2026-01-01T00:00:00Z' })
    await publishRules(app, sampleRules(plan))
    ;[account] = await openAccounts(app, [{ billDay: 1, from: '2026-01-01', plans: ['rolling'] }])
  })
  afterAll(() => app.close())

  const use = (known: string, at: string, gigabytes: number) =>
    putUsage(app, known, [
      {
        ...{ account: account?.id ?? '', subscription: account?.subscriptions[0] ?? '', plan: 'rolling' },
        ...{ service: 'data', to: '', at, quantity: gigabytes * 1e9 }
      }
    ])

  const bill = async (date: string): Promise<string[]> => {
    const found = await billOn(app, account?.number, date)
    return (found?.lines ?? []).map(({ amount, from }) => `${from.toString()} ${Number(amount) / 1e6}`)
  }

  it('is there two cycles later, though nothing was billed in between', async () => {
    await use('2026-01-10T00:00:00Z', '2026-01-10T10:00:00+11:00', 4)
    expect(await bill('2026-02-01')).toEqual([])
    expect(await bill('2026-03-01')).toEqual([])
    // 6 GB of January, 10 of February and 10 of March
    await use('2026-03-10T00:00:00Z', '2026-03-10T10:00:00+11:00', 27)
    expect(await bill('2026-04-01')).toEqual(['2026-03-01 10'])
    const rows = await app
      .get(Persistence)
      .bulk('main', client =>
        client.query(`select jsonb_array_length(carried) as count from billing_cursor where account = $1`, [
          account?.id
        ])
      )
    expect(rows.rows).toEqual([{ count: 3 }])
  })

  it('is less when usage of an earlier cycle comes late, and the difference is on the next bill', async () => {
    await use('2026-04-10T00:00:00Z', '2026-01-20T10:00:00+11:00', 5)
    expect(await bill('2026-05-01')).toEqual(['2026-03-01 50'])
  })
})
