import { customer, publishRules, testKernel } from '@farthing/testing'
import { AccountsService } from '../accounts/index.ts'
import { Persistence } from '../persistence/index.ts'
import { loadStretches, SubscriptionsInBulk, SubscriptionsService, type SubscriptionState } from './index.ts'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const subscriptions = kernel.get(SubscriptionsService)
const persistence = kernel.get(Persistence)
await publishRules(kernel)
afterAll(() => kernel.close())

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
let counter = 0
const nextNumber = (): string => `+61400${String(++counter).padStart(6, '0')}`

async function account(): Promise<string> {
  const details = {
    name: 'Anna',
    billDay: 1,
    zone: 'Australia/Melbourne',
    currency: 'AUD',
    openedOn: day('2026-01-01')
  }
  const opened = await kernel.get(AccountsService).open(details)
  if (!opened.ok) throw new Error(opened.detail)
  return opened.value.id
}

async function subscribed(as = nextNumber(), effective = '2026-02-01'): Promise<SubscriptionState> {
  const started = await subscriptions.subscribe(await account(), { as, plan: 'mobile-20', effective: day(effective) })
  if (!started.ok) throw new Error(started.detail)
  return started.value
}

function segments(state: SubscriptionState | undefined): string[] {
  return (state?.history.segments ?? []).map(each => `${each.from}..${each.until ?? ''} ${each.plan} ${each.state}`)
}

describe('a subscription', () => {
  it('is a dated history: plan, suspension, end, entered in any order', async () => {
    const {
      history: { id }
    } = await subscribed()
    await subscriptions.change(id, { kind: 'terminated', effective: day('2026-06-01') })
    await subscriptions.change(id, { kind: 'suspended', effective: day('2026-04-01') })
    await subscriptions.change(id, { kind: 'resumed', effective: day('2026-04-11') })
    await subscriptions.change(id, { kind: 'plan-changed', plan: 'mobile-40', effective: day('2026-03-16') })
    expect(segments(await subscriptions.find(id))).toEqual([
      '2026-02-01..2026-03-16 mobile-20 active',
      '2026-03-16..2026-04-01 mobile-40 active',
      '2026-04-01..2026-04-11 mobile-40 suspended',
      '2026-04-11..2026-06-01 mobile-40 active'
    ])
  })

  it('takes today in the zone of its account when no day is given', async () => {
    const started = await subscriptions.subscribe(await account(), { as: nextNumber(), plan: 'mobile-20' })
    expect(started.ok && started.value.history.started.toString()).toBe('2026-03-10')
  })

  it('corrects a fact by superseding it, and takes one back by withdrawing it', async () => {
    const {
      history: { id }
    } = await subscribed()
    const changed = await subscriptions.change(id, {
      kind: 'plan-changed',
      plan: 'mobile-40',
      effective: day('2026-03-16')
    })
    const mistaken = changed.ok ? (changed.value.facts.at(-1)?.id ?? '') : ''
    await subscriptions.change(id, {
      kind: 'plan-changed',
      plan: 'mobile-80',
      effective: day('2026-03-18'),
      supersedes: mistaken
    })
    const corrected = await subscriptions.find(id)
    expect(segments(corrected)).toEqual(['2026-02-01..2026-03-18 mobile-20 active', '2026-03-18.. mobile-80 active'])
    expect(corrected?.facts).toHaveLength(3)
    await subscriptions.withdraw(id, corrected?.facts.at(-1)?.id ?? '')
    expect(segments(await subscriptions.find(id))).toEqual([
      '2026-02-01..2026-03-16 mobile-20 active',
      '2026-03-16.. mobile-40 active'
    ])
  })

  it.each([
    ['before it began', { kind: 'suspended', effective: day('2026-01-15') }, 'before-start'],
    ['twice on a day', { kind: 'suspended', effective: day('2026-03-01') }, 'already-suspended'],
    ['twice', { kind: 'suspended', effective: day('2026-03-20') }, 'already-suspended'],
    ['after its end', { kind: 'plan-changed', plan: 'mobile-40', effective: day('2026-07-01') }, 'after-termination'],
    [
      'of an unknown fact',
      { kind: 'resumed', effective: day('2026-03-20'), supersedes: crypto.randomUUID() },
      'unknown-fact'
    ]
  ] as const)('refuses a change %s', async (_, change, reason) => {
    const {
      history: { id }
    } = await subscribed()
    await subscriptions.change(id, { kind: 'suspended', effective: day('2026-03-01') })
    await subscriptions.change(id, { kind: 'terminated', effective: day('2026-06-01') })
    expect(await subscriptions.change(id, change)).toMatchObject({ ok: false, reason })
    expect((await subscriptions.find(id))?.facts).toHaveLength(3)
  })

  it('needs an account that is there and open', async () => {
    const request = { as: nextNumber(), plan: 'mobile-20' }
    expect(await subscriptions.subscribe('A-999999', request)).toMatchObject({ reason: 'unknown-account' })
    const closed = await account()
    await kernel.get(AccountsService).close(closed)
    expect(await subscriptions.subscribe(closed, request)).toMatchObject({ reason: 'account-closed' })
    expect(await subscriptions.subscribe(await account(), { ...request, effective: day('2025-12-31') })).toMatchObject({
      reason: 'before-account-opened'
    })
    for (const charged of ['now', 'next-invoice'] as const) {
      expect(await subscriptions.change('nonsense', { kind: 'resumed', charged })).toMatchObject({
        reason: 'unknown-subscription'
      })
    }
  })
})

