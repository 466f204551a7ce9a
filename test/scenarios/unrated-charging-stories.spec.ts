// What a network reports and nobody can price: it takes no money, is not lost, and stands in no other account's way.
import { Persistence, RatedUsage } from '@farthing/kernel'
import { publishRules, sampleRules } from '@farthing/testing'
import { CALL_RULES, openPrepaidCalls } from './prepaid-calls.ts'

const { charging, dial, kernel, moneyOf, prepaid, quarantine, report, waiting } = await openPrepaidCalls()
afterAll(() => kernel.close())

/** Puts something into the first event of a stored session, as JSON, that the service would not write now. */
function store(session: string, field: string, json: string): Promise<unknown> {
  const text = `update charging_session set events = jsonb_set(events::jsonb, array['0', $2], $3::jsonb)::json where tenant = 'main' and id = $1`
  return kernel.get(Persistence).bulk('main', client => client.query(text, [session, field, json]))
}

describe('a report that cannot be rated', () => {
  it('debits nothing, waits in quarantine, and leaves its session and all others as they were', async () => {
    const [anna, ben] = [await prepaid(), await prepaid()]
    const [call, other] = [await dial(anna.subscriber), await dial(ben.subscriber)]
    expect(await report(call, { seconds: 10 })).toMatchObject({ result: 'SUCCESS' })
    expect(await moneyOf(anna.account)).toEqual([[9_900_000, 600_000]])
    expect(await report(call, { seconds: 31_622_400 })).toMatchObject({ result: 'RATING_FAILED', granted: null })
    expect(await moneyOf(anna.account)).toEqual([[9_900_000, 600_000]])
    const [line] = await waiting('bad-quantity')
    expect(line).toMatchObject({ field: 'quantity', file: 'charging' })
    expect(line?.raw).toMatchObject({
      ...{
        subscriber: `+${anna.subscriber}`,
        service: 'voice',
        to: '+61298765432',
        quantity: '31622400',
        unit: 'second'
      },
      ...{ started_at: '2026-03-06T12:00:00Z', session: call }
    })
    expect(await report(call, { seconds: 20 }, true)).toMatchObject({ result: 'SUCCESS' })
    expect(await moneyOf(anna.account)).toEqual([[9_700_000, 0]])
    kernel.clock.advance({ minutes: 11 })
    expect(await charging.closeOverdue()).toBe(1)
    expect(await moneyOf(ben.account)).toEqual([[10_000_000, 0]])
    expect(other).not.toBe(call)
  })

  it('in another unit is no success, and is rated when its retry can read it', async () => {
    const anna = await prepaid()
    const call = await dial(anna.subscriber)
    const bytes = await report(call, { bytes: 5_000_000 })
    expect(bytes).toMatchObject({ result: 'RATING_FAILED', detail: 'tariff week counts seconds' })
    expect(await report(call, { bytes: 7 }, true)).toMatchObject({ result: 'RATING_FAILED' })
    expect(await moneyOf(anna.account)).toEqual([[10_000_000, 0]])
    const lines = await waiting('wrong-unit')
    expect(lines.map(({ raw: { quantity, unit } }) => [quantity, unit])).toEqual([
      ['5000000', 'byte'],
      ['7', 'byte']
    ])
    const data = await dial(anna.subscriber, 'data')
    expect(await report(data, { bytes: 9 }, true)).toMatchObject({ result: 'RATING_FAILED' })
    expect(await waiting('no-tariff')).toMatchObject([{ field: 'service', raw: { service: 'data', quantity: '9' } }])
    const more = `tariff volume for data { from 2025-01-01
  one zone anywhere
  rates {
    | price       | increment |
    | 0.01 per MB | 1 MB / 1 MB |
  }
}
`
    const text = CALL_RULES.replace('  tariff week\n', '  tariff week\n  tariff volume\n') + more
    await publishRules(kernel, sampleRules(text))
    const retry = await quarantine.retry({ reason: 'no-tariff' })
    expect(retry).toMatchObject({ ok: true, value: { rated: 1 } })
    const usage = await kernel.get(RatedUsage).list({ account: anna.account, limit: 10 })
    expect(usage).toMatchObject([{ quantity: 9, prepaid: null, service: 'data' }])
  })

  it('in an old session that cannot be priced any more is told, and closes all the same', async () => {
    const [anna, ben] = [await prepaid(), await prepaid()]
    const [call] = [await dial(anna.subscriber), await dial(ben.subscriber)]
    await report(call, { seconds: 100 })
    await store(call, 'used', '31622401000')
    kernel.clock.advance({ minutes: 11 })
    expect(await charging.closeOverdue()).toBe(2)
    expect(await moneyOf(anna.account)).toEqual([[9_000_000, 0]])
    expect(await moneyOf(ben.account)).toEqual([[10_000_000, 0]])
    expect((await waiting('bad-quantity')).at(-1)?.detail).toContain('1.00 was paid for it')
  })

  it('by rules that are gone fails its own account alone', async () => {
    const [anna, ben] = [await prepaid(), await prepaid()]
    const [call] = [await dial(anna.subscriber), await dial(ben.subscriber)]
    await store(call, 'version', '"gone"')
    kernel.clock.advance({ minutes: 11 })
    expect(await charging.closeOverdue()).toBe(1)
    expect(await moneyOf(ben.account)).toEqual([[10_000_000, 0]])
  })
})

it.each([10, 0])('the end of a call is not written while the known is settled: %d s at last', async last => {
  const anna = await prepaid()
  const call = await dial(anna.subscriber)
  await report(call, { seconds: 60 })
  const first = await kernel.get(Persistence).bulk('main', async client => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('farthing:known:main', 0))`)
    const ended = report(call, { seconds: last }, true)
    const waited = new Promise(settle => void setTimeout(() => settle('waits'), 500))
    return { ended, first: await Promise.race([ended.then(() => 'written'), waited]) }
  })
  await first.ended
  expect(first.first).toBe('waits')
})
