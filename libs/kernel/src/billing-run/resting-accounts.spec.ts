// A closed account of which nothing was told and nothing charged for long is looked at once a year.
import { issueBills, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { AccountsService } from '../accounts/index.ts'
import { SubscriptionsService } from '../subscriptions/index.ts'

jest.setTimeout(120_000)

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
await publishRules(kernel, sampleRules())
afterAll(() => kernel.close())

const accounts = kernel.get(AccountsService)
const taken = <T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T => {
  if (!outcome.ok) throw new Error(outcome.detail)
  return outcome.value
}
const person = { name: 'Anna', billDay: 1, zone: 'UTC', currency: 'AUD', openedOn: day('2026-01-01') }

/** How many accounts the run has, and what it bills. */
async function billed(month: number): Promise<string> {
  const billDate = day('2026-01-01').add({ months: month }).toString()
  kernel.clock.moveTo(`${billDate}T00:00:00Z`)
  const { accounts: count, totals } = await issueBills(kernel, billDate)
  return [count, ...totals.map(({ total }) => Number(total) / 1e6)].join(': ')
}

/** Closed with its first bill. */
async function closed() {
  const { id, number } = taken(await accounts.open(person))
  const as = `+614${number.slice(-5)}`
  const { history } = taken(await kernel.get(SubscriptionsService).subscribe(id, { as, plan: 'mobile-20' }))
  const end = { kind: 'terminated', effective: day('2026-02-01') } as const
  kernel.clock.moveTo('2026-02-01T00:00:00Z')
  const { facts } = taken(await kernel.get(SubscriptionsService).change(history.id, end))
  taken(await accounts.close(id))
  return { subscription: history.id, end: facts.at(-1)?.id ?? '' }
}

it('is in each run for thirteen months, then once a year, and at once when there is news', async () => {
  const { end, subscription } = await closed()
  const months = []
  for (let month = 1; month <= 30; month += 1) months.push(await billed(month))
  const due = months.flatMap((said, index) => (said.startsWith('1') ? [index + 1] : []))
  expect(due).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 27])
  expect(months[0]).toBe('1: 20')

  const later = { kind: 'terminated', effective: day('2026-02-15'), supersedes: end } as const
  taken(await kernel.get(SubscriptionsService).change(subscription, later))
  expect(await billed(31)).toBe('1: 10')
  for (const month of [32, 33]) expect(await billed(month)).toBe('1')
})

it('is in the next run when rules are published for days that it was billed for', async () => {
  const rested = async (month: number) => (await billed(month)).split(':')[0]
  for (let month = 34; month <= 47; month += 1) await billed(month)
  expect(await rested(48)).toBe('0')
  await publishRules(kernel, sampleRules('plan other "Other" { rent 1.00 per month }\n'), '2029-06-01')
  expect(await rested(49)).toBe('1')
  expect(await rested(50)).toBe('0')
})
