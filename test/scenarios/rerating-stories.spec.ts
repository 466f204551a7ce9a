// A price that is published retroactively: proposed by the command, with who, how much and why; applied; corrected by the next invoice.
import { Readable } from 'node:stream'
import { SubscriptionsService, UsageImports } from '@farthing/kernel'
import { billOn, customer, type Customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { farthing, type Run } from './farthing.ts'

const HEADER = 'id,service,subscriber,to,started_at,quantity,unit\n'
const dearer = new Map(
  [...sampleRules()].map(([path, text]) => [path, text.replace('0.39  | 0.25 per minute', '0.39  | 0.40 per minute')])
)

const FLAT = `tariff flat-calls for voice {
  from 2025-01-01
  one zone everywhere

  rates {
    | price          |
    | 0.05 per event |
  }
}

plan mobile-flat "Mobile Flat" {
  from 2025-01-01
  rent 50.00 per month in advance, prorated by day
  tariff flat-calls, messages
}
`

const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
let talker: Customer
let changer: Customer

async function importLines(...lines: readonly string[]): Promise<void> {
  const file = Readable.from([Buffer.from([HEADER, ...lines.map(line => `${line}\n`)].join(''))])
  const done = await kernel.get(UsageImports).importStream(file, 'february.csv', { format: 'csv' })
  expect(done).toMatchObject({ ok: true, value: { rated: lines.length } })
}

beforeAll(async () => {
  await publishRules(kernel)
  talker = await customer(kernel, { identities: ['61400000001'] })
  changer = await customer(kernel, { identities: ['61400000002'], plan: 'mobile-20' })
  kernel.clock.moveTo('2026-02-20T00:00:00Z')
  await importLines(
    '1,voice,0400000001,0399990000,2026-02-10 10:00:00,120,s',
    '2,voice,0400000001,0399990000,2026-02-10 22:00:00,120,s',
    '3,voice,0400000002,0399990000,2026-02-12 10:00:00,60,s'
  )
  await billOn(kernel, talker.number, '2026-03-01')
  kernel.clock.moveTo('2026-03-05T00:00:00Z')
  await publishRules(kernel, dearer, '2026-02-01')
  await importLines('4,voice,0400000002,0399990000,2026-02-13 10:00:00,60,s')
})
afterAll(() => kernel.close())

const run = (...words: string[]): Run => farthing(words, { env: { DATABASE_URL: kernel.url } })

/** Without what differs from run to run. */
const said = ({ err, out }: Run): string[] =>
  `${out}${err}`
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'TIME')
    .replaceAll(/(bill of )\d{4}-\d\d-\d\d|(accounts move:)/g, '$1$2 until today')
    .replaceAll(/(until today) [\d,.]+ -> [\d,.]+,/g, '$1')
    .replaceAll(/version [0-9a-f]{8}/g, 'version V')
    .split('\n')
    .map(line => line.trim().replaceAll(/\s+/g, ' '))
    .filter(line => line !== '')

