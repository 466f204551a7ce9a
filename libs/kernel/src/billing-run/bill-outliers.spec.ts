// Outliers of a run page by page, where one account owes several invoices.
import { openAccounts, publishRules, sampleRules, testKernel } from '@farthing/testing'
import type { OpenedBillingAccount, TestKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { AccountParents } from '../accounts/index.ts'
import { BillingRunService, RunReview } from './index.ts'

jest.setTimeout(180_000)

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const RULES = [...sampleRules()].map(([file, text]): [string, string] => [
  file,
  text.replace(/^operator .*\{$/m, head => `${head}\n  outlier total above 1.00`)
])

describe('outliers', () => {
  let kernel: TestKernel
  let accounts: [OpenedBillingAccount, ...OpenedBillingAccount[]]
  beforeAll(async () => {
    kernel = await testKernel({ now: '2026-04-01T00:00:00Z' })
    await publishRules(kernel, new Map(RULES))
    const wanted = Array.from({ length: 5 }, () => ({ billDay: 1, from: '2026-04-01', plans: ['mobile-20'] }))
    accounts = (await openAccounts(kernel, wanted)) as typeof accounts
    const [payer, ...others] = accounts
    for (const each of others.slice(0, 3)) {
      const above = { parent: payer.number, billing: 'parent-pays', from: day('2026-04-01') } as const
      expect(await kernel.get(AccountParents).set(each.number, above)).toMatchObject({ ok: true })
    }
  })
  afterAll(() => kernel.close())

  const drafted = async (date: string) => {
    kernel.clock.moveTo(`${date}T00:00:00Z`)
    const runs = kernel.get(BillingRunService)
    return (await runs.drain((await runs.start({ billDate: day(date) })).id)).id
  }

  it.each([1, 2, 3])('are all shown, each once, %s a page', async limit => {
    const run = await drafted('2026-05-01')
    const shown: string[] = []
    for (let after: string | undefined; ; after = shown.at(-1)) {
      const page = await kernel.get(RunReview).outliers(run, { after, limit })
      if (!page.ok) throw new Error(page.detail)
      shown.push(...page.value.map(({ invoice }) => invoice))
      if (page.value.length === 0) break
    }
    expect([shown.length, new Set(shown).size]).toEqual([5, 5])
    await kernel.get(BillingRunService).cancel(run)
  })

  it('are set beside the last bill of the same account, whoever pays it', async () => {
    const runs = kernel.get(BillingRunService)
    const first = await drafted('2026-05-01')
    await runs.accept(first)
    await runs.issue(first)
    await runs.drain(first)
    const second = await drafted('2026-06-01')
    const page = await kernel.get(RunReview).outliers(second, { limit: 10 })
    if (!page.ok) throw new Error(page.detail)
    const numbers = page.value.map(({ last }) => last?.number)
    expect([numbers.length, new Set(numbers).size, numbers.includes(undefined)]).toEqual([5, 5, false])
    const [payer, ...others] = accounts.map(({ number }) => number)
    const paid = page.value.filter(({ billOf }) => billOf !== null)
    expect(paid.map(({ billOf }) => billOf).toSorted()).toEqual(others.slice(0, 3).toSorted())
    expect(new Set(paid.map(({ accountNumber }) => accountNumber))).toEqual(new Set([payer]))
    await runs.cancel(second)
  })

  it.each([
    ['no rule', '2026-07-01', ''],
    ['a rule of percent alone', '2026-08-01', 'outlier above 300% of the last bill'],
    ['rules of both kinds', '2026-09-01', 'outlier above 300% of the last bill\n  outlier total below 0.01']
  ])('are looked for and left out by %s', async (_, date, rule) => {
    const files = [...sampleRules()].map(([file, text]): [string, string] => [
      file,
      text.replace(/^operator .*\{$/m, head => `${head}\n  ${rule}`)
    ])
    kernel.clock.moveTo(kernel.clock.now().add({ seconds: 1 }).toString())
    await publishRules(kernel, new Map(files))
    const [run, review] = [await drafted(date), kernel.get(RunReview)]
    expect(await review.compare(run)).toMatchObject([{ invoices: 5, first: 0, outliers: 0 }])
    expect(await review.outliers(run, { limit: 10 })).toEqual(rule === '' ? NO_RULES : { ok: true, value: [] })
    const runs = kernel.get(BillingRunService)
    expect((await runs.accept(run, { outliers: 'without' })).ok).toBe(rule !== '')
    await runs.cancel(run)
  })
})

const NO_RULES = expect.objectContaining({ ok: false }) as unknown
