// Passes beside publications and beside each other: whoever comes first, everybody is looked at by the rules that came last.
import { paidCommissionPostings } from '@farthing/billing-core'
import { LedgerService, MessageQueue, PaymentsService, Persistence, Policies } from '@farthing/kernel'
import { openAccounts, publishRules, putUsage, sampleRules, testKernel, type TestKernel } from '@farthing/testing'
import { Clock, Ids } from '../persistence/index.ts'
import { PolicyRules } from './policy-rules.ts'
import { claimAccounts, markTouched } from './touched-accounts.ts'

const now = '2026-03-10T00:00:00Z'
const policies = (...names: string[]) =>
  sampleRules(`plan surf "Surf" {
  from 2025-01-01
  tariff traffic
  include 1 GB of data
}
${names.map(name => `message "${name}" { facts plan }`).join('\n')}
policy fair-use {
${names.map((name, index) => `  when used(data) reaches ${100 - 40 * index}% of included: notify "${name}"`).join('\n')}
}
`)

const told = async (kernel: TestKernel): Promise<string[]> =>
  (await kernel.get(MessageQueue).list({ limit: 10 })).map(({ name }) => name)

/** A customer who has used 80% of what is included, looked at by rules that tell at 100%. */
async function lookedAt(): Promise<TestKernel> {
  const kernel = await testKernel({ now })
  await publishRules(kernel, policies('all'))
  const [opened] = await openAccounts(kernel, [{ billDay: 1, from: '2026-01-01', plans: ['surf'] }])
  const subscription = opened?.subscriptions[0] ?? ''
  const use = { plan: 'surf', service: 'data', to: '', at: '2026-03-05T10:00:00+11:00', quantity: 800_000_000 }
  await putUsage(kernel, now, [{ ...use, account: opened?.id ?? '', subscription }])
  await kernel.get(Policies).pass()
  expect(await told(kernel)).toEqual([])
  return kernel
}

/** The rules of a pass that began now, and has done nothing yet. */
async function passBegun(kernel: TestKernel) {
  const knownAt = kernel.get(Clock).now()
  const rules = await kernel.get(PolicyRules).asKnownAt(knownAt)
  if (rules === null) throw new Error('nothing is published')
  return { tenant: 'main', knownAt, rules }
}

describe('a publication beside a pass', () => {
  it('is news to the next one, even when this one found accounts after it by the rules before it', async () => {
    const kernel = await lookedAt()
    const { rules, tenant } = await passBegun(kernel)
    kernel.clock.moveTo('2026-03-10T01:00:00Z')
    await publishRules(kernel, policies('all', 'most'))
    const late = { tenant, rules, knownAt: Temporal.Instant.from('2026-03-10T01:00:01Z') }
    await kernel.get(Persistence).bulk(tenant, client => markTouched(client, late))
    kernel.clock.moveTo('2026-03-10T02:00:00Z')
    expect(await kernel.get(Policies).pass()).toMatchObject({ accounts: 1, messages: 1 })
    expect(await told(kernel)).toEqual(['most'])
    await kernel.close()
  }, 60_000)

  it('has its own rules: those known at the instant of the pass', async () => {
    const kernel = await lookedAt()
    const before = kernel.get(Clock).now()
    const { rules } = await passBegun(kernel)
    kernel.clock.moveTo('2026-03-10T01:00:00Z')
    await publishRules(kernel, policies('all', 'most'))
    const asBefore = await kernel.get(PolicyRules).asKnownAt(before)
    expect(asBefore?.publication).toBe(rules.publication)
    expect(asBefore?.in('AUD').ruleBook.versions.length).toBe(1)
    expect((await passBegun(kernel)).rules.publication).not.toBe(rules.publication)
    await kernel.close()
  }, 60_000)
})

