// What publishing says of bills that are out already and of plans that customers hold, and when it needs leave for that.
import { Persistence, RulesHost } from '@farthing/kernel'
import { issueBills, openAccounts, publishRules, sampleRules, testKernel, type TestKernel } from '@farthing/testing'
import { jest } from '@jest/globals'

jest.setTimeout(60_000)

const dearer = new Map([...sampleRules()].map(([path, text]) => [path, text.replace('rent 40.00', 'rent 44.00')]))
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const request = { files: dearer, author: 'Ann', message: 'dearer' }

describe('publishing', () => {
  let kernel: TestKernel
  let host: RulesHost
  beforeAll(async () => {
    kernel = await testKernel({ now: '2026-03-20T00:00:00Z' })
    host = kernel.get(RulesHost)
    await publishRules(kernel)
    await openAccounts(kernel, [
      { billDay: 1, from: '2026-03-05', plans: ['mobile-40', 'mobile-20'] },
      { billDay: 1, from: '2026-03-05', plans: ['mobile-20'] }
    ])
    kernel.clock.moveTo('2026-04-02T00:00:00Z')
    await issueBills(kernel, '2026-04-01')
  })
  afterAll(() => kernel.close())

  it.each([
    ['a day of issued bills', day('2026-03-15'), '2026-03-15'],
    ['their bill date, from which they charge rent', day('2026-04-01'), '2026-04-01'],
    ['ever', null, 'null']
  ])('from %s needs leave to correct them', async (_, from, shown) => {
    const refused = await host.publish({ ...request, from })
    expect(refused).toMatchObject({ ok: false, reason: 'corrects-issued-bills', bills: 2 })
    expect('from' in refused ? String(refused.from) : '').toBe(shown)
    expect(await host.publications()).toHaveLength(1)
  })

  it('from a day after all issued bills needs none', async () => {
    expect(await host.publish({ ...request, from: day('2026-05-01') })).toMatchObject({ ok: true, issuedBills: 0 })
  })

  it('with leave says how many bills it corrects; the same again corrects nothing', async () => {
    const asked = { ...request, from: day('2026-03-15'), correctsIssuedBills: true }
    expect(await host.publish(asked)).toMatchObject({ ok: true, news: true, issuedBills: 2 })
    expect(await host.publish({ ...asked, correctsIssuedBills: false })).toMatchObject({ news: false, issuedBills: 0 })
  })

  describe('without a plan', () => {
    const without = (name: string): ReadonlyMap<string, string> =>
      new Map([...dearer].map(([path, text]) => [path, text.replace(`plan ${name} `, `plan ${name}-new `)]))
    const dropping = (name: string) => host.publish({ ...request, files: without(name), from: day('2026-06-01') })

    it('that subscriptions hold is refused, with how many they are', async () => {
      expect(await dropping('mobile-20')).toEqual({
        ok: false,
        reason: 'drops-held-plans',
        plans: [{ plan: 'mobile-20', currency: 'AUD', subscriptions: 2 }],
        currencies: []
      })
    })

    it('that ends while subscriptions hold it is refused alike; one that nobody holds may end', async () => {
      const ended = (name: string) =>
        new Map(
          [...dearer].map(([path, text]) => [
            path,
            text.replace(new RegExp(`(plan ${name} [^]*?from [0-9-]+)`), '$1 until 2026-09-01')
          ])
        )
      const ending = (name: string) => host.publish({ ...request, files: ended(name), from: day('2026-06-01') })
      expect(await ending('mobile-20')).toEqual({
        ok: false,
        reason: 'drops-held-plans',
        plans: [{ plan: 'mobile-20', currency: 'AUD', subscriptions: 2 }],
        currencies: []
      })
      expect(await ending('mobile-80')).toMatchObject({ ok: true })
    })

    it('that nobody holds is none of its business', async () => {
      expect(await dropping('mobile-80')).toMatchObject({ ok: true })
    })

    it('that a subscription leaves by that day is refused for the others only', async () => {
      const facts = `select account, id, subscription from account_fact where kind = 'subscribed' and details->>'plan' = 'mobile-20' order by id`
      await kernel.get(Persistence).bulk('main', async client => {
        const { rows } = await client.query<{ account: string; subscription: string }>(facts)
        const [ended] = rows
        await client.query(
          `insert into account_fact (tenant, account, id, kind, effective, known, supersedes, subscription, details)
           values ('main', $1, gen_random_uuid(), 'terminated', '2026-06-01', '2026-04-02T00:00:00Z', null, $2, '{}')`,
          [ended?.account, ended?.subscription]
        )
      })
      expect(await dropping('mobile-20')).toMatchObject({ plans: [{ plan: 'mobile-20', subscriptions: 1 }] })
    })

    it('goes through with leave', async () => {
      const asked = { ...request, files: without('mobile-20'), from: day('2026-06-01'), dropsHeldPlans: true }
      expect(await host.publish(asked)).toMatchObject({ ok: true, news: true })
    })
  })
})
