import fc from 'fast-check'
import { accountHistory } from './build-history.ts'
import { dirtyFrom } from './dirty-from.ts'
import type { Fact } from './fact.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const at = (text: string) => Temporal.Instant.from(`${text}T00:00Z`)

const base = (id: string, on: string, known = on) => ({ id, effective: day(on), known: at(known), supersedes: null })
const opened = (on: string, billDay = 1): Fact => {
  return { ...base('f0', on), kind: 'account-opened', billDay, zone: 'Australia/Melbourne', currency: 'AUD' }
}
const subscribed = (id: string, on: string, plan: string, known = on): Fact => {
  return { ...base(id, on, known), kind: 'subscribed', subscription: 's', as: '0400', plan, identities: ['61400'] }
}
const changed = (id: string, on: string, plan: string, known = on): Fact => {
  return { ...base(id, on, known), kind: 'plan-changed', subscription: 's', plan }
}
const state = (id: string, on: string, kind: 'suspended' | 'resumed' | 'terminated', known = on): Fact => {
  return { ...base(id, on, known), kind, subscription: 's' }
}

function segments(facts: readonly Fact[]): string[] {
  const [subscription] = accountHistory('a', facts)?.subscriptions ?? []
  return (subscription?.segments ?? []).map(
    ({ from, until, plan, state }) => `${from}..${until ?? ''} ${plan} ${state}`
  )
}

const dropped = (facts: readonly Fact[]) =>
  accountHistory('a', facts)?.dropped.map(({ fact, reason }) => `${fact.id} ${reason}`)

