// Moves that were told before a number moved at one instant do so too, also those whose day is still to come.
import { customer, publishRules, testKernel } from '@farthing/testing'
import { ZONES_OF_MOVES } from './0134-moves-between-zones.ts'
import { AccountsService } from '../../accounts/index.ts'
import { SubscriptionMoves, SubscriptionsService } from '../../subscriptions/index.ts'
import { Persistence, sql } from '../index.ts'

const kernel = await testKernel({ now: '2026-03-20T00:00:00Z' })
await publishRules(kernel)
afterAll(() => kernel.close())

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const bulk = (statement: string): Promise<object[]> =>
  kernel.get(Persistence).bulk('main', client => sql(client, statement))
const stretches = () =>
  bulk('select identity, zone, from_zone, valid_from::text from identity_stretch order by identity, valid_from')

async function opened(zone: string): Promise<string> {
  const person = { name: 'Bert', billDay: 1, zone, currency: 'AUD', openedOn: day('2026-01-01') }
  const done = await kernel.get(AccountsService).open(person)
  if (!done.ok) throw new Error(done.detail)
  return done.value.number
}

async function moved(subscription: string, to: string, effective: string, supersedes?: string): Promise<string> {
  const done = await kernel.get(SubscriptionMoves).move(subscription, { to, effective: day(effective), supersedes })
  if (!done.ok) throw new Error(done.detail)
  return done.value.facts.findLast(({ kind }) => kind === 'moved')?.id ?? ''
}

it('goes by the zone of who gave it, by the moves that stand', async () => {
  const [west, far, beside] = [
    await opened('America/Los_Angeles'),
    await opened('Asia/Tokyo'),
    await opened('Australia/Melbourne')
  ]
  let next = 61400000000
  const number = async () => (await customer(kernel, { identities: [`${(next += 1)}`] })).subscription
  await moved(await number(), west, '2026-05-01')
  await moved(await number(), beside, '2026-03-10')
  const there = await number()
  await moved(there, west, '2026-03-05')
  await moved(there, far, '2026-03-10')
  const corrected = await number()
  await moved(corrected, west, '2026-03-14', await moved(corrected, west, '2026-03-12'))
  const restored = await number()
  const last = await moved(restored, west, '2026-03-16', await moved(restored, west, '2026-03-15'))
  expect(await kernel.get(SubscriptionsService).withdraw(restored, last)).toMatchObject({ ok: true })
  const told = await stretches()
  expect(told.filter(row => 'from_zone' in row && row.from_zone !== null)).toMatchObject([
    { valid_from: '2026-05-01', from_zone: 'Australia/Melbourne' },
    { valid_from: '2026-03-05', from_zone: 'Australia/Melbourne' },
    { valid_from: '2026-03-10', from_zone: 'America/Los_Angeles' },
    { valid_from: '2026-03-14', from_zone: 'Australia/Melbourne' },
    { valid_from: '2026-03-15', from_zone: 'Australia/Melbourne' }
  ])
  await bulk('update identity_stretch set from_zone = null')
  await bulk(ZONES_OF_MOVES)
  expect(await stretches()).toEqual(told)
})
