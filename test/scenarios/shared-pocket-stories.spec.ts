// A family talks on the money of its mother: each after what is their own, all of them together never beyond it.
import { ChargingService, LedgerService, PocketGroups, PocketsService, RatedUsage } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'

const rules = `plan prepaid "Prepaid" {
  from 2025-01-01
  tariff minute
}
tariff minute for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price           | increment |
    | 0.60 per minute | 1s / 1s   |
  }
}
`
const MICRO = 1_000_000n
const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const [charging, pockets, groups] = [kernel.get(ChargingService), kernel.get(PocketsService), kernel.get(PocketGroups)]
let next = 0
beforeAll(() => publishRules(kernel, sampleRules(rules)))
afterAll(() => kernel.close())

const nothing = { seconds: null, bytes: null, units: null }
async function subscriber() {
  const number = `6140000${1000 + ++next}`
  return { ...(await customer(kernel, { identities: [number], plan: 'prepaid' })), number, identity: number }
}
type Subscriber = Awaited<ReturnType<typeof subscriber>>
const topUp = (account: string, amount: bigint, group: string | null = null) =>
  pockets.topUp(account, { amount, method: 'card', priority: 1, subscription: null, expiresAt: null, group })
const left = async (account: string) => (await pockets.list(account))?.reduce((sum, each) => sum + each.balance, 0n)

async function family(...members: readonly Subscriber[]) {
  const mother = await subscriber()
  const made = await groups.make(mother.account, 'Family')
  if (!made.ok) throw new Error(made.detail)
  const group = made.value.number
  const joined: string[] = []
  for (const { account } of members) {
    const outcome = await groups.join(group, { account, subscription: null, from: null, until: null })
    if (outcome.ok) joined.push(outcome.value.members.at(-1)?.id ?? '')
  }
  return { mother, group, joined }
}

const units = (used: number, seconds: number) => [
  { group: 1, used: { ...nothing, seconds: used }, wanted: seconds === 0 ? null : { ...nothing, seconds } }
]
async function dial({ identity }: Subscriber, seconds: number) {
  const asked = { digest: '', subscriber: identity, service: 'voice', to: '61298765432', from: '' }
  const outcome = await charging.ask({
    ...{ ...asked, kind: 'open', key: `dial:${++next}`, startedAt: kernel.clock.now(), units: units(0, seconds) }
  })
  if (!outcome.ok) throw new Error(outcome.detail)
  return { session: outcome.value.session, granted: outcome.value.units[0]?.granted ?? 0 }
}
async function hangUp(session: string, used: number) {
  const outcome = await charging.ask({
    ...{ kind: 'go-on', key: `end:${++next}`, digest: '', session, close: true, units: units(used, 0) }
  })
  if (!outcome.ok) throw new Error(outcome.detail)
}

describe('a family', () => {
  it('talks on one pocket, each after their own, and never beyond it', async () => {
    const [anna, ben] = [await subscriber(), await subscriber()]
    const { group, mother } = await family(anna, ben)
    await topUp(mother.account, 3n * MICRO, group)
    await topUp(anna.account, MICRO)
    // five minutes on the mother's 3.00, and Anna's 1.00 before: 100 seconds
    const calls = await Promise.all([dial(anna, 200), dial(ben, 300)])
    expect(calls.reduce((sum, { granted }) => sum + granted, 0)).toBe(400_000)
    for (const { granted, session } of calls) await hangUp(session, granted / 1000)
    expect([await left(mother.account), await left(anna.account)]).toEqual([0n, 0n])
    expect((await dial(ben, 60)).granted).toBe(0)
    const usage = (await kernel.get(RatedUsage).list({ account: ben.account, limit: 10 })) ?? []
    expect(usage.map(({ amount, prepaid }) => amount === prepaid)).toEqual([true])
    expect(await kernel.get(LedgerService).totals('main')).toMatchObject({ balanced: true })
  })

  it('lets who leaves end the call that is under way, gives back what was held, and nothing after', async () => {
    const anna = await subscriber()
    const { group, joined, mother } = await family(anna)
    await topUp(mother.account, 3n * MICRO, group)
    const call = await dial(anna, 120)
    expect(call.granted).toBe(120_000)
    await groups.leave(group, joined[0] ?? '', Temporal.PlainDate.from('2026-03-10'))
    await hangUp(call.session, 60)
    expect(await left(mother.account)).toBe(3n * MICRO - 600_000n)
    expect((await pockets.list(mother.account))?.map(({ reserved }) => reserved)).toEqual([0n])
    expect((await dial(anna, 60)).granted).toBe(0)
  })
})
