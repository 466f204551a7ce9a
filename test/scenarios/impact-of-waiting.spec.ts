import { Readable } from 'node:stream'
import {
  BillingRunService,
  ImpactService,
  Persistence,
  RulesHost,
  UsageImports,
  UsageQuarantine
} from '@farthing/kernel'
import { parseGates, SourceText } from '@farthing/rules-language'
import type { ImpactReport } from '@farthing/simulator'
import { customer, publishRules, sampleRules, testKernel, type TestKernel } from '@farthing/testing'

const TALKER = `plan talker "Talker" {
  from 2025-01-01
  rent 15.00 per month in advance, prorated by day
  tariff calls, messages, traffic
  include 2 min of voice to united-kingdom
}
`
const before = sampleRules(TALKER)
const zones = before.get('zones.csv') ?? ''
/** Knows the satellites, and no longer the other numbers of +44. */
const after = new Map([
  ...before,
  ['zones.csv', `${zones.replace(/^44,.*\n/m, '442,united-kingdom\n')}999,united-kingdom\n`]
])
const HEADER = 'id,service,subscriber,to,started_at,quantity,unit'
const LINES = [
  'a1,voice,0400000001,+442079460000,2026-04-10 10:00:00,61,s',
  'a2,voice,0400000001,+99912345678,2026-04-11 10:00:00,190,s',
  'a3,voice,0400000001,+99912345678,2026-03-12 10:00:00,310,s',
  'b1,voice,0400000002,+99912345678,2026-04-13 10:00:00,73,s',
  'b2,voice,0400000002,+99912345678,2026-05-01 10:00:00,73,s',
  'c1,voice,0400000009,+443079460000,2026-04-14 10:00:00,61,s',
  'garbage'
]

describe('the impact on lines in quarantine', () => {
  let kernel: TestKernel
  beforeEach(async () => {
    kernel = await testKernel({ now: '2026-05-02T00:00:00Z' })
    await publishRules(kernel, before)
    await customer(kernel, { identities: ['61400000001'], plan: 'talker', from: '2026-02-10' })
    await customer(kernel, { identities: ['61400000002'], plan: 'mobile-20', from: '2026-03-10' })
    const stream = Readable.from([Buffer.from([HEADER, ...LINES, ''].join('\n'))])
    expect(await kernel.get(UsageImports).importStream(stream, 'calls.csv', { format: 'csv' })).toMatchObject({
      value: { rated: 1, quarantined: 6 }
    })
    await billed('2026-04-01')
  })
  afterEach(() => kernel.close())

  async function compare(): Promise<ImpactReport> {
    const compiled = kernel.get(RulesHost).compile(after)
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics))
    const range = { from: Temporal.PlainDate.from('2026-04-01'), until: Temporal.PlainDate.from('2026-05-01') }
    const { gates } = parseGates(new SourceText('gates', 'unrated 0'))
    const now = await kernel.get(RulesHost).current()
    if (now === undefined) throw new Error('rules are published')
    return kernel.get(ImpactService).compare({ before: now, after: compiled.rules, range, gates, top: 3 })
  }

  /** Micro of the run's drafts. */
  async function billed(on: string): Promise<{ readonly run: string; readonly total: bigint }> {
    const runs = kernel.get(BillingRunService)
    const { id } = await runs.start({ billDate: Temporal.PlainDate.from(on) })
    const { totals } = await runs.drain(id)
    return { run: id, total: totals.find(({ status }) => status === 'draft')?.total ?? 0n }
  }

  /** What a run on that day bills, and then takes back. */
  async function tried(on: string): Promise<bigint> {
    const { run, total } = await billed(on)
    await kernel.get(BillingRunService).cancel(run)
    return total
  }

  it('is what a retry and the bill run after it do, to the cent', async () => {
    const report = await compare()
    const old = await tried('2026-05-01')
    kernel.clock.moveTo('2026-05-02T01:00:00Z')
    await publishRules(kernel, after)
    kernel.clock.moveTo('2026-05-02T02:00:00Z')
    const unretried = await tried('2026-05-01')
    kernel.clock.moveTo('2026-05-02T03:00:00Z')
    expect(await kernel.get(UsageQuarantine).retry({})).toMatchObject({ value: { rated: 4, quarantined: 2 } })
    const { total } = await billed('2026-05-01')
    expect(total).toBeGreaterThan(unretried)
    expect(report).toMatchObject({
      total: { before: old, after: total },
      waiting: { lines: 6, before: { lines: 0, amount: 0n }, after: { lines: 4, amount: total - unretried } }
    })
  })

  it('leaves out what a retry of everything leaves: a person looks at it first', async () => {
    const first = `update usage_quarantine set reason = 'session-closed' where event = 'csv:a2'`
    await kernel.get(Persistence).bulk('main', client => client.query(first))
    expect(await compare()).toMatchObject({ waiting: { lines: 5, before: { lines: 0 }, after: { lines: 3 } } })
    await publishRules(kernel, after)
    expect(await kernel.get(UsageQuarantine).retry({})).toMatchObject({ value: { rated: 3, quarantined: 2 } })
  })

  it('tells a line that the rules before alone could rate, and the gate of unrated usage sees it', async () => {
    await customer(kernel, { identities: ['61400000009'], from: '2026-03-10' })
    expect(await compare()).toMatchObject({
      waiting: { lines: 6, before: { lines: 1 }, after: { lines: 4 }, onlyBefore: 1, onlyAfter: 4 },
      gates: [{ ok: false, broken: 1 }]
    })
  })

  it('leaves out a line whose event came again and was rated', async () => {
    await customer(kernel, { identities: ['61400000009'], from: '2026-03-10' })
    const again = Readable.from([Buffer.from(`${HEADER}\n${LINES[5]}\n`)])
    await kernel.get(UsageImports).importStream(again, 'again.csv', { format: 'csv' })
    expect(await compare()).toMatchObject({ waiting: { lines: 5, before: { lines: 0 }, after: { lines: 4 } } })
  })
})
