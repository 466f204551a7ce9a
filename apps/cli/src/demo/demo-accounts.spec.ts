import { demoAccounts } from './demo-accounts.ts'
import { DEMO_FROM, DEMO_SEED, DEMO_UNTIL } from './demo-month.ts'
import { demoPlan } from './demo-plans.ts'

const { compare } = Temporal.PlainDate
const accounts = demoAccounts(DEMO_SEED)
const subscriptions = accounts.flatMap(account => account.subscriptions)

describe('the demo accounts', () => {
  it('are two thousand over all 31 bill days, each with its own mail address', () => {
    expect(accounts).toHaveLength(2000)
    expect(new Set(accounts.map(account => account.billDay)).size).toBe(31)
    expect(new Set(accounts.map(account => account.person.email)).size).toBe(2000)
  })

  it('are the same for the same seed and others for another', () => {
    expect(JSON.stringify(demoAccounts(DEMO_SEED))).toBe(JSON.stringify(accounts))
    expect(JSON.stringify(demoAccounts(DEMO_SEED + 1))).not.toBe(JSON.stringify(accounts))
    expect(demoAccounts(DEMO_SEED, 10)).toEqual(accounts.slice(0, 10))
  })

  it('hold every number once', () => {
    expect(new Set(subscriptions.map(each => each.identity)).size).toBe(subscriptions.length)
    expect(subscriptions.every(each => /^(614915\d{5}|6135550\d{4}|AVC\d{9}|IP\d{9})$/.test(each.identity))).toBe(true)
    expect(subscriptions.find(each => each.identity === '61491500000')?.label).toBe('0491 500 000')
    expect(subscriptions.find(each => each.identity === '61355500000')?.label).toBe('(03) 5550 0000')
  })

  it('start, change, rest and end within the month', () => {
    for (const { started, change, suspended, resumed, terminated } of subscriptions) {
      expect(compare(started, DEMO_FROM) >= 0 && compare(started, DEMO_UNTIL) < 0).toBe(true)
      for (const day of [change?.on, suspended, terminated]) {
        if (day) expect(compare(day, started) > 0 && compare(day, DEMO_UNTIL) < 0).toBe(true)
      }
      if (resumed) expect(suspended !== null && compare(resumed, suspended) > 0).toBe(true)
    }
    expect(subscriptions.filter(each => each.change).length).toBeGreaterThan(50)
    expect(subscriptions.filter(each => each.suspended).length).toBeGreaterThan(30)
    expect(subscriptions.filter(each => each.resumed).length).toBeGreaterThan(10)
    expect(subscriptions.filter(each => each.terminated).length).toBeGreaterThan(30)
  })

  it('take every plan, and change to another of the same kind', () => {
    expect(new Set(subscriptions.map(each => each.plan)).size).toBe(12)
    for (const { plan, kind, change } of subscriptions) {
      expect(demoPlan(plan).kind).toBe(kind)
      if (change) expect([demoPlan(change.plan).kind, change.plan === plan]).toEqual([kind, false])
    }
  })
})
