// kill -9 in the middle of a pass over accounts, and two passes at once: each customer is told once, and nobody is forgotten.
import { Persistence, Policies } from '@farthing/kernel'
import { openAccounts, publishRules, putUsage, sampleRules, testKernel } from '@farthing/testing'
import { countRows, elsewhere, killWhen } from './elsewhere.ts'

const ACCOUNTS = 1_200
/** Accounts between the one whose telling is waited for and the one that is busy. */
const PASSED_AT_MOST = 300
const now = '2026-03-10T00:00:00Z'
const plan = `plan surf "Surf" {
  from 2025-01-01
  tariff traffic
  include 1 GB of data
  when data runs out: bar until next cycle
}
message "all" { facts plan }
policy fair-use {
  when used(data) reaches 100% of included: throttle to 64 kbit per second until next cycle, notify "all" by sms, email
}
`
const kernel = await testKernel({ now })

beforeAll(async () => {
  await publishRules(kernel, sampleRules(plan))
  const accounts = await openAccounts(
    kernel,
    Array.from({ length: ACCOUNTS }, () => ({ billDay: 1, from: '2026-01-01', plans: ['surf'] }))
  )
  const use = { plan: 'surf', service: 'data', to: '', at: '2026-03-05T10:00:00+11:00', quantity: 1_000_000_000 }
  const uses = accounts.map(({ id, subscriptions }) => ({ ...use, account: id, subscription: subscriptions[0] ?? '' }))
  await putUsage(kernel, now, uses)
})
afterAll(() => kernel.close())

const count = (what: string): Promise<number> => countRows(kernel, what)

/** Begins a pass in another process. */
const passElsewhere = () => elsewhere('pass-policies.ts', kernel.url, now)

/** Kills a pass when so many customers have been told; returns how many were in the end. It cannot get past a later one, who is busy. */
async function killedAfter(told: number): Promise<number> {
  await kernel.get(Persistence).bulk('main', async client => {
    const later = '(select id from account order by id offset $1 limit 1)'
    await client.query(`select id from account where id = ${later} for update`, [told + PASSED_AT_MOST])
    await killWhen(passElsewhere(), async () => (await count('policy_firing')) >= told)
  })
  return count('policy_firing')
}

describe('a killed pass', () => {
  it('leaves whole accounts behind, twice killed', async () => {
    const first = await killedAfter(1)
    expect(await count('message')).toBe(2 * first)
    const second = await killedAfter(first + 1)
    expect(await count('message')).toBe(2 * second)
    expect([first > 0, second > first, second < ACCOUNTS]).toEqual([true, true, true])
  }, 120_000)

  it('is finished by two at once, and everybody was told once', async () => {
    const other = passElsewhere()
    await kernel.get(Policies).pass()
    await other.gone
    expect(await count('policy_firing')).toBe(ACCOUNTS)
    expect(await count('message')).toBe(2 * ACCOUNTS)
    expect(await count("outbox where topic = 'message.queued'")).toBe(2 * ACCOUNTS)
    expect(await count("service_change where deed = 'throttled' and cause = 'policy'")).toBe(ACCOUNTS)
    expect(await count("service_change where deed = 'barred' and cause = 'run-out'")).toBe(ACCOUNTS)
    expect(await count('service_change')).toBe(2 * ACCOUNTS)
    expect(await count("outbox where topic like 'service.%'")).toBe(2 * ACCOUNTS)
    expect(await count('policy_standing where touched_at is not null')).toBe(0)
  }, 60_000)

  it('does nothing a second time', async () => {
    expect(await kernel.get(Policies).pass()).toMatchObject({ messages: 0, changes: 0, problems: [] })
  }, 60_000)
})
