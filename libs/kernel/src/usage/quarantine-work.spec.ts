import { Readable } from 'node:stream'
import {
  MessageQueue,
  OutboxRelay,
  QUARANTINE_BEGIN,
  QuarantineWatch,
  UsageImports,
  UsageQuarantine
} from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { passedLimits } from './quarantine-watch.ts'

const kernel = await testKernel({
  now: '2026-03-10T00:00:00Z',
  quarantineLimits: { share: 0.5, leastLines: 5, ageHours: 48 }
})
const quarantine = kernel.get(UsageQuarantine)
const watch = kernel.get(QuarantineWatch)
const header = 'id,service,subscriber,to,started_at,quantity,unit'
const call = (id: string, from = '0400000001'): string => `${id},voice,${from},0399990000,2026-03-02 10:00:00,61,s`
const sms = (id: string): string => `${id},sms,0400000009,0399990000,2026-03-02 10:00:00,1,sms`

beforeAll(() => publishRules(kernel))
afterAll(() => kernel.close())

async function imported(...lines: string[]): Promise<number> {
  const stream = Readable.from([Buffer.from([header, ...lines, ''].join('\n'))])
  const outcome = await kernel.get(UsageImports).importStream(stream, 'calls.csv', { format: 'csv' })
  if (!outcome.ok) throw new Error(outcome.detail)
  return outcome.value.id
}
const open = (): Promise<Record<string, number>> => quarantine.open()

