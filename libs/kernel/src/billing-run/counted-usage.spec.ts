// Usage that tiers price: imported without a price of its own, counted and priced by bills, and counted on by the next ones.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { customer, publishRules, sampleRules, type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { Persistence } from '../persistence/index.ts'
import { UsageImports } from '../usage/index.ts'
import { BillingRunService, InvoicesService } from './index.ts'

const plan = `tiers blocks = volume {
  counted per account, reset every month
  | up to | price       |
  | 10 GB | 2.00 per GB |
  | *     | 1.00 per GB |
}
tariff counted-data for data {
  from 2025-01-01
  rates {
    | price        |
    | tiers blocks |
  }
}
plan counted "Counted" {
  from 2025-01-01
  tariff counted-data
}
`

jest.setTimeout(60_000)

describe('data that is priced by tiers over a month', () => {
  let app: TestKernel
  let folder = ''
  let account = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'farthing-counted-'))
    app = await testKernel({ now: '2026-01-01T00:00:00Z' })
    await publishRules(app, sampleRules(plan))
    ;({ account } = await customer(app, {
      plan: 'counted',
      identities: ['61400000001'],
      from: '2026-01-01',
      billDay: 15
    }))
  })
  afterAll(async () => {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  })

  let files = 0
  const use = async (known: string, ...lines: readonly string[]) => {
    app.clock.moveTo(`${known}T00:00:00Z`)
    const path = join(folder, `usage-${(files += 1)}.csv`)
    const rows = lines.map((line, index) => `${files}-${index},data,61400000001,,${line},GB`)
    await writeFile(path, ['id,service,subscriber,to,started_at,quantity,unit', ...rows, ''].join('\n'))
    const outcome = await app.get(UsageImports).importFile(path, { format: 'csv' })
    if (!outcome.ok) throw new Error(outcome.detail)
    const { rated, quarantined } = outcome.value
    return { rated, quarantined }
  }

  const bill = async (date: string) => {
    app.clock.moveTo(`${date}T00:00:00Z`)
    const runs = app.get(BillingRunService)
    await runs.drain((await runs.start({ billDate: Temporal.PlainDate.from(date), chunkSize: 10 })).id)
    const invoices = app.get(InvoicesService)
    const head = (await invoices.list({ account, limit: 10 })).find(({ billDate }) => billDate.toString() === date)
    const explained = head && (await invoices.explain(head.id, 1))
    return {
      total: Number(head?.total ?? 0n) / 1e6,
      events: explained?.events.map(({ amount }) => Number(amount) / 1e6),
      steps: explained?.line.explanation.steps.flatMap(({ detail, step }) => (step === 'tiers' ? [detail] : []))
    }
  }

  it('is rated on arrival, and costs what its tier says on the bill', async () => {
    expect(await use('2026-01-14', '2026-01-05 10:00:00,8', '2026-01-06 10:00:00,1')).toEqual({
      rated: 2,
      quarantined: 0
    })
    expect(await bill('2026-01-15')).toEqual({
      total: 18,
      events: [16, 2],
      steps: ['9 GB by tiers blocks > up to 10 GB (plans.farthing:32) for 2 sessions']
    })
  })

  it('is counted on by the next bill, which takes back what has become cheaper', async () => {
    await use('2026-02-14', '2026-01-20 10:00:00,3', '2026-02-02 10:00:00,4')
    expect(await bill('2026-02-15')).toMatchObject({ total: 12 - 18 + 8, events: [-6, 8] })
    const { rows } = await app
      .get(Persistence)
      .bulk('main', client =>
        client.query('select carried -> -1 as note from billing_cursor where account = $1', [account])
      )
    expect(rows).toMatchObject([{ note: { at: '2026-02-15', counts: [{ table: 'blocks', period: '2026-02' }] } }])
  })

  it('is charged by what would have been counted before it when it comes late', async () => {
    await use('2026-03-14', '2026-01-02 10:00:00,2')
    // the 14 GB of January come to a dollar each, and 12.00 were billed
    expect(await bill('2026-03-15')).toMatchObject({ total: 14 - 12, events: [4] })
  })
})