describe('money of whom no policy asks', () => {
  it('ends a pass all the same: partners are paid, and are no accounts', async () => {
    const kernel = await testKernel({ now })
    const owing = `plan surf "Surf" { rent 1.00 per month }\npolicy debt { when owed > 10.00: bar outgoing }\n`
    await publishRules(kernel, sampleRules(owing))
    await openAccounts(kernel, [{ billDay: 1, from: '2026-01-01', plans: ['surf'] }])
    const account = kernel.get(Ids).next()
    const date = Temporal.PlainDate.from('2026-03-10')
    const paid = { id: 'CR-1:AUD', account, partner: 'dealer', date, currency: 'AUD', amount: 5_000_000n }
    const posted = paidCommissionPostings({ ...paid, method: 'bank', reference: 'CR-1' })
    await kernel.get(Persistence).bulk('main', client => kernel.get(LedgerService).post(client, 'main', [posted]))
    await kernel.get(Policies).pass()
    kernel.clock.moveTo('2026-03-10T01:00:00Z')
    await kernel.get(Policies).pass() // what stands at the instant of the one before is looked at again
    kernel.clock.moveTo('2026-03-10T02:00:00Z')
    expect(await kernel.get(Policies).pass()).toMatchObject({ accounts: 0 })
    await kernel.close()
  }, 30_000)
})

describe('news of which no policy asks', () => {
  it.each([
    ['used(data) reaches 80% of included', { usage: 1, money: 0 }],
    ['owed > 10.00', { usage: 0, money: 1 }],
    ['plan is surf', { usage: 0, money: 0 }]
  ])(
    'has nobody looked at: when %s, %j',
    async (condition, looked) => {
      const kernel = await testKernel({ now })
      const plan = 'plan surf "Surf" { from 2025-01-01\n tariff traffic\n include 1 GB of data }'
      await publishRules(
        kernel,
        sampleRules(`${plan}\nmessage "m" { facts plan }\npolicy one { when ${condition}: notify "m" }\n`)
      )
      const [opened] = await openAccounts(kernel, [{ billDay: 1, from: '2026-01-01', plans: ['surf'] }])
      const [account, subscription] = [opened?.id ?? '', opened?.subscriptions[0] ?? '']
      const passAt = async (at: string): Promise<number> => {
        kernel.clock.moveTo(`2026-03-10T${at}:00Z`)
        return (await kernel.get(Policies).pass()).accounts
      }
      expect(await passAt('01:00')).toBe(1)
      const use = { plan: 'surf', service: 'data', to: '', at: '2026-03-05T10:00:00+11:00', quantity: 1 }
      await putUsage(kernel, '2026-03-10T01:30:00Z', [{ ...use, account, subscription }])
      expect(await passAt('02:00')).toBe(looked.usage)
      kernel.clock.moveTo('2026-03-10T02:30:00Z')
      await kernel.get(PaymentsService).record({ account, amount: 1_000_000n, method: 'bank' })
      expect(await passAt('03:00')).toBe(looked.money)
      await kernel.close()
    },
    60_000
  )
})

describe('two passes', () => {
  it('with other rules do not share a list: the older one ends', async () => {
    const kernel = await lookedAt()
    const persistence = kernel.get(Persistence)
    const older = await passBegun(kernel)
    kernel.clock.moveTo('2026-03-10T01:00:00Z')
    await publishRules(kernel, policies('all', 'most'))
    kernel.clock.moveTo('2026-03-10T02:00:00Z')
    const newer = await passBegun(kernel)
    await persistence.bulk('main', client => markTouched(client, newer))
    const claimed = (publication: string) =>
      persistence.bulk('main', client => claimAccounts(client, 'main', { most: 10, publication }))
    expect(await claimed(older.rules.publication)).toEqual([])
    expect(await claimed(newer.rules.publication)).toHaveLength(1)
    await persistence.bulk('main', client => markTouched(client, older))
    expect(await claimed(newer.rules.publication)).toHaveLength(1)
    expect(await kernel.get(Policies).pass()).toMatchObject({ accounts: 1, messages: 1 })
    await kernel.close()
  }, 60_000)
})
