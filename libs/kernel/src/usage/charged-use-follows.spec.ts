// Use that was charged while it happened follows its number as any use does, unless pockets have paid something of it.
import { type Customer, customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { BillPreview } from '../billing-run/index.ts'
import { ChargingService } from '../charging/index.ts'
import { OutboxRelay } from '../persistence/index.ts'
import { PocketsService } from '../pockets/index.ts'
import { SubscriptionMoves } from '../subscriptions/index.ts'
import { RatedUsage } from './index.ts'

jest.setTimeout(120_000)

const plan = (name: string, pay: string): string =>
  `plan ${name} "${name}" {\n  from 2025-01-01\n  tariff talk\n  pay ${pay}\n}\n`
const rules = `tariff talk for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price           | increment |
    | 0.60 per minute | 1s / 1s   |
  }
}
${plan('later', 'on the bill')}${plan('mixed', 'hybrid')}`

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
let next = 0
const number = (): string => `6140000${1000 + next++}`

beforeAll(() => publishRules(kernel, sampleRules(rules)))
afterAll(() => kernel.close())

/** A minute. */
async function charged(subscriber: string): Promise<void> {
  const use = { subscriber, service: 'voice', to: '61298765432', from: subscriber, value: null }
  const once = { kind: 'once' as const, key: `${subscriber} once`, digest: '', ...use }
  const quantity = { ticks: 60_000, unit: 'second' as const }
  const done = await kernel.get(ChargingService).ask({ ...once, startedAt: kernel.clock.now(), quantity })
  expect(done).toMatchObject({ ok: true, value: { once: { amount: '600000' } } })
}

async function askedOf({ account, number }: Customer): Promise<readonly [uses: number, billed: bigint]> {
  const used = await kernel.get(RatedUsage).list({ account, limit: 10 })
  const bill = await kernel.get(BillPreview).of(number, Temporal.PlainDate.from('2026-04-01'))
  if (!bill.ok) throw new Error(bill.detail)
  return [used?.length ?? -1, bill.value.invoice?.lines.find(({ type }) => type === 'usage')?.amount ?? 0n]
}

it.each([
  ['later', 0n, [0, 0n], [1, 600_000n]],
  ['mixed', 0n, [0, 0n], [1, 600_000n]],
  ['mixed', 200_000n, [1, 400_000n], [0, 0n]],
  ['mixed', 600_000n, [1, 0n], [0, 0n]]
] as const)(
  'of plan %s where pockets held %s: uses of who gave it away, and what is billed, are %j, of who has it %j',
  async (plan, topUp, before, after) => {
    const [old, pocket] = [
      number(),
      { amount: topUp, method: 'card', priority: 1, subscription: null, expiresAt: null }
    ]
    const from = await customer(kernel, { identities: [old], plan })
    const to = await customer(kernel, { identities: [number()], plan })
    if (topUp > 0n) await kernel.get(PocketsService).topUp(from.account, pocket)
    await charged(old)
    kernel.clock.advance({ minutes: 1 })
    const effective = Temporal.PlainDate.from('2026-03-05')
    const moved = await kernel.get(SubscriptionMoves).move(from.subscription, { to: to.number, effective })
    expect(moved).toMatchObject({ ok: true })
    await kernel.get(OutboxRelay).relay('main')
    expect([await askedOf(from), await askedOf(to)]).toEqual([before, after])
  }
)
