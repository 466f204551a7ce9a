// A unit keeps its decimals for as long as anything is counted in it.
import { Persistence, RulesHost } from '@farthing/kernel'
import { customer, publishRules, putUsage, sampleRules, testKernel, type TestKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { storedUnitText } from './stored-units.ts'

jest.setTimeout(60_000)

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const changed = (change: (text: string) => string): ReadonlyMap<string, string> =>
  new Map([...sampleRules()].map(([path, text]) => [path, change(text)]))
const finer = changed(text => text.replace('unit points', 'unit points with 2 decimals'))
const renamed = changed(text =>
  text.replace('unit points', 'unit tokens').replace('per point', 'per token').replace('10 points', '10 tokens')
)

describe('publishing other decimals of a unit', () => {
  let kernel: TestKernel
  let host: RulesHost
  beforeAll(async () => {
    kernel = await testKernel({ now: '2026-03-20T00:00:00Z' })
    host = kernel.get(RulesHost)
    await publishRules(kernel)
  })
  afterAll(() => kernel.close())

  const publish = (files: ReadonlyMap<string, string>, from = '2026-06-01') =>
    host.publish({ files, author: 'Ann', message: '', from: day(from), correctsIssuedBills: true })

  it('is fine while nothing counts in it', async () => {
    expect(await publish(finer, '2026-05-01')).toMatchObject({ ok: true })
    expect(await publish(sampleRules(), '2026-05-01')).toMatchObject({ ok: true })
  })

  it('is refused once usage does, from whatever day, with how much it is', async () => {
    const { account, subscription } = await customer(kernel, { plan: 'mobile-20', identities: ['61400000001'] })
    const use = { account, subscription, plan: 'mobile-20', service: 'lounge', quantity: 30, to: '' }
    await putUsage(kernel, '2026-03-20T00:00:00Z', [
      { ...use, at: '2026-03-19T00:00:00Z' },
      { ...use, at: '2026-03-18T00:00:00Z' }
    ])
    const units = [{ unit: 'points', decimals: 0, declared: 2, usageRecords: 2, allowances: 0 }]
    expect(await publish(finer)).toEqual({ ok: false, reason: 'unit-in-use', units })
    expect(await publish(finer, '2026-03-01')).toMatchObject({ reason: 'unit-in-use' })
    expect(await publish(sampleRules('# the same unit'))).toMatchObject({ ok: true })
  })

  it.each([
    [
      'something left of its allowances',
      [
        { service: 'lounge', left: 5 },
        { service: 'voice', left: 9 }
      ],
      undefined
    ],
    ['used of what it includes by days', [], [{ service: 'lounge', days: 7 }]]
  ])('counts those who have %s', async (_what, allowances, taken) => {
    const carried = [{ at: '2026-03-01', allowances, taken }]
    await kernel.get(Persistence).bulk('main', client =>
      client.query(
        `insert into billing_cursor (tenant, account, bill_date, known_at, carried)
         select 'main', id, '2026-03-01', now(), $1 from account limit 1
         on conflict (tenant, account) do update set carried = excluded.carried`,
        [JSON.stringify(carried)]
      )
    )
    expect(await publish(finer)).toMatchObject({ units: [{ usageRecords: 2, allowances: 1 }] })
  })

  it('lets the unit go from a day on which nothing is counted in it, and keeps its decimals for when it comes back', async () => {
    const units = [{ unit: 'points', decimals: 0, declared: null, usageRecords: 2, allowances: 0 }]
    expect(await publish(renamed, '2026-03-10')).toEqual({ ok: false, reason: 'unit-in-use', units })
    expect(await publish(renamed, '2026-03-19')).toMatchObject({ units: [{ usageRecords: 1 }] })
    expect(await publish(renamed, '2026-07-01')).toMatchObject({ ok: true })
    expect(await publish(finer, '2026-08-01')).toMatchObject({ reason: 'unit-in-use' })
  })
})

describe('what is said of a unit in use', () => {
  const stored = { unit: 'points', decimals: 0, declared: 2, usageRecords: 1234, allowances: 1 }
  it.each([
    [
      stored,
      'unit points has 2 decimals here, and 1,234 usage records and what 1 account has left are counted with no decimals: leave it as it was, and declare another unit for what has other decimals'
    ],
    [
      { ...stored, declared: null, usageRecords: 1, allowances: 0 },
      'unit points is not declared here, and 1 usage record is counted with no decimals in the time of these rules: declare it, or give a later day'
    ]
  ])('%#', (unit, text) => {
    expect(storedUnitText(unit)).toBe(text)
  })
})
