import { accountHistory } from './build-history.ts'
import type { Fact } from './fact.ts'
import { called, heldOn, labelOn } from './held-identities.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const base = (id: string, on: string, known = on) => {
  return { id, effective: day(on), known: Temporal.Instant.from(`${known}T00:00Z`), supersedes: null }
}
const opened: Fact = {
  ...{ ...base('f0', '2026-01-01'), kind: 'account-opened', billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' }
}
const subscribed: Fact = {
  ...{
    ...base('f1', '2026-01-10'),
    kind: 'subscribed',
    subscription: 's',
    as: '0400',
    plan: 'small',
    identities: ['61400']
  }
}
const ended = (on: string): Fact => ({ ...base('f9', on), kind: 'terminated', subscription: 's' })
const dropped = (facts: readonly Fact[]) =>
  accountHistory('a', facts)?.dropped.map(({ fact, reason }) => `${fact.id} ${reason}`)

describe('another number', () => {
  const renumbered = (id: string, on: string, from: string, to: string, known = on): Fact => {
    return { ...base(id, on, known), kind: 'renumbered', subscription: 's', from, to, as: to }
  }
  const numbers = (facts: readonly Fact[]) =>
    accountHistory('a', facts)?.subscriptions[0]?.identities.map(
      ({ from, identity, until }) => `${identity} ${from}..${until ?? ''}`
    )
  const facts = [opened, subscribed]

  it('takes the place of the old one from its day on, until the end of the subscription', () => {
    const told = [
      ...facts,
      renumbered('f2', '2026-02-01', '61400', '61500'),
      renumbered('f3', '2026-03-01', '61500', '61600'),
      ended('2026-04-01')
    ]
    expect(numbers(told)).toEqual([
      '61400 2026-01-10..2026-02-01',
      '61500 2026-02-01..2026-03-01',
      '61600 2026-03-01..2026-04-01'
    ])
    const [subscription] = accountHistory('a', told)?.subscriptions ?? []
    if (subscription === undefined) throw new Error('there is a subscription')
    const named = (on: string) => `${labelOn(subscription, day(on))} ${heldOn(subscription, day(on)).join()}`
    expect(['2026-01-01', '2026-02-01', '2026-03-01', '2027-01-01'].map(named)).toEqual([
      '0400 61400',
      '61500 61500',
      '61600 61600',
      '61600 61600'
    ])
  })

  it('is the one that was known last, where two were told for one day', () => {
    const told = [
      ...facts,
      renumbered('f2', '2026-02-01', '61400', '61500'),
      renumbered('f3', '2026-02-01', '61400', '61600', '2026-02-02')
    ]
    expect(numbers(told)).toEqual(['61400 2026-01-10..2026-02-01', '61600 2026-02-01..'])
    expect(dropped(told)).toEqual(['f2 overtaken-same-day'])
  })

  it('cannot take the place of one that is not held, nor be one that is', () => {
    const told = [
      ...facts,
      renumbered('f2', '2026-02-01', '61999', '61500'),
      renumbered('f3', '2026-02-02', '61400', '61400'),
      renumbered('f4', '2026-01-01', '61400', '61500')
    ]
    expect(dropped(told)).toEqual(['f4 before-start', 'f2 number-not-held', 'f3 number-held-already'])
    expect(numbers(told)).toEqual(['61400 2026-01-10..'])
  })
})

describe('a subscription in a sentence', () => {
  it('is called by what people know it by, and not by an id that nobody gave', () => {
    expect(called('+61400000001')).toBe("'+61400000001'")
    expect(called('01a220ff-67a7-7000-9a94-d5616edb90ce')).toBe('the subscription')
  })
})
