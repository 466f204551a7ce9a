// Lives of customers who pay before they talk: every second is paid for, none twice, and none after the money is gone.
import {
  ChargingService,
  LedgerService,
  MessageQueue,
  PocketExpiry,
  PocketsService,
  Policies,
  RatedUsage
} from '@farthing/kernel'
import { billOn, customer, publishRules, sampleRules, testKernel } from '@farthing/testing'

const rules = `plan prepaid "Prepaid" {
  from 2025-01-01
  tariff week
}
tariff week for voice {
  from 2025-01-01
  one zone anywhere
  band weekday = weekdays
  band weekend = otherwise
  calls crossing bands are split
  rates {
    | band    | setup | price           | increment |
    | weekday | 0.10  | 0.60 per minute | 1s / 1s   |
    | weekend | 0.10  | 0.30 per minute | 1s / 1s   |
  }
}
`
const watch = `message "much" { facts plan }
message "dear" { facts plan }
policy fair-use {
  when used(voice) > 1 min: notify "much"
  %
}
`
const MICRO = 1_000_000n
// Friday, 23:00 in Melbourne
const kernel = await testKernel({ now: '2026-03-06T12:00:00Z' })
const charging = kernel.get(ChargingService)
const pockets = kernel.get(PocketsService)
let next = 0
beforeAll(() => publishRules(kernel, sampleRules(rules)))
afterAll(() => kernel.close())

const nothing = { seconds: null, bytes: null, units: null }
const prepaid = () => customer(kernel, { identities: [`6140000000${++next}`], plan: 'prepaid' })
const topUp = (account: string, amount: bigint, expiresAt: Temporal.Instant | null = null) =>
  pockets.topUp(account, { amount, method: 'card', priority: 1, subscription: null, expiresAt })
const balance = async (account: string) => (await pockets.list(account))?.reduce((sum, each) => sum + each.balance, 0n)

async function dial(seconds: number) {
  const outcome = await charging.ask({
    kind: 'open',
    ...{ key: `dial:${++next}`, digest: '', subscriber: `6140000000${caller}`, service: 'voice', to: '61298765432' },
    ...{
      from: '',
      startedAt: kernel.clock.now(),
      units: [{ group: 1, used: nothing, wanted: { ...nothing, seconds } }]
    }
  })
  if (!outcome.ok) throw new Error(outcome.detail)
  return outcome.value
}
/** Talks for so long, then reports and asks for more; 0 hangs up. */
async function talk(session: string, used: number, seconds: number) {
  kernel.clock.advance({ seconds: used })
  const wanted = seconds === 0 ? null : { ...nothing, seconds }
  const units = [{ group: 1, used: { ...nothing, seconds: used }, wanted }]
  const outcome = await charging.ask({
    ...{ kind: 'go-on', key: `talk:${++next}`, digest: '', session, close: seconds === 0, units }
  })
  if (!outcome.ok) throw new Error(outcome.detail)
  return outcome.value.units[0]
}
let caller = 0

describe('a prepaid life', () => {
  it('talks until the money is gone, is told before, and goes on after a top-up', async () => {
    const anna = await prepaid()
    caller = next
    expect((await dial(60)).units[0]).toMatchObject({ granted: 0, final: true, result: 'QUOTA_LIMIT_REACHED' })
    await topUp(anna.account, 2n * MICRO)
    const call = await dial(60)
    expect(call.units[0]).toMatchObject({ granted: 60_000, final: false })
    expect(await talk(call.session, 60, 60)).toMatchObject({ granted: 60_000, final: false })
    // 0.10 and two minutes of 0.60: there are 0.70 left, of which 1.90 - 1.30 are for the next minute
    expect(await talk(call.session, 60, 60)).toMatchObject({ granted: 60_000, final: false })
    expect(await talk(call.session, 60, 60)).toMatchObject({ granted: 10_000, final: true })
    await talk(call.session, 10, 0)
    expect(await balance(anna.account)).toBe(0n)
    expect((await dial(60)).units[0]).toMatchObject({ granted: 0, final: true })
    await topUp(anna.account, 1n * MICRO)
    const again = await dial(60)
    await talk(again.session, 30, 0)
    expect(await balance(anna.account)).toBe(600_000n)
    const usage = (await kernel.get(RatedUsage).list({ account: anna.account, limit: 10 })) ?? []
    expect(usage.map(({ amount, prepaid: paid, quantity }) => [quantity, amount, paid])).toEqual([
      [190_000, 2_000_000n, 2_000_000n],
      [30_000, 400_000n, 400_000n]
    ])
  })

  it('has a call over midnight priced by the day on which each second is spoken', async () => {
    const ben = await prepaid()
    caller = next
    kernel.clock.moveTo('2026-03-06T12:58:00Z')
    await topUp(ben.account, 10n * MICRO)
    const first = await dial(120)
    await talk(first.session, 120, 120)
    // two minutes of Friday, two of Saturday, and a second call at once behind it, all of it on Saturday
    await talk(first.session, 120, 0)
    expect(await balance(ben.account)).toBe(10n * MICRO - 1_900_000n)
    const second = await dial(120)
    await talk(second.session, 60, 0)
    expect(await balance(ben.account)).toBe(10n * MICRO - 1_900_000n - 400_000n)
    const usage = (await kernel.get(RatedUsage).list({ account: ben.account, limit: 10 })) ?? []
    expect(usage.map(({ bands }) => bands)).toEqual(['weekday+weekend', 'weekend'])
    const explained = await kernel.get(RatedUsage).explain(usage[0]?.event ?? '')
    expect(explained.ok).toBe(true)
  })

  it('loses what is left at the end of a pocket, and is billed for none of it', async () => {
    const carla = await prepaid()
    caller = next
    await topUp(carla.account, 5n * MICRO, kernel.clock.now().add({ hours: 24 }))
    const call = await dial(60)
    await talk(call.session, 60, 0)
    kernel.clock.advance({ hours: 25 })
    expect(await kernel.get(PocketExpiry).expire()).toBe(1)
    expect(await balance(carla.account)).toBe(0n)
    expect(await billOn(kernel, carla.number, '2026-04-01')).toBeUndefined()
    const ledger = kernel.get(LedgerService)
    expect(await ledger.totals('main')).toMatchObject({ balanced: true })
    expect(await ledger.balances('main', 'breakage')).toMatchObject([{ amount: -4_600_000n }])
  })
})

describe('what a customer used', () => {
  it.each(['', 'when spend(voice) > 1000.00: notify "dear"'])(
    'counts what pockets have paid, whatever else conditions ask: %j',
    async other => {
      await publishRules(kernel, sampleRules(rules + watch.replace('%', other)))
      const dora = await prepaid()
      caller = next
      await topUp(dora.account, 10n * MICRO)
      const { session } = await dial(120)
      await talk(session, 120, 0)
      kernel.clock.advance({ minutes: 5 })
      expect((await kernel.get(Policies).pass()).problems).toEqual([])
      const told = await kernel.get(MessageQueue).list({ limit: 10, account: dora.account })
      expect(told?.map(({ name }) => name)).toEqual(['much'])
    }
  )
})