describe('quarantine as a work list', () => {
  let first = 0
  it('says how much waits for what, since when, and which part of all lines that is', async () => {
    first = await imported(call('1'), call('2'), sms('3'))
    kernel.clock.moveTo('2026-03-11T00:00:00Z')
    await imported(call('4'), 'garbage')
    const summary = await quarantine.summary()
    expect(summary).toMatchObject({ count: 5, lines: 5, share: 1, alerts: [] })
    expect(summary.oldest?.toString()).toBe('2026-03-10T00:00:00Z')
    expect(summary.reasons.map(({ reason, count, share }) => [reason, count, share])).toEqual([
      ['unknown-subscriber', 4, 0.8],
      ['too-few-fields', 1, 0.2]
    ])
    expect(summary.reasons[0]?.last.toString()).toBe('2026-03-11T00:00:00Z')
  })

  it('tells once that a limit is passed, and once that it is kept again', async () => {
    const told: string[] = []
    for (const side of ['beyond', 'within']) {
      kernel
        .get(OutboxRelay)
        .subscribe(`usage-quarantine.${side}-limit`, async (_, event) => void told.push(`${side} ${event.subject}`))
    }
    expect((await watch.look()).map(({ name }) => name)).toEqual(['share'])
    kernel.clock.moveTo('2026-03-13T00:00:00Z')
    expect((await watch.look()).map(({ name }) => name)).toEqual(['share', 'age'])
    expect((await quarantine.summary()).alerts.map(({ since }) => since.toString())).toEqual([
      '2026-03-11T00:00:00Z',
      '2026-03-13T00:00:00Z'
    ])
    await customer(kernel, { identities: ['61400000001'] })
    await quarantine.retry({ service: 'voice', importId: first })
    await quarantine.retry({ service: 'voice' })
    await watch.look()
    await kernel.get(OutboxRelay).relay('main')
    expect(told).toEqual(['beyond share', 'beyond age', 'within share'])
    const messages = await kernel.get(MessageQueue).list({ limit: 10 })
    expect(messages.map(({ account, name, text }) => [account, name, text])).toEqual([
      [
        null,
        'quarantine-beyond-limit',
        'Usage: quarantine is beyond its limit of share: 50%. 5 lines wait (100% of the last 30 days), the oldest since 2026-03-10T00:00Z, most of them for unknown-subscriber: farthing usage quarantine summary'
      ],
      [null, 'quarantine-beyond-limit', expect.stringContaining('beyond its limit of age: 48 hours. 5 lines wait')],
      [null, 'quarantine-within-limit', expect.stringContaining('within its limit of share: 50%. 2 lines wait')]
    ])
    expect(messages[0]).toMatchObject({ accountNumber: null, rule: null, version: null, channel: null })
    const { account } = await customer(kernel, { identities: ['61400000005'] })
    expect(await kernel.get(MessageQueue).list({ limit: 10, account })).toEqual([])
    expect(await open()).toEqual({ 'too-few-fields': 1, 'unknown-subscriber': 1 })
  })

  it('drops a selection for good, with who and why', async () => {
    const before = Temporal.Instant.from('2026-03-10T12:00:00Z')
    const decision = { by: 'Ann', why: 'test calls of the switch' }
    expect(await quarantine.drop({ before, reason: 'too-few-fields' }, decision)).toBe(0)
    expect(await quarantine.drop({ before, service: 'sms' }, decision)).toBe(1)
    expect(await open()).toEqual({ 'too-few-fields': 1 })
    const dropped = await quarantine.list({ state: 'dropped', after: QUARANTINE_BEGIN, limit: 5 })
    expect(dropped).toMatchObject([{ event: 'csv:3', service: 'sms', raw: Buffer.from(sms('3')), dropped: decision }])
    expect(dropped[0]?.dropped?.at.toString()).toBe('2026-03-13T00:00:00Z')
    await customer(kernel, { identities: ['61400000009'] })
    expect(await quarantine.retry({ events: ['csv:3'] })).toMatchObject({ ok: true, value: { lines: 0 } })
  })

  it('keeps within limits that nobody set, and at a limit that is just reached', () => {
    const now = Temporal.Instant.from('2026-03-10T00:00:00Z')
    const oldest = now.subtract({ hours: 48 })
    const at = { now, told: [] }
    expect(passedLimits({ lines: 1000, share: 1, oldest }, {}, at)).toEqual([])
    expect(passedLimits({ lines: 1000, share: 0.5, oldest }, { share: 0.5, ageHours: 48 }, at)).toEqual([])
    expect(passedLimits({ lines: 999, share: 1, oldest }, { share: 0.5 }, at)).toEqual([])
    expect(passedLimits({ lines: 999, share: 1, oldest }, { share: 0.5 }, { ...at, told: ['share'] })).toEqual([])
    expect(passedLimits({ lines: 19, share: 1, oldest }, { share: 0.5, leastLines: 20 }, at)).toEqual([])
    expect(passedLimits({ lines: 20, share: 1, oldest }, { share: 0.5, leastLines: 20 }, at)).toEqual(['share'])
    expect(passedLimits({ lines: 1000, share: 0.51, oldest }, { share: 0.5, ageHours: 47 }, at)).toEqual([
      'share',
      'age'
    ])
    expect(passedLimits({ lines: 1000, share: 0, oldest: null }, { ageHours: 1 }, at)).toEqual([])
  })

  it.each([
    ['at the limit', 0.5, 48, ['share', 'age']],
    ['little below it', 0.46, 44, ['share', 'age']],
    ['at nine tenths', 0.45, 43.2, ['share', 'age']],
    ['below nine tenths', 0.44, 43, []]
  ])('is beyond a limit that was told until it is surely within: %s', (_, share, hours, passed) => {
    const now = Temporal.Instant.from('2026-03-10T00:00:00Z')
    const oldest = now.subtract({ minutes: Math.round(hours * 60) })
    const limits = { share: 0.5, ageHours: 48 }
    expect(passedLimits({ lines: 1000, share, oldest }, limits, { now, told: ['share', 'age'] })).toEqual(passed)
    expect(passedLimits({ lines: 1000, share, oldest }, limits, { now, told: [] })).toEqual([])
  })

  it('is within a limit of nothing only when nothing waits', () => {
    const now = Temporal.Instant.from('2026-03-10T00:00:00Z')
    const told = ['share' as const]
    expect(passedLimits({ lines: 1000, share: 0.001, oldest: now }, { share: 0 }, { now, told })).toEqual(['share'])
    expect(passedLimits({ lines: 1000, share: 0, oldest: null }, { share: 0 }, { now, told })).toEqual([])
  })
})
