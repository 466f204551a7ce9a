// Use that was charged while it happened, and of which the bill asks for all or the rest, is told by proposals as what it is.
import { ChargingService, Persistence, PocketsService, RealTimeReratings, Reratings, sql } from '@farthing/kernel'
import { billOn, type Customer, customer, flatTariff, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'

jest.setTimeout(120_000)

const plan = (name: string, ...lines: readonly string[]): string =>
  `plan ${name} "${name}" {\n  from 2025-01-01\n  tariff talk\n  ${lines.join('\n  ')}\n}\n`
const rules = (price: string): ReadonlyMap<string, string> =>
  sampleRules(
    `${flatTariff('talk', price, '1s / 1s')}${plan('later', 'pay on the bill')}${plan('mixed', 'pay hybrid')}${plan('prompt', 'pay hybrid', 'rate in real time')}`
  )

/** Billed on 1 April for March, and each with a minute at 0.60 that began before and was told after. */
async function usersOfTheLastNight(
  ...users: readonly (readonly [plan: string, topUp: bigint, milliseconds?: bigint])[]
) {
  const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
  await publishRules(kernel, rules('0.60'))
  const customers: Customer[] = []
  for (const [index, [plan, topUp, milliseconds = 0n]] of users.entries()) {
    const who = await customer(kernel, { identities: [`6140000000${index}`], plan })
    const pocket = { priority: 1, subscription: null, expiresAt: null }
    if (topUp > 0n) await kernel.get(PocketsService).topUp(who.account, { ...pocket, amount: topUp, method: 'card' })
    const given = { ...pocket, amount: milliseconds, unit: 'second', reason: 'gift' }
    if (milliseconds > 0n) await kernel.get(PocketsService).grant(who.account, given)
    customers.push(who)
  }
  await billOn(kernel, customers[0]?.number, '2026-04-01')
  await kernel.get(RealTimeReratings).look()
  kernel.clock.advance({ minutes: 1 })
  for (const index of users.keys()) {
    const use = { subscriber: `6140000000${index}`, service: 'voice', to: '61298765432', from: '', value: null }
    const quantity = { ticks: 60_000, unit: 'second' as const }
    const startedAt = Temporal.Instant.from('2026-03-31T12:50:00Z')
    const once = { kind: 'once' as const, key: `once-${index}`, digest: '', ...use, startedAt, quantity }
    expect(await kernel.get(ChargingService).ask(once)).toMatchObject({ ok: true })
  }
  kernel.clock.advance({ minutes: 1 })
  return { kernel, accounts: customers.map(({ account }) => account) }
}

it('comes late with what the next bill asks for it, and pockets have paid it only where they paid something', async () => {
  const { kernel } = await usersOfTheLastNight(['later', 0n], ['mixed', 200_000n], ['mixed', 600_000n])
  const reratings = kernel.get(Reratings)
  const proposed = async () => {
    const planned = await reratings.propose({})
    if (!planned.ok) throw new Error(planned.detail)
    return reratings.drain(planned.value.id)
  }
  try {
    expect((await proposed()).summary?.late).toEqual({ accounts: 2, events: 2, amount: '1000000' })
    await publishRules(kernel, rules('0.50'), '2026-03-01')
    expect((await proposed()).summary).toMatchObject({ changed: 3, prepaid: 2 })
  } finally {
    await kernel.close()
  }
})

it('is news to the next look at what is rated in real time', async () => {
  const { accounts, kernel } = await usersOfTheLastNight(['prompt', 0n], ['prompt', 200_000n], ['prompt', 600_000n])
  try {
    const found = await kernel.get(RealTimeReratings).look()
    const text = 'select account from rerating_asked where rerating = $1 order by account'
    const asked = await kernel
      .get(Persistence)
      .bulk('main', client => sql<{ account: string }>(client, text, [found?.id]))
    expect(asked.map(({ account }) => account)).toEqual(accounts.slice(0, 2).toSorted())
    expect(found?.summary?.late).toEqual({ accounts: 2, events: 2, amount: '1000000' })
  } finally {
    await kernel.close()
  }
})

it('comes late with what is left of a price of now when seconds have paid their part, and not at all when they paid all', async () => {
  const { kernel } = await usersOfTheLastNight(['mixed', 0n, 30_000n], ['mixed', 0n, 60_000n])
  const reratings = kernel.get(Reratings)
  const late = async () => {
    const planned = await reratings.propose({})
    if (!planned.ok) throw new Error(planned.detail)
    return { id: planned.value.id, late: (await reratings.drain(planned.value.id)).summary?.late }
  }
  try {
    await publishRules(kernel, rules('0.50'), '2026-03-01')
    const { id, ...before } = await late()
    expect(before.late).toEqual({ accounts: 1, events: 1, amount: '300000' })
    expect(await reratings.apply(id)).toMatchObject({ ok: true })
    await reratings.drain(id)
    expect((await late()).late).toEqual({ accounts: 1, events: 1, amount: '250000' })
  } finally {
    await kernel.close()
  }
})
