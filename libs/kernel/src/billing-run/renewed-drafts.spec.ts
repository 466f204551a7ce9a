// Drafts that are made anew while other runs bill: none of them vanishes, and none goes to another run.
import { openAccounts, publishRules, sampleRules, testKernel } from '@farthing/testing'
import type { OpenedBillingAccount, TestKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { AccountItems, AccountParents } from '../accounts/index.ts'
import { Persistence, sql } from '../persistence/index.ts'
import { BillingRunService, InvoicesService, RunGrace } from './index.ts'

jest.setTimeout(180_000)

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const RULES = [...sampleRules()].map(([file, text]): [string, string] => [
  file,
  text.replace(/^operator .*\{$/m, head => `${head}\n  grace 2 days`)
])
const LATER_PLAN = 'plan no-such-plan "New" { rent 10.00 per month in advance, prorated by day }'

describe('drafts that are made anew', () => {
  let kernel: TestKernel
  let runs: BillingRunService
  let grace: RunGrace
  beforeEach(async () => {
    kernel = await testKernel({ now: '2026-04-01T00:00:00Z' })
    await publishRules(kernel, new Map(RULES))
    runs = kernel.get(BillingRunService)
    grace = kernel.get(RunGrace)
  })
  afterEach(() => kernel.close())

  const opened = (...accounts: readonly { billDay: number; plan?: string }[]) =>
    openAccounts(
      kernel,
      accounts.map(({ billDay, plan = 'mobile-20' }) => ({ billDay, from: '2026-04-01', plans: [plan] }))
    )
  const drafted = async () => {
    kernel.clock.moveTo('2026-05-01T00:00:00Z')
    return runs.drain((await runs.start({ billDate: day('2026-05-01') })).id)
  }
  const renewed = async (id: string, at: string) => {
    kernel.clock.moveTo(at)
    expect(await grace.renew(id)).toMatchObject({ ok: true })
    return runs.drain(id)
  }
  /** Its grace is over: both steps. */
  const closed = async (id: string) => {
    kernel.clock.moveTo('2026-05-03T00:00:00Z')
    for (const _ of ['made anew', 'issued']) {
      await grace.closeDue()
      await runs.drain(id)
    }
    return runs.find(id)
  }
  const standing = async (run: string) =>
    (await kernel.get(InvoicesService).list({ run, limit: 10 })).filter(({ status }) => status !== 'cancelled')
  const reasons = async (run: string) =>
    (await runs.parked(run, { limit: 10 })).map(({ accountNumber, reason }) => `${accountNumber} ${reason}`)
  const under = async (child: OpenedBillingAccount, parent: OpenedBillingAccount, from: string) => {
    const given = { parent: parent.number, billing: 'consolidated', from: day(from) } as const
    const set = await kernel.get(AccountParents).set(child.number, given)
    if (!set.ok) throw new Error(set.detail)
    return set.value.at(-1)?.id ?? ''
  }

  it('stay as they are where a bill of a later day was made meanwhile', async () => {
    const [account] = await opened({ billDay: 1 })
    const { id } = await drafted()
    const [draft] = await standing(id)
    kernel.clock.moveTo('2026-05-02T00:00:00Z')
    const demanded = await runs.start({ billDate: day('2026-05-02'), accounts: [account?.id ?? ''] })
    await runs.drain(demanded.id)
    expect(await closed(id)).toMatchObject({ status: 'issued', parked: 0 })
    expect(await standing(id)).toMatchObject([{ id: draft?.id, status: 'issued', total: draft?.total }])
  })

  it('are not taken over by a run that begins meanwhile', async () => {
    const [account] = await opened({ billDay: 1 }, { billDay: 1 })
    const { id } = await drafted()
    const item = { amount: 7_000_000n, description: 'Visit', effective: day('2026-04-20') }
    await kernel.get(AccountItems).enter(account?.id ?? '', item)
    kernel.clock.moveTo('2026-05-03T00:00:00Z')
    await grace.closeDue()
    const other = await runs.start({ billDate: day('2026-05-03') })
    expect(await runs.drain(other.id)).toMatchObject({ status: 'empty', accounts: 0 })
    await runs.drain(id)
    await grace.closeDue()
    expect(await runs.drain(id)).toMatchObject({ status: 'issued' })
    expect((await standing(id)).map(({ status }) => status)).toEqual(['issued', 'issued'])
  })

  it('are parked where what is known now bills them elsewhere', async () => {
    const [shop, firm] = (await opened({ billDay: 1 }, { billDay: 1 })) as [OpenedBillingAccount, OpenedBillingAccount]
    const { id } = await drafted()
    expect(await runs.accept(id, { accounts: [firm.id] })).toMatchObject({ ok: true })
    await under(shop, firm, '2026-04-20')
    expect(await renewed(id, '2026-05-02T00:00:00Z')).toMatchObject({ status: 'draft', parked: 1 })
    expect(await standing(id)).toMatchObject([{ account: firm.id, status: 'accepted' }])
    expect(await reasons(id)).toEqual([`${shop.number} no-longer-due`])
    expect(await closed(id)).toMatchObject({ status: 'issued', parked: 1, graceUntil: null })
  })

  it('of a joint invoice are of each account that is billed by itself now', async () => {
    const [firm, shop] = (await opened({ billDay: 1 }, { billDay: 1 })) as [OpenedBillingAccount, OpenedBillingAccount]
    const entry = await under(shop, firm, '2026-04-01')
    const { id } = await drafted()
    const [joint] = await standing(id)
    expect(joint?.accounts?.toSorted()).toEqual([firm.id, shop.id].toSorted())
    expect(await kernel.get(AccountParents).withdraw(shop.number, entry)).toMatchObject({ ok: true })
    expect(await renewed(id, '2026-05-02T00:00:00Z')).toMatchObject({ parked: 0 })
    const drafts = await standing(id)
    expect(drafts.map(({ account }) => account).toSorted()).toEqual([firm.id, shop.id].toSorted())
    expect(drafts.reduce((sum, { total }) => sum + total, 0n)).toBe(joint?.total)
  })

  it('come of a run that had none, until its grace is over', async () => {
    const [account] = await opened({ billDay: 1, plan: 'no-such-plan' })
    const { id, status } = await drafted()
    expect(status).toBe('draft')
    expect(await reasons(id)).toEqual([`${account?.number} unknown-plan`])
    await publishRules(kernel, new Map([...RULES, ['later.farthing', LATER_PLAN]]))
    expect(await renewed(id, '2026-05-02T00:00:00Z')).toMatchObject({ status: 'draft', parked: 0 })
    expect(await closed(id)).toMatchObject({ status: 'issued' })
    expect(await standing(id)).toMatchObject([{ account: account?.id, status: 'issued' }])
  })

  it('leave an empty run where they come to nothing: nobody dropped it', async () => {
    const [account] = await openAccounts(kernel, [{ billDay: 1, from: '2026-04-01', plans: [] }])
    const items = kernel.get(AccountItems)
    const item = { amount: 5_000_000n, description: 'Visit', effective: day('2026-04-20') }
    const entered = await items.enter(account?.number ?? '', item)
    if (!entered.ok) throw new Error(entered.detail)
    const { id } = await drafted()
    expect(await standing(id)).toHaveLength(1)
    expect(await items.withdraw(account?.number ?? '', entered.value.id)).toMatchObject({ ok: true })
    expect(await closed(id)).toMatchObject({ status: 'empty', totals: [{ status: 'cancelled', invoices: 1 }] })
    const events = await kernel
      .get(Persistence)
      .bulk('main', client => sql(client, `select topic from outbox where topic like 'billing-run.%' order by id`))
    expect(events.at(-1)).toEqual({ topic: 'billing-run.empty' })
  })

  it('do not come when the grace is over, or when all of the run was cancelled', async () => {
    await opened({ billDay: 1, plan: 'no-such-plan' })
    const { id } = await drafted()
    expect(await runs.cancel(id)).toMatchObject({ ok: true, value: { status: 'empty', graceUntil: null } })
    const [parked] = await runs.parked(id, { limit: 10 })
    expect(parked).toMatchObject({ reason: 'unknown-plan', billedSince: false })
    expect(parked?.detail).toContain('move the subscription to another plan or end it')
    const again = await drafted()
    expect(await closed(again.id)).toMatchObject({ status: 'empty', parked: 1, graceUntil: null })
  })
})
