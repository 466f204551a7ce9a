// Plans and features that grant a pocket in each cycle: what is there when, what is used first, and what is told later.
import { coastal } from './coastal.ts'
import { allPlugins, play, rulesOf } from './play.ts'

const rules = `${coastal}
unit points

tariff sms-standard for sms {
  one zone shop
  rates {
    | price        |
    | 0.20 per sms |
  }
}
plan bonus "Bonus" {
  tariff voice-standard, sms-standard
  pay hybrid
  grant 10.00 each cycle
}
plan big-bonus "Big Bonus" {
  tariff voice-standard, sms-standard
  pay hybrid
  grant 15.00 each cycle
}
plan texts "Texts" {
  tariff voice-standard, sms-standard
  pay hybrid
  grant 10 sms each cycle for sms, roll over 1 cycle
}
plan family "Family" {
  tariff voice-standard, sms-standard
  pay hybrid
  grant 10 sms each cycle, share with account
}
plan lasting "Lasting" {
  tariff voice-standard
  grant 50 points each cycle, expires after 40 days, priority 5
}
plan bare "Bare" {
  tariff voice-standard, sms-standard
  pay hybrid
}
feature more "More" {
  grant 5.00 each cycle
}
`
const on = (day: string, deed: string, more: object = {}): object => ({ on: day, do: deed, ...more })
const subscribe = (plan: string, day = '2026-03-10', more: object = {}): object =>
  on(day, 'subscribe', { plan, ...more })
const until = (day: string): object => on(day, 'advance')
const sms = (at: string, count: number, more: object = {}) => ({
  at,
  do: 'use',
  service: 'sms',
  quantity: `${count} sms`,
  ...more
})
const told = (...facts: object[]) => play({ rules, billDay: 1, facts })
type Life = Awaited<ReturnType<typeof told>>
/** '10.00 AUD until 2026-04-01': of pockets in which something is left. */
const held = ({ balances }: Life) =>
  balances.pockets
    .filter(({ balance }) => Number(balance) !== 0)
    .map(({ balance, unit, until: end }) => `${Number(balance)} ${unit} until ${end}`)
const books = ({ balances }: Life) =>
  Object.fromEntries(Object.entries(balances.ledger).filter(([name]) => /^(issued|breakage|used|revenue)/.test(name)))

describe('a plan that grants a pocket', () => {
  it('fills one at once for what is left of the cycle, whole, and one with each cycle', async () => {
    expect(held(await told(subscribe('bonus')))).toEqual(['10 AUD until 2026-04-01'])
    const life = await told(subscribe('bonus'), until('2026-05-02'))
    expect(held(life)).toEqual(['10 AUD until 2026-06-01'])
    expect(life.balances.pockets.map(({ reason }) => reason)).toEqual([
      'Bonus, 2026-03-01..2026-03-31',
      'Bonus, 2026-04-01..2026-04-30',
      'Bonus, 2026-05-01..2026-05-31'
    ])
    expect(books(life)).toEqual({ 'issued:AUD': '30.00', 'breakage:AUD': '-20.00' })
  })

  it('rolls over what is left, and uses it first', async () => {
    const facts = [subscribe('texts'), sms('2026-03-20T10:00', 4), until('2026-04-01'), sms('2026-04-02T10:00', 7)]
    const life = await told(...facts)
    expect(held(life)).toEqual(['9 message until 2026-06-01'])
    expect(life.invoices).toEqual([])
    const later = await told(...facts, until('2026-06-01'))
    expect(held(later)).toEqual(['10 message until 2026-07-01', '10 message until 2026-08-01'])
    expect(books(later)).toEqual({
      'issued:message': '40 message',
      'used:message': '-11 message',
      'breakage:message': '-9 message'
    })
  })

  it('lasts for a life of its own, in a unit of the rules', async () => {
    const life = await told(subscribe('lasting'), until('2026-04-10'))
    expect(held(life)).toEqual(['50 points until 2026-04-19', '50 points until 2026-05-11'])
    expect(life.balances.pockets[0]).toMatchObject({ priority: 5, services: null })
  })

  it('pays for its subscription alone, unless it is shared', async () => {
    const two = (plan: string) => [
      subscribe(plan, '2026-03-10', { as: 'anna' }),
      subscribe('bare', '2026-03-10', { as: 'bert' }),
      sms('2026-03-11T10:00', 3, { from: 'bert' })
    ]
    const own = await told(...two('texts'))
    expect(held(own)).toEqual(['10 message until 2026-05-01'])
    expect(own.balances.pockets[0]).toMatchObject({ subscription: 'anna', services: ['sms'] })
    expect(held(await told(...two('family')))).toEqual(['7 message until 2026-04-01'])
  })

  it('grants each plan once in a cycle, however often it comes back', async () => {
    const change = (day: string, plan: string) => on(day, 'change', { plan })
    const facts = [
      subscribe('bonus'),
      change('2026-03-15', 'big-bonus'),
      change('2026-03-20', 'bonus'),
      change('2026-03-25', 'big-bonus')
    ]
    expect(held(await told(...facts))).toEqual(['10 AUD until 2026-04-01', '15 AUD until 2026-04-01'])
    expect(held(await told(...facts, until('2026-04-01')))).toEqual(['15 AUD until 2026-05-01'])
  })

  it('grants nothing in a cycle of which it is suspended on every day', async () => {
    const suspended = [subscribe('bonus'), on('2026-03-20', 'suspend'), on('2026-05-10', 'resume')]
    expect(held(await told(...suspended.slice(0, 2), until('2026-04-15')))).toEqual([])
    const life = await told(...suspended)
    expect(held(life)).toEqual(['10 AUD until 2026-06-01'])
    expect(books(life)).toMatchObject({ 'issued:AUD': '20.00' })
  })

  it('is granted by a feature while it is on', async () => {
    const feature = (day: string, state: 'on' | 'off') => on(day, 'feature', { feature: 'more', state })
    const life = await told(
      subscribe('bare'),
      feature('2026-03-12', 'on'),
      until('2026-04-01'),
      feature('2026-04-20', 'off'),
      until('2026-05-01')
    )
    expect(held(life)).toEqual([])
    expect(books(life)).toEqual({ 'issued:AUD': '10.00', 'breakage:AUD': '-10.00' })
  })
})

