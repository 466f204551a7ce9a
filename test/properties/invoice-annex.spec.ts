// The itemised usage of an invoice adds up to its usage lines, whatever bills came to nothing, were cancelled or brought late usage.
import { BillingRunService, Cancellations, InvoicesService } from '@farthing/kernel'
import {
  openAccounts,
  type OpenedBillingAccount,
  publishRules,
  putUsage,
  sampleRules,
  type TestKernel,
  testKernel,
  type TestUsage
} from '@farthing/testing'
import { jest } from '@jest/globals'
import fc from 'fast-check'

jest.setTimeout(300_000)

const plan = (name: string, ...statements: readonly string[]): string =>
  `plan ${name} "${name}" {\n  from 2025-01-01\n  ${[...statements, 'tariff traffic'].join('\n  ')}\n}\n`
const rules = sampleRules(
  plan('bare') +
    plan('included', 'include 10 GB of data') +
    plan('quarterly', 'rent 90.00 per quarter in advance', 'include 10 GB of data')
)
const MONTHS = ['2026-03', '2026-04', '2026-05', '2026-06', '2026-07']

interface Life {
  readonly plan: 'bare' | 'included' | 'quarterly'
  readonly uses: readonly {
    readonly month: number
    readonly day: number
    readonly megabytes: number
    readonly late: number
  }[]
  /** Months whose invoice is cancelled before the next bill but one is made. */
  readonly cancelled: readonly number[]
}

const month = fc.integer({ min: 0, max: MONTHS.length - 2 })
const life: fc.Arbitrary<Life> = fc.record({
  plan: fc.constantFrom('bare', 'included', 'quarterly'),
  uses: fc.array(
    fc.record({
      month,
      day: fc.integer({ min: 1, max: 28 }),
      megabytes: fc.integer({ min: 1, max: 12_000 }),
      late: fc.integer({ min: 0, max: 2 })
    }),
    { maxLength: 8 }
  ),
  cancelled: fc.uniqueArray(month, { maxLength: 1 })
})

/** Late usage takes from the allowance of what followed it: the lines then say more than the events that they brought. */
const lateness = ({ plan }: Life, late: number): number => (plan === 'bare' ? late : 0)

async function differences(lives: readonly Life[]): Promise<readonly string[]> {
  const kernel = await testKernel({ now: '2026-02-27T00:00:00Z' })
  await publishRules(kernel, rules)
  const opened = lives.map(each => ({ billDay: 1, from: '2026-03-01', plans: [each.plan] }))
  const accounts = await openAccounts(kernel, opened)
  const runs = kernel.get(BillingRunService)
  for (const [index, billed] of MONTHS.entries()) {
    kernel.clock.moveTo(`${billed}-01T03:00:00Z`)
    if (index > 0) await runs.drain((await runs.start({ billDate: Temporal.PlainDate.from(`${billed}-01`) })).id)
    kernel.clock.moveTo(`${billed}-02T03:00:00Z`)
    for (const [place, each] of lives.entries()) await cancel(kernel, accounts[place], [each, index])
    const uses = lives.flatMap((each, place) => usesKnownIn(index, each, accounts[place]))
    await putUsage(kernel, `${billed}-28T13:00:00Z`, uses)
  }
  const found = await wrongAnnexes(kernel)
  await kernel.close()
  return found
}

async function cancel(
  kernel: TestKernel,
  account: OpenedBillingAccount | undefined,
  [{ cancelled }, index]: readonly [Life, number]
): Promise<void> {
  const due = cancelled.filter(each => each + 2 === index).map(each => `${MONTHS[each + 1]}-01`)
  if (due.length === 0) return
  const invoices = kernel.get(InvoicesService)
  const heads = await invoices.list({ account: account?.number, limit: 50 })
  for (const { billDate, id } of heads)
    if (due.includes(String(billDate))) await kernel.get(Cancellations).cancel(id, { reason: 'a test' })
}

function usesKnownIn(index: number, life: Life, account: OpenedBillingAccount | undefined): TestUsage[] {
  const known = life.uses.filter(({ late, month }) => month + lateness(life, late) === index)
  return known.map(({ day, megabytes, month }) => ({
    account: account?.id ?? '',
    subscription: account?.subscriptions[0] ?? '',
    ...{ plan: life.plan, service: 'data', to: '' },
    at: `${MONTHS[month]}-${String(day).padStart(2, '0')}T12:00:00Z`,
    quantity: megabytes * 1_000_000
  }))
}

async function wrongAnnexes(kernel: TestKernel): Promise<readonly string[]> {
  const invoices = kernel.get(InvoicesService)
  const found: string[] = []
  for (const { accountNumber, billDate, id, status } of await invoices.list({ limit: 200 })) {
    const lines = (await invoices.find(id))?.lines ?? []
    const charged = lines.filter(({ explanation }) => explanation.inputs['service'] !== undefined)
    const sum = charged.reduce((total, { exact }) => total + exact, 0n)
    const listed = ((await invoices.document(id))?.usage ?? []).reduce((total, { amount }) => total + amount, 0n)
    if (sum !== listed) found.push(`${status} ${accountNumber} of ${billDate}: lines ${sum}, annex ${listed}`)
  }
  return found
}

it('the annex of an invoice adds up to its usage lines', async () => {
  const lives = fc.array(life, { minLength: 20, maxLength: 20 })
  const property = fc.asyncProperty(lives, async given => expect(await differences(given)).toEqual([]))
  await fc.assert(property, { numRuns: 2, endOnFailure: true })
})
