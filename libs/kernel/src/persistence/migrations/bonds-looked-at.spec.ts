// Whose bonds mean something else than when they were billed is looked at as a whole by the next bill: who changed plan when only the first plan
// had a bond, and whose bond stands in steps of what the operator rounds to.
import { formatMoney } from '@farthing/billing-core'
import { billOn, customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { LOOK_AT_BONDS } from './0102-bonds-of-stays.ts'
import { LOOK_AT_STEPS } from './0171-bonds-in-coins.ts'
import { Persistence, sql } from '../index.ts'
import { SubscriptionsService } from '../../subscriptions/index.ts'

jest.setTimeout(60_000)

const plan = (name: string, bond: string): string => `plan ${name} "${name}" {
  from 2025-01-01
  tariff traffic
  bond ${bond}
}
`
const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
await publishRules(
  kernel,
  sampleRules(plan('small', '100.00') + plan('big', '150.00') + plan('in-steps', '100.05') + plan('in-coins', '100.02'))
)
afterAll(() => kernel.close())

const subscriptions = kernel.get(SubscriptionsService)

/** Told on 15 February, and yet the bills of April and May looked for nothing of it, as those of an older version. */
async function changedBefore(number: string) {
  const told = await customer(kernel, { identities: [number], plan: 'small' })
  await bonds(told.number, '2026-04-01')
  kernel.clock.moveTo('2026-02-15T00:00:00Z')
  const effective = Temporal.PlainDate.from('2026-03-01')
  expect((await subscriptions.change(told.subscription, { kind: 'plan-changed', plan: 'big', effective })).ok).toBe(
    true
  )
  kernel.clock.moveTo('2026-11-15T00:00:00Z')
  const end = { kind: 'terminated', effective: Temporal.PlainDate.from('2026-11-10') } as const
  expect((await subscriptions.change(told.subscription, end)).ok).toBe(true)
  return told
}

async function bonds(number: string, day: string): Promise<string[]> {
  kernel.clock.moveTo(`${day}T00:00:00Z`)
  const bill = await billOn(kernel, number, day)
  return (bill?.lines ?? []).map(({ amount, from }) => `${from} ${formatMoney({ micro: amount, currency: 'AUD' })}`)
}

it('bonds of a plan that was changed before are given back once, and those never paid are not', async () => {
  const { account, number } = await changedBefore('61400000001')
  await kernel.get(Persistence).bulk('main', client => sql(client, LOOK_AT_BONDS))
  expect(await bonds(number, '2026-12-01')).toEqual([
    '2026-03-01 -100.00 AUD',
    '2026-03-01 150.00 AUD',
    '2026-11-10 -150.00 AUD'
  ])
  const other = await customer(kernel, { identities: ['61400000002'], plan: 'small' })
  await bonds(other.number, '2026-12-01')
  const dirty = await kernel.get(Persistence).bulk('main', async client => {
    await sql(client, LOOK_AT_BONDS)
    return sql<{ account: string }>(client, 'select account from billing_cursor where dirty_from is not null')
  })
  expect(dirty).toEqual([{ account }])
})

it('bonds that stand in steps are looked at, and no others', async () => {
  const held = await Promise.all(
    ['small', 'in-steps', 'in-coins'].map((name, index) =>
      customer(kernel, { identities: [`6140000001${index}`], plan: name })
    )
  )
  for (const { number } of held) await bonds(number, '2026-12-01')
  const dirty = await kernel.get(Persistence).bulk('main', async client => {
    await sql(client, 'update billing_cursor set dirty_from = null')
    await sql(client, LOOK_AT_STEPS)
    return sql<{ account: string }>(client, 'select account from billing_cursor where dirty_from is not null')
  })
  expect(dirty).toEqual([{ account: held[1]?.account }])
})
