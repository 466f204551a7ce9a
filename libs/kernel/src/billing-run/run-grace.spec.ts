// Drafts that stay open for what comes late, and are issued when that time is over.
import { openAccounts, putUsage, publishRules, sampleRules, testKernel } from '@farthing/testing'
import type { OpenedBillingAccount, TestKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import { AccountItems } from '../accounts/index.ts'
import { Persistence, sql } from '../persistence/index.ts'
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

  /** While work that needs the run waits for the hold to be written. */
  const held = (id: string, work: () => Promise<void>) =>
    kernel.get(Persistence).bulk('main', async client => {
      await sql(client, `update billing_run set held_by = 'Bea', closed_at = null where id = $1`, [id])
      const working = work()
      const waiting = 'select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))'
      while ((await sql(client, waiting, [])).length === 0) await pause(5)
      return { working }
    })

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
    expect(await grace.hold(id, 'Bea')).toMatchObject({ ok: true, value: { heldBy: 'Bea' } })
    expect(await grace.hold(id, 'Carl')).toMatchObject({
      ...{ ok: false, reason: 'held-already' },
      detail: expect.stringContaining(`Bea holds run ${id}`) as unknown
    })
    expect((await runs.find(id))?.heldBy).toBe('Bea')
    expect(await closed(id, '2026-05-10T00:00:00Z')).toMatchObject({ status: 'draft' })
    await charge(accounts[0], 1_000_000n)
    expect(await grace.release(id)).toMatchObject({ ok: true, value: { heldBy: null } })
    expect(await closed(id, '2026-05-10T00:00:00Z')).toMatchObject({ status: 'issued' })
    expect((await standing(id)).map(({ total }) => total).toSorted()).toHaveLength(2)
  })

  it('is held while its drafts are made anew', async () => {
    const { id } = await drafted()
    kernel.clock.moveTo('2026-05-03T00:00:00Z')
    await grace.closeDue()
    expect((await runs.find(id))?.status).toBe('generating')
    expect(await grace.hold(id, 'Bea')).toMatchObject({ ok: true, value: { heldBy: 'Bea', status: 'generating' } })
    await runs.drain(id)
    expect(await closed(id, '2026-05-10T00:00:00Z')).toMatchObject({ status: 'draft', heldBy: 'Bea' })
    expect(await grace.release(id)).toMatchObject({ ok: true })
    expect(await closed(id, '2026-05-10T00:00:00Z')).toMatchObject({ status: 'issued' })
    expect(await grace.hold(id, 'Bea')).toMatchObject({ ok: false, reason: 'not-in-review' })
  })

  it.each(['is made anew', 'is issued'])(
    'is held when the look that found it has not come to it: nothing %s',
    async step => {
      const { id } = await drafted()
      kernel.clock.moveTo('2026-05-03T00:00:00Z')
      if (step === 'is issued') {
        await grace.closeDue()
        await runs.drain(id)
      }
      const before = await standing(id)
      const { working } = await held(id, () => grace.closeDue())
      await working
      await runs.drain(id)
      expect(await runs.find(id)).toMatchObject({ status: 'draft', heldBy: 'Bea' })
      expect(await standing(id)).toEqual(before)
    }
  )

  it('is not over for a run that could not be issued', async () => {
    const { id } = await drafted()
    await kernel
      .get(Persistence)
      .bulk('main', client =>
        sql(client, `update billing_run set closed_at = known_at, grace_until = '2026-04-30T00:00:00Z' where id = $1`, [
          id
        ])
      )
    kernel.clock.moveTo('2026-04-30T01:00:00Z')
    await grace.closeDue()
    expect(await runs.find(id)).toMatchObject({
      status: 'draft',
      graceUntil: Temporal.Instant.from('2026-04-30T00:00:00Z')
    })
    expect((await standing(id)).map(({ status }) => status)).toEqual(['draft', 'draft'])
    kernel.clock.moveTo('2026-05-03T00:00:00Z')
    await grace.closeDue()
    expect(await runs.drain(id)).toMatchObject({ status: 'issued', graceUntil: null })
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
