// An operator with calls in an allowance and data by tiers, whose rules are changed for days that are over; and what a re-rating says of it.
import { BillPreview, ReratingBook, Reratings } from '@farthing/kernel'
import { billOn, type OpenedBillingAccount, openAccounts, publishRules, putUsage } from '@farthing/testing'
import { sampleRules, type TestKernel, testKernel } from '@farthing/testing'

export interface Prices {
  readonly call: string
  readonly step: string
  readonly minutes: number
  readonly rent: string
}

const FIRST: Prices = { call: '0.30', step: '1.00', minutes: 4, rent: '10.00' }

export function repricedRules(prices: Partial<Prices> = {}): ReadonlyMap<string, string> {
  const { call, minutes, rent, step } = { ...FIRST, ...prices }
  const plan = (name: string, ...lines: readonly string[]): string =>
    `plan ${name} "${name}" {\n  from 2025-01-01\n  rent ${rent} per month in advance, prorated by day\n${lines.map(line => `  ${line}\n`).join('')}}\n`
  return sampleRules(`${plan('plain', 'tariff flat')}${plan('stepped', 'tariff steps')}
${plan('free', 'tariff flat', `include ${minutes} min of voice`)}${plan('all', 'tariff flat, steps', `include ${minutes} min of voice`)}
${plan('other', 'tariff messages')}
tiers data-steps = graduated {
  counted per subscription, reset every cycle
  | up to | price          |
  | 2 GB  | ${step} per GB |
  | *     | 0.50 per GB    |
}
tariff steps for data {
  from 2025-01-01
  one zone home
  rates {
    | price            | increment   |
    | tiers data-steps | 1 MB / 1 MB |
  }
}
tariff flat for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price            | increment |
    | ${call} per minute | 60s / 60s |
  }
}
`)
}

export const PLANS = ['plain', 'stepped', 'free', 'all', 'other'] as const
const GB = 1_000_000_000

export interface ReratingStory {
  readonly kernel: TestKernel
  readonly accounts: Readonly<Record<(typeof PLANS)[number], OpenedBillingAccount>>
}

/** Of each plan an account with usage in February, which is billed, and in March, which is not. */
export async function reratingStory(): Promise<ReratingStory> {
  const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
  await publishRules(kernel, repricedRules())
  const opened = await openAccounts(
    kernel,
    PLANS.map(plan => ({ billDay: 1, from: '2026-01-01', plans: [plan] }))
  )
  const accounts = Object.fromEntries(PLANS.map((plan, index) => [plan, opened[index]])) as ReratingStory['accounts']
  for (const month of ['02', '03']) {
    await putUsage(kernel, `2026-${month}-04T00:00:00Z`, usageOf(accounts, month))
    if (month === '02') await billOn(kernel, accounts.plain.number, '2026-03-01')
  }
  kernel.clock.moveTo('2026-03-05T00:00:00Z')
  return { kernel, accounts }
}

function usageOf(accounts: ReratingStory['accounts'], month: string) {
  const use = (plan: (typeof PLANS)[number], service: string, quantity: number) => ({
    ...{ account: accounts[plan].id, subscription: accounts[plan].subscriptions[0] ?? '', plan, service },
    ...{ to: '61399990000', at: `2026-${month}-03T10:00:00+11:00`, quantity }
  })
  return [
    use('plain', 'voice', 300_000),
    use('stepped', 'data', 3 * GB),
    use('free', 'voice', 180_000),
    use('all', 'voice', 360_000),
    use('all', 'data', GB),
    use('other', 'sms', 1)
  ]
}

export async function proposed({ kernel }: ReratingStory, choice = {}) {
  const reratings = kernel.get(Reratings)
  const planned = await reratings.propose(choice)
  if (!planned.ok) throw new Error(planned.detail)
  return reratings.drain(planned.value.id, { lanes: 2 })
}

/** By plan, what the bill of 1 April comes to now. */
export async function previews({ accounts, kernel }: ReratingStory): Promise<Record<string, bigint>> {
  const on = Temporal.PlainDate.from('2026-04-01')
  const totals: Record<string, bigint> = {}
  for (const plan of PLANS) {
    const found = await kernel.get(BillPreview).of(accounts[plan].number, on)
    if (!found.ok) throw new Error(found.detail)
    totals[plan] = found.value.invoice?.total ?? 0n
  }
  return totals
}

/** By plan, what the proposal says of those whose bills move. */
export async function told({ accounts, kernel }: ReratingStory, id: number): Promise<Record<string, unknown>> {
  const rows = await kernel.get(ReratingBook).accounts(id, { limit: 100 })
  const moved = rows.filter(({ bill }) => bill !== null)
  return Object.fromEntries(
    moved.map(({ bill, number }) => [PLANS.find(plan => accounts[plan].number === number), bill?.amounts])
  )
}