describe('a retroactive price', () => {
  it('is proposed: who, how much, why, and what came late', () => {
    expect(said(run('usage', 'rerate'))).toEqual([
      're-rating 1, proposed, by what was known on TIME',
      '3 uses looked at: 2 uses of 2 accounts would move: 1.53 -> 1.98, +0.45 AUD (+29.4%), before allowances and tiers',
      'all of them are on bills that stand: +0.45, before allowances and tiers',
      'one use of one account came when the bill of that day had been made: 0.79 before allowances, on the next bills',
      'next bills of 2 accounts move: until today +0.60 AUD, with allowances, tiers and taxes',
      'usage is not touched before 1 is applied',
      'rules that say otherwise',
      'tariff calls from 2025-01-01 says otherwise tariffs.farthing:10',
      'why',
      '2 uses, 1.53 -> 1.98, +0.45 AUD: rules were published',
      'such as csv:1 on Tuesday 2026-02-10 10:00:00 to 61399990000',
      'before 0.89 tariff calls > national x peak tariffs.farthing:10:5 peak: 2 min at 0.25 per minute: 0.50 version V',
      'after 1.19 tariff calls > national x peak tariffs.farthing:10:5 peak: 2 min at 0.40 per minute: 0.80 version V',
      'accounts, furthest first',
      `${talker.number} bill of until today +0.30 AUD one use 0.89 -> 1.19, +0.30 AUD on a bill`,
      `${changer.number} bill of until today +0.30 AUD one use 0.64 -> 0.79, +0.15 AUD on a bill; one use came late, 0.79: on the next bill`,
      'apply it: farthing usage rerate apply 1 or take it back: farthing usage rerate withdraw 1'
    ])
    expect(said(run('explain', 'csv:1'))[0]).toContain('0.89 AUD as rated, 0.89 AUD on the draft of 2026-03-01')
  })

  it('is applied once, and a use says what it cost before', () => {
    const first = run('usage', 'rerate', 'apply', '1', '--json')
    expect(JSON.parse(first.out)).toMatchObject({ id: 1, state: 'applied', found: { changed: 2, change: '0.450000' } })
    expect(JSON.parse(run('usage', 'rerate', 'apply', '1', '--json').out)).toEqual(JSON.parse(first.out))
    expect(said(run('explain', 'csv:1')).slice(0, 4)).toEqual([
      'csv:1: voice to 61399990000 on Tuesday 2026-02-10 10:00:00, 1.19 AUD as rated, 0.89 AUD on the draft of 2026-03-01',
      'read february.csv:2',
      're-rated 1 on TIME: from 0.89 by calls of version V to 1.19 by calls of version V',
      'billed what follows is how it came to 0.89 AUD on the draft of 2026-03-01'
    ])
    expect(said(run('usage', 'rerate'))[0]).toBe('re-rating 2, nothing to re-rate, by what was known on TIME')
  })

  it('is corrected by the next invoice, which brings what came late', async () => {
    const lines = async ({ number }: Customer): Promise<string[]> => {
      const found = await billOn(kernel, number, '2026-04-01')
      return (found?.lines ?? []).map(({ amount, corrects, description }) => {
        return `${description} ${Number(amount) / 1e6}${corrects === null ? '' : `, corrects line ${corrects.line}`}`
      })
    }
    expect(await lines(talker)).toEqual(['Mobile 40 40', 'Voice, national 0.3, corrects line 4'])
    expect(await lines(changer)).toEqual(['Mobile 20 20', 'Voice, national 0.94, corrects line 4'])
  })
})

describe('a change of plan that is dated back', () => {
  it('is found by the account that it is about, when its rates differ', async () => {
    kernel.clock.moveTo('2026-04-05T00:00:00Z')
    const day = Temporal.PlainDate.from('2026-02-13')
    const change = { kind: 'plan-changed' as const, plan: 'mobile-flat', effective: day }
    await publishRules(kernel, new Map([...dearer, ['flat.farthing', FLAT]]), '2026-02-01')
    await kernel.get(SubscriptionsService).change(changer.subscription, change)
    expect(said(run('usage', 'rerate')).slice(0, 10)).toEqual([
      're-rating 3, proposed, by what was known on TIME',
      '2 uses looked at: one use of one account would move: 0.79 -> 0.05, -0.74 AUD (-93.7%), before allowances and tiers',
      'it is on bills that stand: -0.74, before allowances and tiers',
      // the command's clock is ahead of that of the change: what it applied above has told of all until now
      'no next bill moves by what was published or told: allowances cover it, or what was billed or applied before has it',
      'usage is not touched before 3 is applied',
      'why',
      "one use, 0.79 -> 0.05, -0.74 AUD: the account's history was told otherwise",
      'such as csv:4 on Friday 2026-02-13 10:00:00 to 61399990000',
      'before 0.79 tariff calls > national x peak tariffs.farthing:10:5 billed in 60s / 30s: 1 min version V',
      'after 0.05 tariff flat-calls > * flat.farthing:7:5 once per event: 0.05 version V'
    ])
  })
})