describe('accountHistory', () => {
  it('cuts a subscription where plan or state change, and ends it before the day of its termination', () => {
    const facts = [
      opened('2026-01-01'),
      subscribed('f1', '2026-01-10', 'small'),
      changed('f2', '2026-02-01', 'large'),
      state('f3', '2026-02-10', 'suspended'),
      state('f4', '2026-02-20', 'resumed'),
      state('f5', '2026-03-01', 'terminated')
    ]
    expect(segments(facts)).toEqual([
      '2026-01-10..2026-02-01 small active',
      '2026-02-01..2026-02-10 large active',
      '2026-02-10..2026-02-20 large suspended',
      '2026-02-20..2026-03-01 large active'
    ])
  })

  it('lets the last known of two changes on one day hold, and reports the other', () => {
    const facts = [
      opened('2026-01-01'),
      subscribed('f1', '2026-01-10', 'small'),
      changed('f2', '2026-02-01', 'large', '2026-02-03'),
      changed('f3', '2026-02-01', 'huge', '2026-02-02')
    ]
    expect(segments(facts)).toEqual(['2026-01-10..2026-02-01 small active', '2026-02-01.. large active'])
    expect(dropped(facts)).toEqual(['f3 overtaken-same-day'])
  })

  it('begins with the plan changed to on the day of subscription', () => {
    expect(
      segments([
        opened('2026-01-01'),
        changed('f2', '2026-01-10', 'large'),
        subscribed('f1', '2026-01-10', 'small', '2026-02-01')
      ])
    ).toEqual(['2026-01-10.. large active'])
  })

  it('stays active until it is suspended, when it was resumed on the day of subscription', () => {
    const facts = [
      opened('2026-01-01'),
      subscribed('f1', '2026-01-10', 'small'),
      state('f2', '2026-01-10', 'resumed'),
      state('f3', '2026-02-01', 'suspended')
    ]
    expect(segments(facts)).toEqual(['2026-01-10..2026-02-01 small active', '2026-02-01.. small suspended'])
    expect(dropped(facts)).toEqual(['f2 not-suspended'])
    expect(segments([...facts, state('f4', '2026-01-10', 'suspended', '2026-01-11')])).toEqual([
      '2026-01-10.. small suspended'
    ])
  })

  it('takes a state that is told twice on one day for told once, whatever comes between', () => {
    const before = [opened('2026-01-01'), subscribed('f1', '2026-01-10', 'small')]
    const told = (...kinds: ('suspended' | 'resumed')[]) =>
      kinds.map((kind, index) => state(`s${index}`, '2026-02-01', kind, `2026-02-0${index + 1}`))
    const suspended = ['2026-01-10..2026-02-01 small active', '2026-02-01.. small suspended']
    const twice = [...before, ...told('suspended', 'suspended', 'suspended')]
    expect([segments(twice), dropped(twice)]).toEqual([suspended, ['s1 already-suspended', 's2 already-suspended']])
    const between = [...before, ...told('suspended', 'resumed', 'suspended')]
    expect([segments(between), dropped(between)]).toEqual([
      suspended,
      ['s0 overtaken-same-day', 's1 overtaken-same-day']
    ])
    const back = [state('s', '2026-01-20', 'suspended'), ...told('resumed', 'resumed')]
    expect(dropped([...before, ...back])).toEqual(['s1 not-suspended'])
  })

  it('takes a change to the plan that is held for none, in whatever order it was told', () => {
    const before = [opened('2026-01-01'), subscribed('f1', '2026-01-10', 'small')]
    const facts = [...before, changed('f2', '2026-02-01', 'large'), changed('f3', '2026-02-10', 'large')]
    expect(segments(facts)).toEqual(['2026-01-10..2026-02-01 small active', '2026-02-01.. large active'])
    expect(dropped(facts)).toEqual(['f3 plan-held-already'])
    const back = [...before, changed('f2', '2026-02-01', 'large'), changed('f3', '2026-02-01', 'small')]
    expect(segments(back)).toEqual(['2026-01-10.. small active'])
    expect(dropped(back)).toEqual(['f2 overtaken-same-day', 'f3 plan-held-already'])
    const between = [...facts, changed('f4', '2026-02-05', 'small')]
    expect(dropped(between)).toEqual([])
  })

  it('tells when features were on, and which turns changed nothing', () => {
    const turned = (id: string, on: string, kind: 'feature-on' | 'feature-off', feature = 'voicemail'): Fact => {
      return { ...base(id, on), kind, subscription: 's', feature }
    }
    const facts = [
      opened('2026-01-01'),
      subscribed('f1', '2026-01-10', 'small'),
      turned('f2', '2026-01-10', 'feature-on'),
      turned('f3', '2026-01-12', 'feature-on'),
      turned('f4', '2026-01-15', 'feature-off'),
      turned('f5', '2026-01-16', 'feature-off'),
      turned('f6', '2026-01-20', 'feature-off'),
      turned('f7', '2026-01-20', 'feature-on'),
      turned('fb', '2026-01-20', 'feature-on'),
      turned('f8', '2026-01-18', 'feature-on', 'roaming'),
      turned('f9', '2026-02-05', 'feature-off'),
      state('fa', '2026-02-01', 'terminated')
    ]
    const [subscription] = accountHistory('a', facts)?.subscriptions ?? []
    expect(subscription?.features.map(({ feature, from, until }) => `${feature} ${from}..${until}`)).toEqual([
      'voicemail 2026-01-10..2026-01-15',
      'voicemail 2026-01-20..2026-02-01',
      'roaming 2026-01-18..2026-02-01'
    ])
    expect(dropped(facts)?.toSorted()).toEqual([
      'f3 feature-already-on',
      'f5 feature-not-on',
      'f6 overtaken-same-day',
      'f9 after-termination',
      'fb feature-already-on'
    ])
  })

  it('reports what cannot be, instead of throwing', () => {
    const other: Fact = { ...base('f9', '2026-02-01'), kind: 'plan-changed', subscription: 'nobody', plan: 'large' }
    const facts = [
      opened('2026-01-01'),
      subscribed('f1', '2026-01-10', 'small'),
      changed('f2', '2026-01-05', 'large'),
      state('f3', '2026-01-20', 'resumed'),
      state('f4', '2026-02-01', 'terminated'),
      changed('f5', '2026-02-02', 'large'),
      state('f6', '2026-03-01', 'terminated'),
      other
    ]
    expect(segments(facts)).toEqual(['2026-01-10..2026-02-01 small active'])
    expect(dropped(facts)?.toSorted()).toEqual([
      'f2 before-start',
      'f3 not-suspended',
      'f5 after-termination',
      'f6 after-termination',
      'f9 unknown-subscription'
    ])
  })

  it('is empty for an account that nothing opened', () => {
    expect(accountHistory('a', [subscribed('f1', '2026-01-10', 'small')])).toBeNull()
  })

  it('moves the bill day from the day it was asked for', () => {
    const moved: Fact = { ...base('f1', '2026-03-10'), kind: 'bill-day-changed', billDay: 31 }
    const days = accountHistory('a', [opened('2026-01-01', 15), moved])?.billDays
    expect(days?.map(({ from, billDay }) => `${from} ${billDay}`)).toEqual(['2026-01-01 15', '2026-03-10 31'])
  })

  it('knows a bill day that only came with the parent of the account', () => {
    const moved = { ...base('f1', '2026-03-10'), kind: 'bill-day-changed' as const, billDay: 31, follows: 'e1' }
    const back = { ...base('f2', '2026-04-10'), kind: 'bill-day-changed' as const, billDay: 15 }
    const days = accountHistory('a', [opened('2026-01-01', 15), moved, back])?.billDays
    expect(days?.map(({ follows }) => follows)).toEqual([undefined, true, undefined])
  })
})

