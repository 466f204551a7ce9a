// A re-rating whose jobs have used up their tries, or that were made when jobs belonged to no tenant, goes on by itself.
import { Jobs, Persistence, ReratingBook, Reratings, sql } from '@farthing/kernel'
import { openAccounts, publishRules, putUsage, sampleRules, type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { StalledReratings } from './stalled-reratings.ts'

jest.setTimeout(180_000)

const dearer = new Map(
  [...sampleRules()].map(([file, text]) => [file, text.replace('0.25 per minute', '0.40 per minute')])
)

describe('a re-rating whose jobs have given up', () => {
  let kernel: TestKernel
  let stalled: StalledReratings
  beforeEach(async () => {
    kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
    stalled = kernel.get(StalledReratings)
    await publishRules(kernel)
    const [account] = await openAccounts(kernel, [{ billDay: 1, from: '2026-01-01', plans: ['mobile-40'] }])
    const { id = '', subscriptions: [subscription = ''] = [] } = account ?? {}
    const of = { account: id, subscription, plan: 'mobile-40', service: 'voice', to: '61399990000' }
    await putUsage(kernel, '2026-02-20T00:00:00Z', [{ ...of, at: '2026-02-10T10:00:00+11:00', quantity: 60_000 }])
    kernel.clock.moveTo('2026-03-05T00:00:00Z')
    await publishRules(kernel, dearer, '2026-02-01')
  })
  afterEach(() => kernel.close())

  const inDatabase = (text: string) => kernel.get(Persistence).bulk('main', client => sql(client, text))
  const giveUp = () => inDatabase(`update pgboss.job set state = 'failed' where name = 'main/rerating'`)
  const waiting = () => kernel.get(Jobs).outstanding('rerating')

  async function proposed(): Promise<number> {
    const planned = await kernel.get(Reratings).propose()
    if (!planned.ok) throw new Error(planned.detail)
    return planned.value.id
  }

  /** By workers. */
  async function found(id: number): Promise<void> {
    await kernel.get(Jobs).workOnTaken()
    const look = () => kernel.get(ReratingBook).find(id)
    for (let tries = 0; tries < 400 && (await look())?.bills == null; tries += 1)
      await new Promise(resolve => setTimeout(resolve, 50))
    expect(await look()).toMatchObject({ state: 'proposed', summary: { changed: 1 }, bills: { accounts: 1 } })
  }

  it('has what it left made jobs again, once, by however many look', async () => {
    const id = await proposed()
    expect([await waiting(), await stalled.goOn()]).toEqual([1, 0])
    await giveUp()
    const went = await Promise.all([stalled.goOn(), stalled.goOn(), stalled.goOn()])
    expect([went.toSorted(), await waiting()]).toEqual([[0, 0, 1], 1])
    await found(id)
    expect(await stalled.goOn()).toBe(0)
  })

  it('goes on with its bills, and ends when only its end was left', async () => {
    const id = await proposed()
    await kernel.get(Reratings).drain(id, { bills: false })
    await giveUp()
    expect(await stalled.goOn()).toBe(1)
    await giveUp()
    await inDatabase('update rerating_bill_chunk set done = true')
    expect([await stalled.goOn(), await waiting()]).toEqual([1, 1])
    await kernel.get(Jobs).workOnTaken()
    for (let tries = 0; tries < 400 && (await waiting()) > 0; tries += 1)
      await new Promise(resolve => setTimeout(resolve, 50))
    expect(await kernel.get(ReratingBook).find(id)).toMatchObject({ state: 'proposed', bills: { accounts: 0 } })
  })

  it('is left alone when it is withdrawn or done', async () => {
    await kernel.get(Reratings).withdraw(await proposed())
    await kernel.get(Reratings).drain(await proposed())
    await giveUp()
    expect(await stalled.goOn()).toBe(0)
  })

  it('is one whose jobs wait where no tenant takes them', async () => {
    const id = await proposed()
    await inDatabase(`select pgboss.create_queue('rerating', '{"policy": "standard"}')`)
    await inDatabase(
      `update pgboss.job set name = 'rerating', data = data || '{"tenant": "main"}' where name = 'main/rerating'`
    )
    expect([await stalled.goOn(), await waiting()]).toEqual([1, 1])
    await found(id)
  })
})
