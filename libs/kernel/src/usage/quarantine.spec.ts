import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import {
  Persistence,
  RatedUsage,
  SubscriptionsService,
  UsageImports,
  UsageQuarantine,
  type UsageImport
} from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel, type TestKernel } from '@farthing/testing'
import { QUARANTINE_BEGIN } from './quarantine-book.ts'

const header = 'id,service,subscriber,to,started_at,quantity,unit'
const call = (id: string, from = '0400000001', to = '0399990000'): string =>
  `${id},voice,${from},${to},2026-03-02 10:00:00,61,s`

describe('quarantine', () => {
  let kernel: TestKernel
  beforeEach(async () => {
    kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
    await publishRules(kernel)
  })
  afterEach(() => kernel.close())

  async function imported(...lines: string[]): Promise<UsageImport> {
    const stream = Readable.from([Buffer.from([header, ...lines, ''].join('\n'))])
    const outcome = await kernel.get(UsageImports).importStream(stream, 'calls.csv', { format: 'csv' })
    if (!outcome.ok) throw new Error(outcome.detail)
    return outcome.value
  }
  async function retried(filter = {}): Promise<UsageImport> {
    const outcome = await kernel.get(UsageQuarantine).retry(filter)
    if (!outcome.ok) throw new Error(outcome.detail)
    return outcome.value
  }
  async function ratedEvents(): Promise<string[]> {
    const query = 'select event from rated_usage order by event'
    return kernel
      .get(Persistence)
      .bulk('main', async client => (await client.query(query)).rows.map(row => String(row.event)))
  }

  it('brings what is new of a price ahead of its lines, for which nobody else then waits', async () => {
    await imported(call('1'))
    await customer(kernel, { identities: ['61400000001'] })
    const persistence = kernel.get(Persistence)
    const classes = () =>
      persistence.bulk('main', async client => (await client.query('select from usage_class')).rowCount ?? 0)
    const retry = await persistence.bulk('main', async client => {
      await client.query('lock table rated_usage in share mode')
      const begun = retried()
      for (const since = performance.now(); (await classes()) === 0; ) {
        if (performance.now() - since > 10_000) throw new Error('the class waits for the lines')
        await pause(20)
      }
      return { begun }
    })
    expect(await retry.begun).toMatchObject({ lines: 1, rated: 1 })
  })

  it('says file, line, field, reason and the line as it came', async () => {
    await imported(call('1'), 'garbage')
    const lines = await kernel.get(UsageQuarantine).list({ state: 'open', after: QUARANTINE_BEGIN, limit: 10 })
    expect(lines).toMatchObject([
      { file: 'calls.csv', line: 2, field: 'subscriber', reason: 'unknown-subscriber', raw: Buffer.from(call('1')) },
      {
        file: 'calls.csv',
        line: 3,
        field: 'line',
        reason: 'too-few-fields',
        detail: '1 of 7 fields',
        raw: Buffer.from('garbage')
      }
    ])
    expect(await kernel.get(UsageQuarantine).open()).toEqual({ 'too-few-fields': 1, 'unknown-subscriber': 1 })
  })

  it('rates what a new subscriber and new rules make ratable, once', async () => {
    await imported(call('1'), call('2', '0400000001', '+999'), 'garbage')
    await customer(kernel, { identities: ['61400000001'] })
    expect(await retried()).toMatchObject({
      lines: 3,
      rated: 1,
      quarantined: 2,
      reasons: { quarantined: { 'no-zone': 1, 'too-few-fields': 1 } }
    })
    const files = new Map(sampleRules())
    files.set('zones.csv', `${files.get('zones.csv')}999,united-kingdom\n`)
    await publishRules(kernel, files)
    expect(await retried({ reason: 'too-few-fields' })).toMatchObject({ lines: 1, rated: 0 })
    expect(await retried({ reason: 'no-zone' })).toMatchObject({ lines: 1, rated: 1 })
    expect(await ratedEvents()).toEqual(['csv:1', 'csv:2'])
    expect(await imported(call('1'), call('2', '0400000001', '+999'), 'garbage')).toMatchObject({
      lines: 3,
      duplicate: 3
    })
  })

  it('leaves nothing to a retry of what a second import has rated', async () => {
    await imported(call('1'))
    await customer(kernel, { identities: ['61400000001'] })
    expect(await imported(call('1'))).toMatchObject({ rated: 1 })
    expect(await retried()).toMatchObject({ lines: 0 })
  })

  it('shares the lines between two retries at once', async () => {
    await imported(...Array.from({ length: 300 }, (_, i) => call(`${i}`)))
    await customer(kernel, { identities: ['61400000001'] })
    const both = await Promise.all([retried(), retried()])
    expect(both.reduce((sum, each) => sum + each.rated, 0)).toBe(300)
    expect(both.reduce((sum, each) => sum + each.lines, 0)).toBe(300)
  })

  it('never bills an event to a second account, even when its number is given to another from before it', async () => {
    const ann = await customer(kernel, { identities: ['61400000001'] })
    await imported(call('1'))
    const ended = { kind: 'terminated' as const, effective: Temporal.PlainDate.from('2026-02-01') }
    expect(await kernel.get(SubscriptionsService).change(ann.subscription, ended)).toMatchObject({ ok: true })
    const bob = await customer(kernel, { identities: ['61400000001'], from: '2026-02-01' })
    expect(await imported(call('1'), call('2'))).toMatchObject({ duplicate: 1, rated: 1 })
    const of = async (account: string) =>
      (await kernel.get(RatedUsage).list({ account, limit: 10 }))?.map(each => each.event)
    expect(await of(ann.number)).toEqual(['csv:1'])
    expect(await of(bob.number)).toEqual(['csv:2'])
  })
})

describe('rated usage', () => {
  it('explains an event by the rules that rated it, not by those of today', async () => {
    const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
    const { version } = (await publishRules(kernel)).publication
    const { number } = await customer(kernel, { identities: ['61400000001'] })
    const stream = Readable.from([Buffer.from(`${header}\n${call('1')}\n`)])
    await kernel.get(UsageImports).importStream(stream, 'calls.csv', { format: 'csv' })
    const dearer = new Map([...sampleRules()].map(([path, text]) => [path, text.replaceAll('0.39', '0.99')]))
    await publishRules(kernel, dearer)
    const usage = kernel.get(RatedUsage)
    const explained = await usage.explain('csv:1')
    expect(explained).toMatchObject({
      ok: true,
      value: { explanation: { version, amount: '0.765000', currency: 'AUD' } }
    })
    expect(explained.ok && explained.value.explanation.rule.file).toBe('tariffs.farthing')
    expect(await usage.explain('csv:2')).toMatchObject({ ok: false, reason: 'unknown-usage' })
    expect(await usage.list({ account: number, limit: 5 })).toMatchObject([
      { version, zone: 'national', bands: 'peak' }
    ])
    expect(await usage.list({ account: 'A-999999', limit: 5 })).toBeUndefined()
    await kernel.close()
  })
})
