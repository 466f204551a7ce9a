// What was rated for a number before its change was told goes to who has it: as a simulated life has it.
import { Readable } from 'node:stream'
import { billOn, customer, publishRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { AccountsService } from '../accounts/index.ts'
import { BillPreview } from '../billing-run/index.ts'
import { OutboxRelay, Persistence, sql } from '../persistence/index.ts'
import { RenumberingService, SubscriptionMoves, SubscriptionsService } from '../subscriptions/index.ts'
import { UsageImports, UsageQuarantine } from './index.ts'

jest.setTimeout(60_000)

const kernel = await testKernel({ now: '2026-03-20T00:00:00Z' })
const subscriptions = kernel.get(SubscriptionsService)
beforeAll(() => publishRules(kernel))
afterAll(() => kernel.close())

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
let next = 0
const number = (): string => `6140001${1000 + next++}`
const anna = (identities = [number()]) => customer(kernel, { identities, plan: 'mobile-20' })

async function calls(...lines: readonly [subscriber: string, at: string][]): Promise<void> {
  const head = 'id,service,subscriber,to,from,started_at,quantity,unit'
  const rows = lines.map(([who, at]) => `${next++},voice,${who},0399990000,${who},${at},61,s`)
  const file = Readable.from([Buffer.from([head, ...rows, ''].join('\n'))])
  const done = await kernel.get(UsageImports).importStream(file, `calls-${next}.csv`, { format: 'csv' })
  expect(done).toMatchObject({ ok: true, value: { rated: lines.length } })
}

/** What is told at once is rated as soon as the relay has said so. */
async function told(change: Promise<{ readonly ok: boolean }>): Promise<void> {
  expect(await change).toMatchObject({ ok: true })
  await kernel.get(OutboxRelay).relay('main')
}

async function isRead(name: string): Promise<boolean> {
  const found = await kernel
    .get(Persistence)
    .bulk('main', client => sql(client, `select from usage_import where name = $1 and state = 'running'`, [name]))
  return found.length > 0
}

async function used(account: string): Promise<string[]> {
  const rows = await kernel
    .get(Persistence)
    .bulk('main', client =>
      sql<{ at: string }>(
        client,
        `select (u.started_at at time zone 'Australia/Melbourne')::date::text as at from account_usage('main', $1, '2026-01-01', '2027-01-01') u order by 1`,
        [account]
      )
    )
  return rows.map(({ at }) => at)
}

/** Bert, in Los Angeles. */
async function opened(): Promise<{ readonly id: string; readonly number: string }> {
  const zone = 'America/Los_Angeles'
  const person = { name: 'Bert', billDay: 1, zone, currency: 'AUD', openedOn: day('2026-01-01') }
  const done = await kernel.get(AccountsService).open(person)
  if (!done.ok) throw new Error(done.detail)
  return done.value
}

async function moved(subscription: string, to: string, effective: string, supersedes?: string): Promise<void> {
  await told(kernel.get(SubscriptionMoves).move(subscription, { to, effective: day(effective), supersedes }))
}

async function usageBilled(number: string): Promise<bigint> {
  const bill = await billOn(kernel, number, '2026-04-01')
  return (bill?.lines ?? []).reduce((sum, { amount, type }) => (type === 'usage' ? sum + amount : sum), 0n)
}

describe('usage that was rated for a number', () => {
  it('waits when the number is found to have been nobody’s, and comes back when that is withdrawn', async () => {
    const [old, fresh] = [number(), number()]
    const who = await anna([old])
    await calls([old, '2026-03-05 10:00:00'], [old, '2026-03-12 10:00:00'])
    const renumbered = kernel
      .get(RenumberingService)
      .renumber(who.subscription, { number: fresh, effective: day('2026-03-10') })
    await told(renumbered)
    expect(await used(who.account)).toEqual(['2026-03-05'])
    const open = await kernel.get(UsageQuarantine).open()
    expect(open).toEqual({ 'unknown-subscriber': 1 })
    const fact = (await subscriptions.find(who.subscription))?.facts.at(-1)?.id ?? ''
    await told(subscriptions.withdraw(who.subscription, fact))
    await kernel.get(UsageQuarantine).retry({})
    expect(await used(who.account)).toEqual(['2026-03-05', '2026-03-12'])
  })

  it('is of the account that has the subscription on its day, and billed to it', async () => {
    const old = number()
    const [from, to] = [await anna([old]), await anna()]
    await calls([old, '2026-03-05 10:00:00'], [old, '2026-03-12 10:00:00'], [old, '2026-03-13 11:00:00'])
    await told(kernel.get(SubscriptionMoves).move(from.subscription, { to: to.number, effective: day('2026-03-10') }))
    expect([await used(from.account), await used(to.account)]).toEqual([['2026-03-05'], ['2026-03-12', '2026-03-13']])
    // 0.765 each, rounded once on the line
    expect([await usageBilled(from.number), await usageBilled(to.number)]).toEqual([770_000n, 1_530_000n])
    const fact = (await subscriptions.find(from.subscription))?.facts.findLast(({ kind }) => kind === 'moved')?.id ?? ''
    await told(subscriptions.withdraw(from.subscription, fact))
    expect([await used(from.account), await used(to.account)]).toEqual([['2026-03-05', '2026-03-12', '2026-03-13'], []])
  })

  it('changes accounts at one instant where they are in different zones: at the end of the days of who gives it', async () => {
    const [old, west] = [number(), await opened()]
    const from = await anna([old])
    const [before, between, after] = ['2026-03-09 23:59:59', '2026-03-10 00:00:00', '2026-03-10 20:00:00'] as const
    await calls([old, before], [old, between])
    const move = (to: string, effective: string) => moved(from.subscription, to, effective)
    await move(west.number, '2026-03-10') // it begins in Los Angeles 18 hours later
    await calls([old, after])
    expect([await used(from.account), await used(west.id)]).toEqual([['2026-03-09'], ['2026-03-10', '2026-03-10']])
    await move(from.number, '2026-03-12')
    await calls([old, '2026-03-12 10:00:00'], [old, '2026-03-12 18:00:00'])
    expect([await used(from.account), await used(west.id)]).toEqual([
      ['2026-03-09', '2026-03-12'],
      ['2026-03-10', '2026-03-10', '2026-03-12']
    ])
    // 0.57 at night
    expect(await usageBilled(from.number)).toBe(1_340_000n)
    const previewed = await kernel.get(BillPreview).of(west.number, day('2026-04-01'))
    const all = previewed.ok ? (previewed.value.invoice?.lines ?? []) : []
    const lines = all.filter(({ type }) => type === 'usage')
    expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(1_910_000n)
    const facts = (await subscriptions.find(from.subscription))?.facts ?? []
    for (const { id, kind } of facts.toReversed())
      if (kind === 'moved') await told(subscriptions.withdraw(from.subscription, id))
    expect([(await used(from.account)).length, await used(west.id)]).toEqual([5, []])
    expect(await kernel.get(UsageQuarantine).open()).toEqual({})
  })

  it('goes by the instants of a move that is corrected, as if it had been told so at once', async () => {
    const [west, east] = [await opened(), number()]
    const held = await anna([east])
    const lastMove = async () =>
      (await subscriptions.find(held.subscription))?.facts.findLast(({ kind }) => kind === 'moved')?.id
    const both = async () => [await used(held.account), await used(west.id)]
    await moved(held.subscription, west.number, '2026-03-05')
    await moved(held.subscription, held.number, '2026-03-10') // from 18:00 in Melbourne on
    await calls([east, '2026-03-10 10:00:00'], [east, '2026-03-12 07:00:00'], [east, '2026-03-13 10:00:00'])
    expect(await both()).toEqual([['2026-03-12', '2026-03-13'], ['2026-03-10']])
    await moved(held.subscription, held.number, '2026-03-12', await lastMove())
    expect(await both()).toEqual([['2026-03-13'], ['2026-03-10', '2026-03-12']])
    await moved(held.subscription, held.number, '2026-03-10', await lastMove())
    expect(await both()).toEqual([['2026-03-12', '2026-03-13'], ['2026-03-10']])
    expect(await kernel.get(UsageQuarantine).open()).toEqual({})
  })

  it('is not rated anew where a correction leaves it with who has it', async () => {
    const [west, old] = [await opened(), number()]
    const held = await anna([old])
    await moved(held.subscription, west.number, '2026-03-10')
    await calls([old, '2026-03-12 10:00:00']) // in Los Angeles it is the eleventh
    const text = `select event from account_usage('main', $1, '2026-01-01', '2027-01-01')`
    const events = () => kernel.get(Persistence).bulk('main', client => sql(client, text, [west.id]))
    const before = await events()
    const fact = (await subscriptions.find(held.subscription))?.facts.findLast(({ kind }) => kind === 'moved')?.id
    await moved(held.subscription, west.number, '2026-03-12', fact)
    expect([before.length, await events()]).toEqual([1, before])
  })

  it('goes by who called, where the subscription has several numbers', async () => {
    const [first, second, fresh] = [number(), number(), number()]
    const who = await anna([first, second])
    await calls([first, '2026-03-12 10:00:00'], [second, '2026-03-13 10:00:00'])
    const change = { number: fresh, instead: first, effective: day('2026-03-10') }
    await told(kernel.get(RenumberingService).renumber(who.subscription, change))
    expect(await used(who.account)).toEqual(['2026-03-13'])
  })

  it.each([
    ['moved', '2026-03-10'],
    ['renumbered', '2026-03-10']
  ] as const)('is of who has the number, where it is %s while a file is read', async (what, on) => {
    await kernel.get(UsageQuarantine).drop({}, { by: 'Spec', why: 'nobody has it' })
    const old = number()
    const [from, to] = [await anna([old]), await anna()]
    const call = (at: string): string => `${next++},voice,${old},0399990000,${old},${at},61,s\n`
    const change = async () => {
      kernel.clock.advance({ seconds: 1 })
      if (what === 'moved') await moved(from.subscription, to.number, on)
      else {
        const fresh = { number: number(), effective: day(on) }
        await told(kernel.get(RenumberingService).renumber(from.subscription, fresh))
      }
    }
    async function* file() {
      yield Buffer.from(`id,service,subscriber,to,from,started_at,quantity,unit\n${call('2026-03-05 10:00:00')}`)
      while (!(await isRead('late.csv'))) yield Buffer.from(call('2026-03-06 10:00:00').repeat(1_000))
      await change()
      yield Buffer.from(call('2026-03-12 10:00:00'))
    }
    const done = await kernel.get(UsageImports).importStream(Readable.from(file()), 'late.csv', { format: 'csv' })
    expect(done).toMatchObject({ ok: true, value: { quarantined: 0 } })
    await kernel.get(OutboxRelay).relay('main')
    expect((await used(from.account)).filter(at => at >= on)).toEqual([])
    expect((await used(to.account)).filter(at => at >= on)).toEqual(what === 'moved' ? ['2026-03-12'] : [])
    expect(await kernel.get(UsageQuarantine).open()).toEqual(what === 'moved' ? {} : { 'unknown-subscriber': 1 })
  })
})
