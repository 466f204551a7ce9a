// Passes of the running kernel count over groups: every member is looked at when one of them used something, as in a simulated life.
import { Readable } from 'node:stream'
import { MessageQueue, Policies, PocketGroups, ServicesService, UsageImports } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { coastal } from './coastal.ts'

const rules = `${coastal}
tariff data-standard for data { rates {
  | price       |
  | 1.00 per GB |
} }
plan surf "Surf" {
  rent 20.00 per month in advance
  tariff data-standard
}
message "pool" { facts owed }
policy pool {
  when used(data) of group > 10 GB: throttle to 1 Mbit per second until next cycle, notify "pool"
  when used(data) of group in 2 days > 4 GB: bar roaming
  when used(data) of group in 2 days <= 4 GB: restore roaming
}
`
const kernel = await testKernel({ now: '2026-03-01T01:00:00Z' })
const [groups, services] = [kernel.get(PocketGroups), kernel.get(ServicesService)]
afterAll(() => kernel.close())

const zoneOf = { anna: 'Australia/Melbourne', ben: 'Australia/Perth', cleo: 'Australia/Melbourne' }
type Name = keyof typeof zoneOf
const held = new Map<Name, Awaited<ReturnType<typeof customer>>>()
const of = (name: Name) => held.get(name) as Awaited<ReturnType<typeof customer>>
const numberOf = (name: Name): string => `6140000000${Object.keys(zoneOf).indexOf(name) + 1}`
let group = ''
beforeAll(async () => {
  await publishRules(kernel, new Map([['coastal.farthing', rules]]))
  for (const name of ['anna', 'ben', 'cleo'] as const)
    held.set(name, await customer(kernel, { identities: [numberOf(name)], plan: 'surf', from: '2026-03-01' }))
  const made = await groups.make(of('cleo').number, 'Family')
  if (!made.ok) throw new Error(made.detail)
  group = made.value.number
})

let events = 0
/** `known`: when its file comes. */
async function use(name: Name, day: string, gigabytes: number, known = day): Promise<void> {
  kernel.clock.moveTo(`${known}T02:00:00Z`)
  const line = `${++events},data,${numberOf(name)},,${day} 10:00:00,${gigabytes * 1000},MB\n`
  const csv = `id,service,subscriber,to,started_at,quantity,unit\n${line}`
  const imported = await kernel.get(UsageImports).importStream(Readable.from([csv]), day, { format: 'csv' })
  expect(imported).toMatchObject({ ok: true, value: { rated: 1 } })
}

async function join(name: Name, from: string, until: string | null = null): Promise<string> {
  const days = { from: Temporal.PlainDate.from(from), until: until === null ? null : Temporal.PlainDate.from(until) }
  const joined = await groups.join(group, { account: of(name).number, subscription: null, ...days })
  if (!joined.ok) throw new Error(joined.detail)
  return joined.value.members.find(({ account }) => account === of(name).account)?.id ?? ''
}

/** Who is restricted after a pass: 'anna data', and how many accounts it looked at. */
async function passOn(day: string) {
  kernel.clock.moveTo(`${day}T03:00:00Z`)
  const { accounts, problems } = await kernel.get(Policies).pass()
  expect(problems).toEqual([])
  const names = new Map([...held].map(([name, { number }]) => [number, name]))
  const listed = await services.list({ limit: 100 })
  return { accounts, restricted: listed.map(({ accountNumber, what }) => `${names.get(accountNumber)} ${what}`).sort() }
}

describe('a pass over accounts of a group', () => {
  it('looks at all members when one of them used something, and at who joins', async () => {
    await join('anna', '2026-03-01')
    await join('ben', '2026-03-01')
    await use('anna', '2026-03-02', 4)
    expect(await passOn('2026-03-02')).toEqual({ accounts: 3, restricted: [] })
    await use('ben', '2026-03-04', 3)
    expect(await passOn('2026-03-04')).toEqual({ accounts: 2, restricted: [] })
    await use('ben', '2026-03-05', 4)
    const slowed = ['anna data', 'anna roaming', 'ben data', 'ben roaming']
    expect(await passOn('2026-03-05')).toEqual({ accounts: 2, restricted: slowed })
    await join('cleo', '2026-03-01')
    expect(await passOn('2026-03-05')).toEqual({ accounts: 3, restricted: [...slowed, 'cleo data', 'cleo roaming'] })
    expect((await kernel.get(MessageQueue).list({ limit: 100 })).map(({ name }) => name)).toEqual([
      'pool',
      'pool',
      'pool'
    ])
  })

  it('looks at them again when a window has moved on, though nothing happens', async () => {
    expect((await passOn('2026-03-06')).restricted).toEqual(['anna data', 'ben data', 'cleo data'])
  })

  it('counts each member on its days only, late use of who has left too', async () => {
    await passOn('2026-04-01')
    expect((await passOn('2026-04-02')).restricted).toEqual([])
    const found = await groups.find(group)
    const [member] = found.ok ? found.value.members.filter(({ account }) => account === of('ben').account) : []
    await groups.leave(group, member?.id ?? '', Temporal.PlainDate.from('2026-04-05'))
    await use('ben', '2026-04-05', 50)
    expect(await passOn('2026-04-05')).toEqual({ accounts: 3, restricted: [] })
    await use('ben', '2026-04-04', 11, '2026-04-06')
    expect((await passOn('2026-04-06')).restricted).toEqual(['anna data', 'cleo data'])
  })
})
