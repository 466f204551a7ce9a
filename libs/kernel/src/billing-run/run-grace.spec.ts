// Drafts that stay open for what comes late, and are issued when that time is over.
import { openAccounts, putUsage, publishRules, sampleRules, testKernel } from '@farthing/testing'
import type { OpenedBillingAccount, TestKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { AccountItems } from '../accounts/index.ts'
import { BillingRunService, InvoicesService, RunGrace } from './index.ts'

jest.setTimeout(180_000)

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

describe('the grace of a bill run', () => {
  let kernel: TestKernel
  let runs: BillingRunService
  let grace: RunGrace
  let accounts: OpenedBillingAccount[]
  beforeEach(async () => {
    kernel = await testKernel({ now: '2026-04-01T00:00:00Z' })
    const rules = [...sampleRules()].map(([file, text]): [string, string] => [
      file,
      text.replace(/^operator .*\{$/m, head => `${head}\n  grace 2 days\n  outlier total above 100.00`)
    ])
    await publishRules(kernel, new Map(rules))
    runs = kernel.get(BillingRunService)
    grace = kernel.get(RunGrace)
    accounts = await openAccounts(kernel, [
      { billDay: 1, from: '2026-04-01', plans: ['mobile-20'] },
      { billDay: 1, from: '2026-04-01', plans: ['mobile-20'] },
      { billDay: 1, from: '2026-04-01', plans: ['no-such-plan'] }
    ])
  })
  afterEach(() => kernel.close())

  const drafted = async () => {
    kernel.clock.moveTo('2026-05-01T00:00:00Z')
    return runs.drain((await runs.start({ billDate: day('2026-05-01') })).id)
  }
  const closed = async (id: string, at: string) => {
    kernel.clock.moveTo(at)
    await grace.closeDue()
    await runs.drain(id)
    await grace.closeDue()
    return runs.drain(id)
  }
  const standing = async (run: string) =>
    (await kernel.get(InvoicesService).list({ run, limit: 10 })).filter(({ status }) => status !== 'cancelled')
  const charge = async (account: OpenedBillingAccount | undefined, amount: bigint) => {
    const item = { amount, description: 'Visit', effective: day('2026-04-20') }
    expect(await kernel.get(AccountItems).enter(account?.id ?? '', item)).toMatchObject({ ok: true })
  }

  it('takes what comes late, and issues it when it is over', async () => {
    const { graceUntil, id } = await drafted()
    expect(graceUntil?.toString()).toBe('2026-05-02T14:00:00Z')
    const before = await standing(id)
    kernel.clock.moveTo('2026-05-02T10:00:00Z')
    await putUsage(kernel, '2026-05-02T10:00:00Z', [
      {
        ...{ account: accounts[0]?.id ?? '', subscription: accounts[0]?.subscriptions[0] ?? '', plan: 'mobile-20' },
        ...{ service: 'sms', to: '61400000009', at: '2026-04-30T10:00:00Z', quantity: 1 }
      }
    ])
    await charge(accounts[1], 7_000_000n)
    await grace.closeDue()
    expect(await standing(id)).toEqual(before)
    expect(await closed(id, '2026-05-02T14:00:00Z')).toMatchObject({ status: 'issued', parked: 1, accounts: 3 })
    const issued = await standing(id)
    const by = (index: number, of: typeof issued) => of.find(({ account }) => account === accounts[index]?.id)
    expect(issued.map(({ status }) => status)).toEqual(['issued', 'issued'])
    expect(by(0, issued)?.total).toBe((by(0, before)?.total ?? 0n) + 200_000n)
    expect(by(1, issued)?.total).toBe((by(1, before)?.total ?? 0n) + 7_000_000n)
    expect(by(0, issued)?.due.toString()).toBe('2026-05-17')
    // done once
    expect((await runs.find(id))?.graceUntil).toBeNull()
  })

  it('leaves what was accepted and what was cancelled as they are', async () => {
    const { id } = await drafted()
    await runs.accept(id, { accounts: [accounts[0]?.id ?? ''] })
    await runs.cancel(id, { accounts: [accounts[1]?.id ?? ''] })
    await charge(accounts[0], 1_000_000n)
    const [accepted] = await standing(id)
    await closed(id, '2026-05-03T00:00:00Z')
    expect(await standing(id)).toMatchObject([{ id: accepted?.id, status: 'issued', total: accepted?.total }])
  })

  it('waits for a person who holds it, and goes on when it is released', async () => {
    const { id } = await drafted()
    expect(await grace.hold(id, 'Bea')).toMatchObject({ ok: true, value: { heldBy: 'Bea' } })
    expect(await closed(id, '2026-05-10T00:00:00Z')).toMatchObject({ status: 'draft' })
    await charge(accounts[0], 1_000_000n)
    expect(await grace.release(id)).toMatchObject({ ok: true, value: { heldBy: null } })
    expect(await closed(id, '2026-05-10T00:00:00Z')).toMatchObject({ status: 'issued' })
    expect((await standing(id)).map(({ total }) => total).toSorted()).toHaveLength(2)
  })

  it('keeps outliers for a person', async () => {
    const { id } = await drafted()
    await charge(accounts[1], 500_000_000n)
    expect(await closed(id, '2026-05-03T00:00:00Z')).toMatchObject({ status: 'draft', graceUntil: null })
    const statuses = new Map((await standing(id)).map(({ account, status }) => [account, status]))
    expect([statuses.get(accounts[0]?.id ?? ''), statuses.get(accounts[1]?.id ?? '')]).toEqual(['issued', 'draft'])
    await grace.closeDue()
    expect((await runs.find(id))?.status).toBe('draft')
  })

  it('is for bill days: a bill that is asked for waits for a person, and so does a run that is late', async () => {
    kernel.clock.moveTo('2026-05-01T00:00:00Z')
    const listed = await runs.start({ billDate: day('2026-05-01'), accounts: [accounts[0]?.id ?? ''] })
    expect((await runs.drain(listed.id)).graceUntil).toBeNull()
    expect(await grace.hold(listed.id, 'Bea')).toMatchObject({ ok: false, reason: 'no-grace' })
    kernel.clock.moveTo('2026-05-04T00:00:00Z')
    const late = await runs.start({ billDate: day('2026-05-01') })
    expect((await runs.drain(late.id)).graceUntil).toBeNull()
    expect(await grace.renew(late.id)).toMatchObject({ ok: true })
    expect(await runs.drain(late.id)).toMatchObject({ status: 'draft', accounts: 2 })
  })
})