describe('an identity', () => {
  it('belongs to one subscription at a time, however it is spelled, and is free again after the end', async () => {
    const number = nextNumber()
    const first = await subscribed(number)
    const spaced = `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`
    const request = { as: spaced, plan: 'mobile-20', effective: day('2026-05-01') }
    const taken = await subscriptions.subscribe(await account(), request)
    expect(taken).toMatchObject({ ok: false, reason: 'identity-taken' })
    expect(!taken.ok && taken.detail).toContain(number)
    await subscriptions.change(first.history.id, { kind: 'terminated', effective: day('2026-05-01') })
    expect(await subscriptions.subscribe(await account(), request)).toMatchObject({ ok: true })
    const end = (await subscriptions.find(first.history.id))?.facts.at(-1)?.id ?? ''
    expect(await subscriptions.withdraw(first.history.id, end)).toMatchObject({ ok: false, reason: 'identity-taken' })
  })

  it('is given once when two ask for it at the same moment', async () => {
    const request = { as: nextNumber(), plan: 'mobile-20', effective: day('2026-02-01') }
    const both = await Promise.all([account(), account()].map(async id => subscriptions.subscribe(await id, request)))
    expect(both.map(each => each.ok).toSorted()).toEqual([false, true])
  })

  it('tells who answers for it under which plan on which days', async () => {
    const number = nextNumber()
    const {
      history: { id },
      account: { id: holder }
    } = await subscribed(number)
    await subscriptions.change(id, { kind: 'plan-changed', plan: 'mobile-40', effective: day('2026-03-16') })
    await subscriptions.change(id, { kind: 'terminated', effective: day('2026-06-01') })
    const all = await persistence.bulk('main', client => loadStretches(client, 'main'))
    const own = all.filter(each => each.identity === number)
    expect(own).toMatchObject([
      { account: holder, subscription: id, plan: 'mobile-20', zone: 'Australia/Melbourne' },
      { account: holder, subscription: id, plan: 'mobile-40' }
    ])
    expect(own.map(each => `${each.validFrom}..${each.validUntil}`)).toEqual([
      '2026-02-01..2026-03-16',
      '2026-03-16..2026-06-01'
    ])
  })

  it('is written anew alone, whatever else its account has', async () => {
    const holder = await account()
    const [one, other] = [nextNumber(), nextNumber()]
    const ids: string[] = []
    for (const as of [one, other]) {
      const started = await subscriptions.subscribe(holder, { as, plan: 'mobile-20', effective: day('2026-02-01') })
      ids.push(started.ok ? started.value.history.id : '')
    }
    const written = () =>
      persistence.bulk('main', async client => {
        const text =
          'select identity, xmin::text, state from identity_stretch where account = $1 order by 1, valid_from'
        return (await client.query<Record<string, string>>(text, [holder])).rows
      })
    const before = await written()
    await subscriptions.change(ids[0] ?? '', { kind: 'suspended', effective: day('2026-03-01') })
    const after = await written()
    expect(after.map(({ identity, state }) => `${identity} ${state}`)).toEqual([
      ...[`${one} active`, `${one} suspended`, `${other} active`]
    ])
    expect(after.at(-1)).toEqual(before.at(-1))
  })
})

describe('in bulk', () => {
  it('starts thousands with what happened to them since', async () => {
    const holders = await Promise.all([account(), account()])
    const many = Array.from({ length: 3_000 }, (_, index) => ({
      account: holders[index % 2] ?? '',
      as: nextNumber(),
      plan: 'mobile-20',
      effective: day('2026-02-01'),
      features: index === 7 ? ['voicemail'] : [],
      changes: index === 7 ? [{ kind: 'plan-changed' as const, plan: 'mobile-40', effective: day('2026-03-01') }] : []
    }))
    const ids = await persistence.bulk('main', client => kernel.get(SubscriptionsInBulk).subscribe(client, many))
    expect(new Set(ids).size).toBe(3_000)
    expect(segments(await subscriptions.find(ids[7] ?? ''))).toEqual([
      '2026-02-01..2026-03-01 mobile-20 active',
      '2026-03-01.. mobile-40 active'
    ])
    expect((await subscriptions.find(ids[7] ?? ''))?.history.features).toMatchObject([{ feature: 'voicemail' }])
    expect(await subscriptions.ofAccount(holders[0] ?? '')).toHaveLength(1_500)
  })
})

describe('a burst of sign-ups', () => {
  it('is worked off, however many ask for rules while they hold a connection', async () => {
    const busy = await testKernel()
    try {
      await publishRules(busy)
      const numbers = Array.from({ length: 40 }, (_, index) => `614000001${String(index).padStart(2, '0')}`)
      const made = await Promise.all(numbers.map(number => customer(busy, { identities: [number] })))
      expect(new Set(made.map(({ subscription }) => subscription)).size).toBe(40)
    } finally {
      await busy.close()
    }
  }, 60_000)
})
