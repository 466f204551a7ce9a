import { demoAccounts } from './demo-accounts.ts'
import { DEMO_SEED } from './demo-month.ts'
import { SUBSCRIBER_HEADER, subscriberLines } from './subscriber-lines.ts'

const accounts = demoAccounts(DEMO_SEED)
const lines = [...subscriberLines(accounts)].map(line => line.split(','))

describe('the list of subscribers', () => {
  it('has a line for each plan that a subscription was on', () => {
    const subscriptions = accounts.flatMap(account => account.subscriptions)
    expect(lines).toHaveLength(subscriptions.length + subscriptions.filter(each => each.change).length)
    expect(lines.every(fields => fields.length === SUBSCRIBER_HEADER.split(',').length)).toBe(true)
  })

  it('hands a number over on the day of its change, and closes it at its end', () => {
    for (const { identity, plan, change, terminated, started } of accounts.flatMap(account => account.subscriptions)) {
      const own = lines.filter(([number]) => number === identity)
      expect(own[0]?.slice(3, 5)).toEqual([plan, started.toString()])
      expect(own.at(-1)?.[5]).toBe(terminated?.toString() ?? '')
      if (change) expect([own[0]?.[5], own[1]?.[3]]).toEqual([change.on.toString(), change.plan])
    }
  })
})
