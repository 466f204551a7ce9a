// What a network reports of sessions that have ended, or that nobody knows: it is not lost, and a person looks before it is billed.
import { RatedUsage } from '@farthing/kernel'
import { none, openPrepaidCalls } from './prepaid-calls.ts'

const { charging, dial, kernel, moneyOf, prepaid, quarantine, report, unique, waiting } = await openPrepaidCalls()
afterAll(() => kernel.close())

describe('a report that comes after the end of its session', () => {
  it('is refused, and what it says was used waits in quarantine, once', async () => {
    const anna = await prepaid()
    const call = await dial(anna.subscriber)
    await report(call, { seconds: 20 }, true)
    const units = [{ group: 1, used: { ...none, seconds: 7 }, wanted: null }]
    const late = { kind: 'go-on', key: unique(), digest: 'same', session: call, close: true, units } as const
    const first = await charging.ask(late)
    expect(first).toMatchObject({ ok: false, reason: 'session-closed' })
    expect(await charging.ask(late)).toEqual(first)
    const lines = await waiting('session-closed')
    expect(lines.map(({ raw }) => [raw.quantity, raw.unit, raw.session])).toEqual([['7', 'second', call]])
    expect(await quarantine.retry({ reason: 'session-closed' })).toMatchObject({ value: { rated: 1 } })
    expect(await moneyOf(anna.account)).toEqual([[9_800_000, 0]])
  })

  it('is billed by no retry of everything: only who asks for the reason or the event has looked at it', async () => {
    const anna = await prepaid()
    const call = await dial(anna.subscriber)
    await report(call, { seconds: 60 }, true)
    for (const seconds of [60, 61]) {
      const units = [{ group: 1, used: { ...none, seconds }, wanted: null }]
      await charging.ask({ kind: 'go-on', key: unique(), digest: '', session: call, close: true, units })
    }
    const left =
      '2 lines of session-closed are left as they were: look whether the session has reported the same before: drop it then, else retry this reason or event to bill it'
    for (const filter of [{}, { service: 'voice' }, { before: kernel.clock.now().add({ hours: 1 }) }]) {
      expect(await quarantine.retry(filter)).toMatchObject({ value: { lines: 0, rated: 0, notes: [left] } })
    }
    const [first, second] = await waiting('session-closed')
    expect(await quarantine.retry({ events: [first?.event ?? ''] })).toMatchObject({ value: { rated: 1, notes: [] } })
    expect(await quarantine.retry({ importId: second?.importId ?? 0 })).toMatchObject({ value: { lines: 0 } })
    expect(await quarantine.retry({ reason: 'session-closed' })).toMatchObject({ value: { rated: 1, notes: [] } })
  })
})

describe('a report to a session that nobody knows', () => {
  const stray = (told: object, seconds = 42) => ({
    ...{ kind: 'go-on' as const, key: unique(), digest: 'same', session: '00000000-0000-4000-8000-000000000001' },
    ...{ close: true, units: [{ group: 1, used: { ...none, seconds }, wanted: null }], ...told }
  })
  const raised = async () =>
    (await waiting('unknown-session')).map(({ detail, field, raw }) => ({ detail, field, raw }))

  it('is refused, and its use waits once for a retry that leaves it to the bill, when it says whose it is', async () => {
    const anna = await prepaid()
    const at = kernel.clock.now()
    const ask = stray({ told: { subscriber: anna.subscriber, service: 'voice', to: '61298765432', from: '', at } })
    const first = await charging.ask(ask)
    expect(first).toMatchObject({ ok: false, reason: 'unknown-session' })
    expect(await Promise.all([charging.ask(ask), charging.ask(ask)])).toEqual([first, first])
    const lines = await raised()
    expect(lines).toMatchObject([
      { field: 'session', raw: { subscriber: anna.subscriber, service: 'voice', quantity: '42', unit: 'second' } }
    ])
    expect(lines[0]?.detail).toContain('Retry it to leave it to the bill')
    expect(await quarantine.retry({ reason: 'unknown-session' })).toMatchObject({ value: { rated: 1 } })
    // the network asks again: it is rated already
    expect(await charging.ask(ask)).toEqual(first)
    expect(await raised()).toEqual([])
    expect(await moneyOf(anna.account)).toEqual([[10_000_000, 0]])
    expect((await kernel.get(RatedUsage).find(`json-events:${lines[0]?.raw.id}`))?.amount).toBe(420_000n)
  })

  it('waits for a person when it does not say whose it is, and under a key that is used again for another use', async () => {
    const ask = stray({})
    await charging.ask(ask)
    const units = [{ group: 1, used: { ...none, seconds: 43 }, wanted: null }]
    await charging.ask({ ...ask, digest: 'other', units })
    await charging.ask({ ...ask, session: 'chf-2.example/17' })
    const lines = await raised()
    expect(lines.map(({ field, raw }) => [field, raw.quantity, raw.session])).toEqual([
      ['subscriber', '42', ask.session],
      ['subscriber', '43', ask.session],
      ['subscriber', '42', 'chf-2.example/17']
    ])
    expect(lines[0]?.detail).toContain('find it at the network, import it from there, and drop this')
    expect(await quarantine.retry({ reason: 'unknown-session' })).toMatchObject({ value: { rated: 0, quarantined: 3 } })
    // nothing new is known of them, so they wait for what they waited for
    expect(await raised()).toEqual(lines)
    expect(await quarantine.retry({})).toMatchObject({ value: { lines: 0 } })
    expect(await quarantine.open()).toEqual({ 'unknown-session': 3 })
  })

  it('says what is in the way when it names a subscriber that nobody is', async () => {
    const at = kernel.clock.now()
    const told = { subscriber: '61477777777', service: 'voice', to: '61298765432', from: '', at }
    await charging.ask(stray({ told }, 5))
    expect(await quarantine.retry({ reason: 'unknown-session' })).toMatchObject({
      value: { reasons: { quarantined: { 'unknown-session': 3, 'unknown-subscriber': 1 } } }
    })
  })

  it('of nothing leaves nothing behind', async () => {
    const lines = await waiting('unknown-session')
    expect(await charging.ask(stray({}, 0))).toMatchObject({ ok: false, reason: 'unknown-session' })
    expect(await waiting('unknown-session')).toEqual(lines)
  })
})