describe('corrections', () => {
  const facts = [opened('2026-01-01'), subscribed('f1', '2026-01-10', 'small'), changed('f2', '2026-02-01', 'large')]
  const corrected: Fact = { ...changed('f3', '2026-02-05', 'large', '2026-03-01'), supersedes: 'f2' }
  const withdrawn: Fact = { ...base('f4', '2026-02-05', '2026-04-01'), kind: 'withdrawn', supersedes: 'f3' }

  it('put a fact in the place of another', () => {
    expect(segments([...facts, corrected])).toEqual([
      '2026-01-10..2026-02-05 small active',
      '2026-02-05.. large active'
    ])
    expect(dropped([...facts, corrected])).toEqual(['f2 superseded'])
  })

  it('are taken back by withdrawing them', () => {
    expect(segments([...facts, corrected, withdrawn])).toEqual(segments(facts))
  })

  it('stay replaced when they are corrected in their turn', () => {
    const again: Fact = { ...changed('f5', '2026-02-09', 'large', '2026-03-02'), supersedes: 'f3' }
    expect(segments([...facts, corrected, again])[0]).toBe('2026-01-10..2026-02-09 small active')
  })

  it('do not count before they are known', () => {
    expect(accountHistory('a', [...facts, corrected], at('2026-02-20'))).toEqual(accountHistory('a', facts))
  })

  it('dirty the account from the earliest day that they touch', () => {
    expect(dirtyFrom([...facts, corrected, withdrawn], at('2026-03-15'))?.toString()).toBe('2026-02-01')
    expect(dirtyFrom([...facts, corrected], at('2026-03-15'))).toBeNull()
  })
})

it('does not depend on the order in which facts come', () => {
  const facts = [
    opened('2026-01-01'),
    subscribed('f1', '2026-01-10', 'small'),
    changed('f2', '2026-02-01', 'large'),
    state('f3', '2026-02-10', 'suspended'),
    state('f4', '2026-02-20', 'resumed'),
    changed('f5', '2026-02-20', 'huge'),
    state('f6', '2026-05-01', 'terminated')
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), shuffled => {
      expect(accountHistory('a', shuffled)).toEqual(accountHistory('a', facts))
    })
  )
})
