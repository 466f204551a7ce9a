// A bill that came to no draft when it was made anew is looked at by every later renewal.
import { openAccounts, publishRules, sampleRules, testKernel } from '@farthing/testing'
import type { OpenedBillingAccount, TestKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { AccountItems } from '../accounts/index.ts'
import { BillingRunService, InvoicesService, RunGrace } from './index.ts'

jest.setTimeout(180_000)

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const TERMS = '\n  grace 3 days\n  carry forward invoices below 15.00'
const RULES = [...sampleRules()].map(([file, text]): [string, string] => [
  file,
  text.replace(/^operator .*\{$/m, head => `${head}${TERMS}`)
])
const FIBRE: [string, string] = [
  'fibre.farthing',
  'plan fibre "Fibre" { rent 50.00 per month in advance, prorated by day }'
]

describe('drafts that are made anew more than once', () => {
  let kernel: TestKernel
  beforeAll(async () => {
    kernel = await testKernel({ now: '2026-04-01T00:00:00Z' })
    await publishRules(kernel, new Map([...RULES, FIBRE]))
  })
  afterAll(() => kernel.close())

  const later = () => kernel.clock.moveTo(kernel.clock.now().add({ minutes: 10 }).toString())
  const enter = async (account: OpenedBillingAccount, amount: bigint) => {
    const item = { amount, description: 'Visit', effective: day('2026-04-20') }
    const entered = await kernel.get(AccountItems).enter(account.number, item)
    if (!entered.ok) throw new Error(entered.detail)
    return entered.value.id
  }
  const renewed = async (id: string) => {
    later()
    expect(await kernel.get(RunGrace).renew(id)).toMatchObject({ ok: true })
    const run = await kernel.get(BillingRunService).drain(id)
    later()
    return run
  }
  const drafts = async (run: string) =>
    (await kernel.get(InvoicesService).list({ run, limit: 10 }))
      .filter(({ status }) => status === 'draft')
      .map(({ accountNumber, total }) => `${accountNumber} ${Number(total) / 1e6}`)
      .toSorted()

  it('come again where they were carried forward, parked or came to nothing in between', async () => {
    const [carried, parked, nothing] = (await openAccounts(
      kernel,
      [['mobile-20'], ['fibre'], []].map(plans => ({ billDay: 1, from: '2026-04-01', plans }))
    )) as unknown as [OpenedBillingAccount, OpenedBillingAccount, OpenedBillingAccount]
    const visit = await enter(nothing, 20_000_000n)
    const runs = kernel.get(BillingRunService)
    kernel.clock.moveTo('2026-05-01T00:00:00Z')
    const { id } = await runs.drain((await runs.start({ billDate: day('2026-05-01') })).id)
    const before = await drafts(id)
    expect(before).toEqual([`${carried.number} 40`, `${parked.number} 100`, `${nothing.number} 20`])

    later()
    const credit = await enter(carried, -39_000_000n)
    const items = kernel.get(AccountItems)
    expect(await items.withdraw(nothing.number, visit)).toMatchObject({ ok: true })
    await publishRules(kernel, new Map(RULES))
    for (const _ of ['once', 'twice']) {
      expect(await renewed(id)).toMatchObject({ carriedForward: 1, parked: 1 })
      expect(await drafts(id)).toEqual([])
      expect(await runs.parked(id, { limit: 10 })).toMatchObject([
        { accountNumber: parked.number, reason: 'unknown-plan' }
      ])
    }

    expect(await items.withdraw(carried.number, credit)).toMatchObject({ ok: true })
    await enter(nothing, 20_000_000n)
    await publishRules(kernel, new Map([...RULES, FIBRE]))
    expect(await renewed(id)).toMatchObject({ carriedForward: 0, parked: 0 })
    expect(await drafts(id)).toEqual(before)
  })
})
