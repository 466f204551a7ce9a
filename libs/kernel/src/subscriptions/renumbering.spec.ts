import { pendingChanges } from '@farthing/billing-core'
import { billOn, customer, publishRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { Persistence } from '../persistence/index.ts'
import { loadStretches, RenumberingService, SubscriptionsService } from './index.ts'

jest.setTimeout(60_000)

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const numbers = kernel.get(RenumberingService)
await publishRules(kernel)
afterAll(() => kernel.close())

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

async function holders(identity: string): Promise<string[]> {
  const stretches = await kernel.get(Persistence).bulk('main', client => loadStretches(client, 'main', [identity]))
  return stretches.map(each => `${each.subscription} ${each.validFrom}..${each.validUntil ?? ''}`)
}

describe('another number', () => {
  it('is read however it is spelled, and the old one may be given away from that day on', async () => {
    const anna = await customer(kernel, { identities: ['+61412000001'] })
    const changed = await numbers.renumber(anna.subscription, { number: '0412 000 002', effective: day('2026-04-01') })
    if (!changed.ok) throw new Error(changed.detail)
    const bert = await customer(kernel, { identities: ['+61412000001'], from: '2026-04-01' })
    expect(await holders('+61412000001')).toEqual([
      `${anna.subscription} 2026-01-01..2026-04-01`,
      `${bert.subscription} 2026-04-01..`
    ])
    expect(await holders('+61412000002')).toEqual([`${anna.subscription} 2026-04-01..`])
  })

  it('that somebody has is refused with who has it; so is taking a change back when the number is given away', async () => {
    const anna = await customer(kernel, { identities: ['+61412000011'] })
    const bert = await customer(kernel, { identities: ['+61412000012'] })
    const taken = await numbers.renumber(bert.subscription, { number: '+61412000011', effective: day('2026-03-01') })
    const detail = `+61412000011 belongs to subscription +61412000011 of account ${anna.number} from 2026-01-01. Renumber or end that one first, or choose a later day.`
    expect(taken).toEqual({ ok: false, reason: 'identity-taken', detail })
    const moved = await numbers.renumber(anna.subscription, { number: '+61412000013', effective: day('2026-03-01') })
    const given = await numbers.renumber(bert.subscription, { number: '+61412000011', effective: day('2026-03-01') })
    expect([moved.ok, given.ok]).toEqual([true, true])
    const fact = moved.ok ? (moved.value.facts.at(-1)?.id ?? '') : ''
    expect(await kernel.get(SubscriptionsService).withdraw(anna.subscription, fact)).toMatchObject({
      reason: 'identity-taken'
    })
  })

  it('goes to one of two who ask for it at the same moment, and the other is told to whom', async () => {
    const both = await Promise.all(
      ['+61412000021', '+61412000022'].map(each => customer(kernel, { identities: [each] }))
    )
    const asked = await Promise.all(
      both.map(({ subscription }) => numbers.renumber(subscription, { number: '+61412000023' }))
    )
    expect(asked.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    const winner = both[asked.findIndex(({ ok }) => ok)]
    const loser = asked.find(({ ok }) => !ok)
    expect(loser?.ok === false && loser.detail).toContain(`of account ${winner?.number} from 2026-03-10`)
  })

  it('takes the place of one that is there: of several it says which', async () => {
    const { subscription } = await customer(kernel, { identities: ['+61412000031', '+61412000032'] })
    const change = { number: '+61412000033' }
    expect(await numbers.renumber(subscription, change)).toMatchObject({
      reason: 'number-not-held',
      detail: 'It has several: say in `instead` which one +61412000033 takes the place of: +61412000031, +61412000032.'
    })
    expect(await numbers.renumber(subscription, { ...change, instead: '+61412000039' })).toMatchObject({
      reason: 'number-not-held'
    })
    expect(await numbers.renumber(subscription, { ...change, instead: '+61412000032' })).toMatchObject({ ok: true })
    expect(await numbers.renumber(subscription, { number: '+61412000031', instead: '+61412000033' })).toMatchObject({
      reason: 'number-held-already'
    })
  })
})

describe('a change of the number that stands', () => {
  it('is not lost by what is told or taken back before it: that is refused, and names it', async () => {
    const { subscription } = await customer(kernel, { identities: ['+61412000051'] })
    const told = async (number: string, on: string) => {
      const done = await numbers.renumber(subscription, { number, effective: day(on) })
      if (!done.ok) throw new Error(done.detail)
      return done.value.facts.at(-1)?.id ?? ''
    }
    const first = await told('+61412000052', '2026-03-01')
    const second = await told('+61412000053', '2026-04-01')
    const late = await numbers.renumber(subscription, { number: '+61412000059', effective: day('2026-03-15') })
    const detail = `This makes impossible what stands: +61412000053 in the place of +61412000052 on 2026-04-01 (fact ${second}), for then it does not have +61412000052 on 2026-04-01, but +61412000059. Take that back first, or tell it anew after this.`
    expect(late).toEqual({ ok: false, reason: 'breaks-later', detail })
    const subscriptions = kernel.get(SubscriptionsService)
    expect(await subscriptions.withdraw(subscription, first)).toMatchObject({ reason: 'breaks-later' })
    expect(await holders('+61412000053')).toEqual([`${subscription} 2026-04-01..`])
    expect([
      (await subscriptions.withdraw(subscription, second)).ok,
      (await subscriptions.withdraw(subscription, first)).ok
    ]).toEqual([true, true])
    expect(await holders('+61412000051')).toEqual([`${subscription} 2026-01-01..`])
  })

  it('is pending until its day, and no end or change of plan stands in its way', async () => {
    const { subscription } = await customer(kernel, { identities: ['+61412000061'] })
    await numbers.renumber(subscription, { number: '+61412000062', effective: day('2026-04-01') })
    const subscriptions = kernel.get(SubscriptionsService)
    const state = await subscriptions.find(subscription)
    const pending = pendingChanges(state?.facts ?? [], {
      account: state?.account.id ?? '',
      subscription,
      today: day('2026-03-10')
    })
    expect(pending).toMatchObject([{ kind: 'renumbered', to: '+61412000062' }])
    expect(
      await subscriptions.change(subscription, { kind: 'terminated', effective: day('2026-03-20') })
    ).toMatchObject({
      ok: true
    })
  })
})

describe('an invoice', () => {
  it('calls a subscription what it was called on its day, whatever it is called later', async () => {
    const { number, subscription } = await customer(kernel, { identities: ['0412 000 041'] })
    await numbers.renumber(subscription, { number: '0412 000 042', effective: day('2026-04-15') })
    const labels = async (on: string) =>
      (await billOn(kernel, number, on))?.lines.flatMap(({ type, label }) => (type === 'rent' ? [label] : []))
    expect(new Set(await labels('2026-04-01'))).toEqual(new Set(['0412 000 041']))
    expect(new Set(await labels('2026-05-01'))).toEqual(new Set(['0412 000 042']))
  })
})
