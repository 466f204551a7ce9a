import { formatMoney } from '@farthing/billing-core'
import { billOn, customer, publishRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import { AccountsService } from '../accounts/index.ts'
import { DeedsService } from '../deeds/index.ts'
import { Persistence } from '../persistence/index.ts'
import { loadStretches, RenumberingService, SubscriptionMoves, SubscriptionsService } from './index.ts'

jest.setTimeout(60_000)

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const moves = kernel.get(SubscriptionMoves)
const subscriptions = kernel.get(SubscriptionsService)
await publishRules(kernel)
afterAll(() => kernel.close())

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

const WAITING = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

async function holders(identity: string): Promise<string[]> {
  const stretches = await kernel.get(Persistence).bulk('main', client => loadStretches(client, 'main', [identity]))
  const numbers = await Promise.all(
    stretches.map(async ({ account }) => (await kernel.get(AccountsService).find(account))?.number ?? '')
  )
  return stretches.map((each, index) => `${numbers[index]} ${each.validFrom}..${each.validUntil ?? ''}`)
}

const moved = async (...told: Parameters<SubscriptionMoves['move']>) => {
  const done = await moves.move(...told)
  if (!done.ok) throw new Error(done.detail)
  return done.value.facts.at(-1)?.id ?? ''
}

async function two(last: string) {
  const anna = await customer(kernel, { identities: [`+6141200${last}`] })
  const bert = await customer(kernel, { identities: [`+6141300${last}`] })
  return { anna, bert, id: anna.subscription, number: `+6141200${last}` }
}

describe('a subscription that is moved', () => {
  it('is answered for by the other account from its day on, whatever becomes of it there and before', async () => {
    const { anna, bert, id, number } = await two('0001')
    await moved(id, { to: bert.number, effective: day('2026-04-01') })
    expect(await holders(number)).toEqual([`${anna.number} 2026-01-01..2026-04-01`, `${bert.number} 2026-04-01..`])
    const renumbered = await kernel
      .get(RenumberingService)
      .renumber(id, { number: '+61412009901', effective: day('2026-05-01') })
    expect(renumbered).toMatchObject({ ok: true, value: { account: { number: anna.number } } })
    expect(await holders('+61412009901')).toEqual([`${bert.number} 2026-05-01..`])
    await subscriptions.change(id, { kind: 'suspended', effective: day('2026-03-05') })
    await subscriptions.change(id, { kind: 'terminated', effective: day('2026-06-01') })
    expect(await holders('+61412009901')).toEqual([`${bert.number} 2026-05-01..2026-06-01`])
    const own = (await subscriptions.ofAccount(bert.number))?.find(({ history }) => history.id === id)
    expect(own?.history.whole?.segments.map(({ from, state }) => `${from} ${state}`)).toEqual([
      '2026-01-01 active',
      '2026-03-05 suspended'
    ])
  })

  it('is billed to each for its days, and to nobody twice', async () => {
    const { anna, bert, id } = await two('0002')
    const lines = async (number: string, on: string) =>
      (await billOn(kernel, number, on))?.lines.flatMap(line =>
        line.subscription === id
          ? [`${line.from}..${line.until} ${formatMoney({ micro: line.amount, currency: 'AUD' })}`]
          : []
      )
    await moved(id, { to: bert.number, effective: day('2026-03-16') })
    expect(await lines(anna.number, '2026-04-01')).toEqual([
      '2026-01-01..2026-02-01 40.00 AUD',
      '2026-02-01..2026-03-01 40.00 AUD',
      '2026-03-01..2026-03-16 19.35 AUD'
    ])
    expect(await lines(bert.number, '2026-04-01')).toEqual([
      '2026-03-16..2026-04-01 20.65 AUD',
      '2026-04-01..2026-05-01 40.00 AUD'
    ])
  })

  it('comes back when the move is withdrawn, and can be moved on and back', async () => {
    const { anna, bert, id, number } = await two('0003')
    const carl = await customer(kernel, { identities: ['+61414000003'] })
    const first = await moved(id, { to: bert.number, effective: day('2026-04-01') })
    const second = await moved(id, { to: carl.number, effective: day('2026-05-01') })
    await moved(id, { to: anna.number, effective: day('2026-06-01') })
    expect(await holders(number)).toEqual([
      `${anna.number} 2026-01-01..2026-04-01`,
      `${bert.number} 2026-04-01..2026-05-01`,
      `${carl.number} 2026-05-01..2026-06-01`,
      `${anna.number} 2026-06-01..`
    ])
    expect(await subscriptions.withdraw(id, second)).toMatchObject({ ok: false, reason: 'breaks-later' })
    expect(await subscriptions.withdraw(id, first)).toMatchObject({ ok: false, reason: 'breaks-later' })
    const facts = (await subscriptions.find(id))?.facts ?? []
    const last = facts.findLast(({ kind }) => kind === 'moved')?.id ?? ''
    for (const fact of [last, second, first]) expect(await subscriptions.withdraw(id, fact)).toMatchObject({ ok: true })
    expect(await holders(number)).toEqual([`${anna.number} 2026-01-01..`])
    expect((await subscriptions.ofAccount(bert.number))?.map(({ history }) => history.id)).not.toContain(id)
  })

  it('ends on that account on the day of the move too, where the end is told after it', async () => {
    const { anna, bert, id, number } = await two('0008')
    await moved(id, { to: bert.number, effective: day('2026-03-05') })
    const ended = await subscriptions.change(id, { kind: 'terminated', effective: day('2026-03-05') })
    expect(ended).toMatchObject({ ok: true, value: { account: { number: bert.number } } })
    expect(await holders(number)).toEqual([`${anna.number} 2026-01-01..2026-03-05`])
    const had = (await subscriptions.ofAccount(bert.number))?.find(({ history }) => history.id === id)
    expect(had?.history.held?.map(({ from, until }) => `${from}..${until}`)).toEqual(['2026-03-05..null'])
  })

  it('takes along what was taken back and stands again', async () => {
    const { bert, id } = await two('0007')
    const told = async (done: ReturnType<SubscriptionsService['withdraw']>) => {
      const answer = await done
      if (!answer.ok) throw new Error(answer.detail)
      return answer.value.facts.at(-1)?.id ?? ''
    }
    const paused = await told(subscriptions.change(id, { kind: 'suspended', effective: day('2026-02-01') }))
    const withdrawn = await told(subscriptions.withdraw(id, paused))
    await told(subscriptions.withdraw(id, withdrawn))
    await moved(id, { to: bert.number, effective: day('2026-04-01') })
    const own = (await subscriptions.ofAccount(bert.number))?.find(({ history }) => history.id === id)
    expect(own?.history.whole?.segments.map(({ from, state }) => `${from} ${state}`)).toEqual([
      '2026-01-01 active',
      '2026-02-01 suspended'
    ])
  })

  it('goes to no account that is closed, not there, the same, or not open yet', async () => {
    const { anna, bert, id } = await two('0004')
    const refused = async (to: string, effective = '2026-03-10') =>
      (await moves.move(id, { to, effective: day(effective) })) as { reason?: string; detail?: string }
    expect((await refused('A-999999')).reason).toBe('unknown-account')
    expect(await refused(anna.number)).toMatchObject({
      reason: 'same-account',
      detail: `It is of account ${anna.number} already on 2026-03-10.`
    })
    expect((await refused(bert.number, '2020-01-01')).reason).toBe('before-account-opened')
    await subscriptions.change(bert.subscription, { kind: 'terminated', effective: day('2026-03-01') })
    const fact = await moved(id, { to: bert.number, effective: day('2026-03-05') })
    expect(await kernel.get(AccountsService).close(bert.number)).toMatchObject({
      ok: false,
      reason: 'subscriptions-active'
    })
    await subscriptions.withdraw(id, fact)
    await kernel.get(AccountsService).close(bert.number)
    expect((await refused(bert.number)).reason).toBe('account-closed')
  })

  it('is done things to by whoever has it on the day', async () => {
    const { anna, bert, id } = await two('0005')
    await moved(id, { to: bert.number, effective: day('2026-03-05') })
    const deeds = kernel.get(DeedsService)
    const buy = { deed: 'receive-charge', fields: { source: 'shop', id: 'x1', amount: '5.00', description: 'Case' } }
    const done = (account: string, effective: string) =>
      deeds.do(account, { ...buy, subscription: id, effective: day(effective) })
    expect(await done(anna.number, '2026-03-06')).toMatchObject({ ok: false, reason: 'unknown-subscription' })
    expect(await done(bert.number, '2026-03-04')).toMatchObject({ ok: false, reason: 'unknown-subscription' })
  })

  it('goes to one of two accounts that ask at the same moment', async () => {
    const { bert, id } = await two('0006')
    const carl = await customer(kernel, { identities: ['+61414000006'] })
    const asked = await Promise.all(
      [bert, carl].map(({ number }) => moves.move(id, { to: number, effective: day('2026-03-08') }))
    )
    expect(asked.map(({ ok }) => ok)).toContain(true)
    const [{ account } = { account: undefined }] = [await subscriptions.find(id)]
    expect([bert.number, carl.number]).toContain(account?.number)
  })

  it('is ended at its new holder by an end told while it was moved, or gets its number there', async () => {
    const change = {
      terminated: { kind: 'terminated', effective: day('2026-04-10') },
      renumbered: {
        kind: 'renumbered',
        from: '+61412000018',
        to: '+61412009918',
        as: null,
        effective: day('2026-04-10')
      }
    } as const
    const ended = await toldWhileMoved('0017', change.terminated)
    expect(await holders(ended.number)).toEqual([
      `${ended.anna.number} 2026-01-01..2026-03-20`,
      `${ended.bert.number} 2026-03-20..2026-04-10`
    ])
    const renumbered = await toldWhileMoved('0018', change.renumbered)
    expect(await holders('+61412009918')).toEqual([`${renumbered.bert.number} 2026-04-10..`])
  })
})

/** Both wait for the lock of its account, the move first. */
async function toldWhileMoved(last: string, change: Parameters<SubscriptionsService['change']>[1]) {
  const told = await two(last)
  const { anna, bert, id } = told
  const persistence = kernel.get(Persistence)
  const asked: Promise<{ ok: boolean }>[] = []
  await persistence.bulk('main', async client => {
    await client.query('select from account where tenant = $1 and number = $2 for update', ['main', anna.number])
    const waiting = async (count: number): Promise<void> => {
      while ((await persistence.bulk('main', other => other.query(WAITING))).rowCount !== count) await pause(20)
    }
    asked.push(moves.move(id, { to: bert.number, effective: day('2026-03-20') }))
    await waiting(1)
    asked.push(subscriptions.change(id, change))
    await waiting(2)
  })
  expect(await Promise.all(asked)).toMatchObject([{ ok: true }, { ok: true }])
  return told
}