describe('what is told later of a plan that grants', () => {
  it('is granted as far as it would still be of use', async () => {
    const life = await told(subscribe('texts', '2026-01-10', { known: '2026-04-05' }))
    expect(held(life)).toEqual(['10 message until 2026-05-01', '10 message until 2026-06-01'])
    expect(books(life)).toEqual({ 'issued:message': '20 message' })
  })

  it('takes back what is left of a cycle that was never had', async () => {
    const used = [subscribe('texts'), until('2026-04-01'), sms('2026-04-02T10:00', 13)]
    const ended = await told(...used, on('2026-03-31', 'terminate', { known: '2026-04-10' }))
    expect(held(ended)).toEqual([])
    expect(books(ended)).toEqual({ 'issued:message': '13 message', 'used:message': '-13 message' })
  })

  it('leaves what the customer holds otherwise alone', async () => {
    const topUp = on('2026-03-12', 'top-up', { amount: '20.00' })
    const life = await told(
      subscribe('bonus'),
      topUp,
      sms('2026-03-13T10:00', 40),
      on('2026-03-10', 'change', { plan: 'bare', known: '2026-03-15' })
    )
    expect(held(life)).toEqual(['20 AUD until null'])
    expect(books(life)).toMatchObject({ 'issued:AUD': '8.00' })
  })

  it('is what the rules of its day say', async () => {
    const dearer = (text: string) => text.replace('grant 10.00 each cycle', 'grant 12.00 each cycle')
    const facts = [subscribe('bonus'), on('2026-03-20', 'publish', { rules: 'dearer' }), until('2026-04-01')]
    const life = await play({ rules, billDay: 1, ruleSets: { dearer }, facts })
    expect(held(life)).toEqual(['12 AUD until 2026-05-01'])
    expect(books(life)).toEqual({ 'issued:AUD': '22.00', 'breakage:AUD': '-10.00' })
  })

  it('goes on by the bill day to which the account is moved', async () => {
    const life = await told(subscribe('bonus'), on('2026-03-12', 'move-bill-day', { billDay: 20 }), until('2026-04-25'))
    expect(life.balances.pockets.map(({ reason, until: end }) => `${reason}, until ${end}`)).toEqual([
      'Bonus, 2026-03-01..2026-03-31, until 2026-04-01',
      'Bonus, 2026-03-12..2026-03-19, until 2026-03-20',
      'Bonus, 2026-03-20..2026-04-19, until 2026-04-20',
      'Bonus, 2026-04-20..2026-05-19, until 2026-05-20'
    ])
  })

  it('goes with its subscription to another account, which grants the next cycle', async () => {
    const move = (more: object) => on('2026-03-16', 'move', more)
    const giver = await told(
      subscribe('texts', '2026-03-10', { as: 'anna' }),
      move({ to: 'other' }),
      until('2026-04-01')
    )
    expect(held(giver)).toEqual([])
    expect(books(giver)).toEqual({ 'issued:message': '10 message' })
    const taker = [subscribe('texts', '2026-03-10', { as: 'anna', account: 'other' }), move({ from: 'other' })]
    expect(held(await told(...taker, until('2026-03-31')))).toEqual([])
    expect(held(await told(...taker, until('2026-04-01')))).toEqual(['10 message until 2026-06-01'])
  })

  it('is not more for the telling, however often it is looked at', async () => {
    const life = await told(subscribe('bonus'), on('2026-03-12', 'change', { plan: 'big-bonus' }), until('2026-03-30'))
    expect(life.balances.pockets).toHaveLength(2)
  })
})

describe('rules that grant', () => {
  it('are refused for a service that is counted otherwise', async () => {
    const registry = await allPlugins()
    const wrong = coastal + 'plan wrong "Wrong" {\n  tariff voice-standard\n  grant 10 sms each cycle for voice\n}\n'
    expect(() => rulesOf(wrong, registry)).toThrow('R0638')
  })
})
