import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Persistence, RulesHost, sql, UsageImports } from '@farthing/kernel'
import { tariffAt } from '@farthing/rules-language'
import { customer, publishRules, sampleRules, testKernel, type TestKernel } from '@farthing/testing'

const LINES = 60_000

describe('publishing while an import and a server run', () => {
  let kernel: TestKernel
  let folder: string
  beforeAll(async () => {
    kernel = await testKernel({ now: '2026-03-20T00:00:00Z' })
    folder = mkdtempSync(join(tmpdir(), 'farthing-publish-'))
    await publishRules(kernel)
    await customer(kernel, { identities: ['+61400000001'] })
  })
  afterAll(async () => {
    await kernel.close()
    rmSync(folder, { recursive: true })
  })

  it('rates every use by one version alone, and the next import by the new one, without a restart', async () => {
    const dearer = new Map(
      [...sampleRules()].map(([path, text]) => [path, text.replace('0.30 per minute', '0.36 per minute')])
    )
    let publishing: Promise<unknown> | undefined
    const first = await imported(0, () => (publishing ??= publishRules(kernel, dearer)))
    await publishing
    const second = await imported(1)
    expect([first, second]).toMatchObject([{ value: { rated: LINES } }, { value: { rated: LINES } }])
    const versions = await ratedByVersion()
    const published = (await kernel.get(RulesHost).publications()).map(({ version }) => version)
    expect(versions.map(({ version, uses }) => [version, uses])).toEqual(published.map(version => [version, LINES]))
    for (const { version, amounts, startedAt } of versions) {
      const rules = await kernel.get(RulesHost).whole(version)
      const tariff = rules && tariffAt(rules, 'calls', startedAt)
      const rated = tariff?.rate({ startedAt, quantity: 61_000, to: '61412345678' })
      expect(rated).toMatchObject({ ok: true, amount: Number(amounts[0]) })
      expect(amounts).toHaveLength(1)
    }
  })

  function imported(part: number, onProgress?: () => void) {
    const file = join(folder, `${part}.csv`)
    const lines = Array.from(
      { length: LINES },
      (_, index) => `p${part}-${index},voice,+61400000001,0412345678,2026-03-10 10:00:00,61,s`
    )
    writeFileSync(file, `id,service,subscriber,to,started_at,quantity,unit\n${lines.join('\n')}\n`)
    return kernel.get(UsageImports).importFile(file, { format: 'csv', ...(onProgress ? { onProgress } : {}) })
  }

  async function ratedByVersion() {
    const rows = await kernel.get(Persistence).bulk('main', client =>
      sql<{ version: string; uses: number; amounts: string[]; started: number; first: string }>(
        client,
        `select c.version, count(*)::int as uses, array_agg(distinct u.amount::text) as amounts,
           min(date_part('epoch', u.started_at)) * 1000 as started, min(u.known)::text as first
         from rated_usage u join usage_class c on c.tenant = u.tenant and c.id = u.class group by c.version order by first`
      )
    )
    return rows.map(({ started, ...row }) => ({ ...row, startedAt: started }))
  }
})
