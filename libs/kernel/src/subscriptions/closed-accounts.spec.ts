// A closed account has no subscription that goes on, and what is told while an account changes is told of what it is by then.
import { publishRules, testKernel } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { AccountItems, AccountsService } from '../accounts/index.ts'
import { Persistence } from '../persistence/index.ts'
import { SubscriptionMoves, SubscriptionsService } from './index.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const [accounts, subscriptions] = [kernel.get(AccountsService), kernel.get(SubscriptionsService)]
await publishRules(kernel)
afterAll(() => kernel.close())

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const taken = <T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T => {
  if (!outcome.ok) throw new Error(outcome.detail)
  return outcome.value
}
const person = { name: 'Anna', billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD', openedOn: day('2026-01-01') }
const opened = async (): Promise<string> => taken(await accounts.open(person)).id

let numbers = 0
function subscribe(account: string) {
  const as = `+6140000090${numbers++}`
  return subscriptions.subscribe(account, { as, plan: 'mobile-20', effective: day('2026-02-01') })
}

/** All of them ask while somebody else has the account, one after the other, and go on together. */
async function atOneMoment<T extends readonly unknown[]>(
  account: string,
  ...asks: { [K in keyof T]: () => Promise<T[K]> }
): Promise<T> {
  const asked: Promise<unknown>[] = []
  await kernel.get(Persistence).bulk('main', async client => {
    await client.query('select from account where id = $1 for update', [account])
    for (const ask of asks) {
      asked.push(ask())
      await pause(400)
    }
  })
  return (await Promise.all(asked)) as unknown as T
}

async function stateOf(account: string): Promise<string> {
  const all = (await subscriptions.ofAccount(account)) ?? []
  return `${(await accounts.find(account))?.status}, ${all.filter(({ history }) => history.terminated === null).length} go on`
}

it('stays open where a subscription begins at the same moment', async () => {
  const account = await opened()
  const [started, closed] = await atOneMoment(
    account,
    () => subscribe(account),
    () => accounts.close(account)
  )
  expect([started.ok, closed]).toMatchObject([true, { ok: false, reason: 'subscriptions-active' }])
  expect(await stateOf(account)).toBe('active, 1 go on')
})

it('takes no subscription that is asked for while it closes', async () => {
  const account = await opened()
  const [closed, started] = await atOneMoment(
    account,
    () => accounts.close(account),
    () => subscribe(account)
  )
  expect([closed.ok, started]).toMatchObject([true, { ok: false, reason: 'account-closed' }])
  expect(await stateOf(account)).toBe('closed, 0 go on')
})

it('keeps the end of its last subscription', async () => {
  const account = await opened()
  const { id } = taken(await subscribe(account)).history
  const ended = taken(await subscriptions.change(id, { kind: 'terminated', effective: day('2026-03-01') }))
  taken(await accounts.close(account))
  const end = ended.facts.find(({ kind }) => kind === 'terminated')?.id ?? ''
  expect(await subscriptions.withdraw(id, end)).toMatchObject({ ok: false, reason: 'account-closed' })
  expect(await stateOf(account)).toBe('closed, 0 go on')
  const later = { kind: 'terminated', effective: day('2026-03-05'), supersedes: end } as const
  expect(await subscriptions.change(id, later)).toMatchObject({ ok: true })
})

it('has an item of a subscription that is moved away billed to who takes it', async () => {
  const [from, to] = [await opened(), await opened()]
  const { id } = taken(await subscribe(from)).history
  const item = { amount: 7_000_000n, description: 'Visit', effective: day('2026-02-16'), subscription: id }
  const [entered, moved] = await atOneMoment(
    from,
    () => kernel.get(AccountItems).enter(from, item),
    () => kernel.get(SubscriptionMoves).move(id, { to, effective: day('2026-02-10') })
  )
  expect([entered.ok, moved.ok]).toEqual([true, true])
  const told = (await kernel.get(AccountItems).factsOf(to)) ?? []
  expect(told.filter(({ kind }) => kind === 'item')).toMatchObject([{ subscription: id, description: 'Visit' }])
})
