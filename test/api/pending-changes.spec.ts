// A change of plan over HTTP: for when it is asked, what is pending, and what becomes of that.
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const rules = `plan small "Small" { from 2025-01-01; rent 31.00 per month, prorated by day }
plan big "Big" {
  from 2025-01-01
  rent 62.00 per month, prorated by day
  contract half "Half a year" { term 6 months; early exit 20.00 per month left }
  contract rolling "Rolling" { term 3 months; notice 30 days; renews for 3 months }
}
plan mid "Mid" { from 2025-01-01; rent 46.50 per month, prorated by day }
changes home {
  | from \\ to | small                | mid  | big  |
  | small      | -                    | free | free |
  | mid        | free                 | -    | free |
  | big        | 10.00, at next cycle | free | -    |
}
forbid change to mid "Not in May" { from 2026-05-01 until 2026-06-01 }
`
const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
let next = 0
/** On a plan since 1 March, billed on the first. */
async function on(plan: string) {
  const { account, subscription } = await customer(inside, { identities: [`614000300${10 + next++}`], plan })
  const change = (body: object) => api.post(`/subscriptions/${subscription}/plan`, body)
  const pending = async (): Promise<string[]> => {
    const { body } = await api.get(`/subscriptions/${subscription}/pending`)
    const facts = body as readonly { effective: string; kind: string; details: { plan?: string } }[]
    return facts.map(({ details, effective, kind }) => `${effective} ${details.plan ?? kind}`)
  }
  const newest = async (): Promise<string> => {
    const { body } = await api.get(`/subscriptions/${subscription}/pending`)
    return (body as readonly { id: string }[]).at(-1)?.id ?? ''
  }
  const withdraw = (fact: string) => api.post(`/subscriptions/${subscription}/facts/${fact}/withdraw`)
  return { account, subscription, change, pending, newest, withdraw }
}

beforeAll(() => publishRules(inside, sampleRules(rules)))
afterAll(() => api.close())

describe('a change of plan', () => {
  it('gives another number on a day, and takes no other time for it', async () => {
    const { subscription } = await on('small')
    const asked = { number: '0412 000 999', when: 'next-cycle' }
    const refused = await api.post(`/subscriptions/${subscription}/number`, asked)
    expect(refused).toMatchObject({ status: 400 })
    expect(JSON.stringify(refused.body)).toContain('when')
  })

  it('takes effect when it is asked for, and when the matrix says if nobody asks', async () => {
    for (const [from, body, expected] of [
      ['small', { plan: 'big' }, []],
      ['small', { plan: 'big', when: 'now' }, []],
      ['small', { plan: 'big', when: 'next-cycle' }, ['2026-04-01 big']],
      ['small', { plan: 'big', effective: '2026-04-16' }, ['2026-04-16 big']],
      ['big', { plan: 'small' }, ['2026-04-01 small']],
      ['big', { plan: 'small', effective: '2026-04-16' }, ['2026-04-16 small']]
    ] as const) {
      const { change, pending } = await on(from)
      expect(await change(body)).toMatchObject({ status: 200 })
      expect(await pending()).toEqual(expected)
    }
  })

  it('is refused where it would change nothing, unless it replaces what is pending', async () => {
    const { change, pending } = await on('small')
    const held = { status: 409, body: { reason: 'plan-held-already', errors: [{ field: 'plan' }] } }
    expect(await change({ plan: 'small' })).toMatchObject(held)
    expect(await change({ plan: 'big' })).toMatchObject({ status: 200 })
    const again = await change({ plan: 'big', charged: 'now' })
    expect(again).toMatchObject(held)
    expect(again.body.detail).toBe('It is on plan big on 2026-03-10 already: this would change nothing.')
    const late = await change({ plan: 'small', effective: '2026-03-05' })
    expect(late).toMatchObject({ status: 200, body: { plan: 'big' } })
    expect(await change({ plan: 'mid', effective: '2026-04-16' })).toMatchObject({ status: 200 })
    expect(await change({ plan: 'big', effective: '2026-04-15', pending: 'keep' })).toMatchObject(held)
    expect(await change({ plan: 'big', effective: '2026-04-15', pending: 'replace' })).toMatchObject({ status: 200 })
    expect(await pending()).toEqual([]) // what was pending is replaced by what it has
  })

  it('waits for the end of the contract', async () => {
    const { account, subscription, change, pending } = await on('big')
    const sign = { subscription, effective: '2026-03-05', fields: { contract: 'half' } }
    expect(await api.post(`/accounts/${account}/deeds/sign-contract`, sign)).toMatchObject({ status: 201 })
    await change({ plan: 'mid', when: 'end-of-term' })
    expect(await pending()).toEqual(['2026-09-05 mid'])
  })

  it.each([
    ['sooner than the matrix says', { plan: 'small', when: 'now' }, 409, 'big to small'],
    ['on a day before', { plan: 'small', effective: '2026-03-31' }, 409, 'at the next cycle, on 2026-04-01'],
    ['for the end of a term that there is not', { plan: 'mid', when: 'end-of-term' }, 422, 'nothing binds'],
    ['for a day and a time', { plan: 'mid', when: 'now', effective: '2026-04-01' }, 400, 'invalid'],
    ['on a day to come', { plan: 'mid', when: 'now', asked: '2026-03-11' }, 422, 'Today is 2026-03-10'],
    ['for a day on which a rule forbids it', { plan: 'mid', effective: '2026-05-02' }, 409, 'Not in May']
  ])('is refused %s', async (_, body, status, words) => {
    const { change, pending } = await on('big')
    const refused = await change(body)
    expect(refused.status).toBe(status)
    expect(JSON.stringify(refused.body)).toContain(words)
    expect(await pending()).toEqual([])
  })

  it('that was asked for before counts from then', async () => {
    const { change, subscription } = await on('big')
    api.clock.moveTo('2026-04-02T00:00:00Z')
    const told = await change({ plan: 'small', asked: '2026-03-30' })
    api.clock.moveTo('2026-03-10T00:00:00Z')
    expect(told.body.segments.at(-1)).toMatchObject({ from: '2026-04-01', plan: 'small' })
    expect((await api.get(`/subscriptions/${subscription}`)).body.facts.at(-1).details).toMatchObject({
      request: { asked: '2026-03-30', when: 'next-cycle' }
    })
  })
})

describe('a pending change', () => {
  it('is notice to a day to come too, and a contract that is to be signed, until they are withdrawn', async () => {
    const { account, subscription, pending, newest, withdraw } = await on('big')
    const deed = (name: string, effective: string, fields: object) =>
      api.post(`/accounts/${account}/deeds/${name}`, { subscription, effective, fields })
    await deed('sign-contract', '2026-03-05', { contract: 'rolling' })
    expect(await pending()).toEqual([])
    await deed('give-notice', '2026-03-10', { to: '2026-09-05' })
    expect(await pending()).toEqual(['2026-03-10 deed'])
    expect(await deed('sign-contract', '2026-09-05', { contract: 'half' })).toMatchObject({ status: 201 })
    expect(await pending()).toEqual(['2026-03-10 deed', '2026-09-05 deed'])
    expect(await withdraw(await newest())).toMatchObject({ status: 200 })
    expect(await pending()).toEqual(['2026-03-10 deed'])
  })

  it('is replaced when that is said, and never comes back', async () => {
    const { change, newest, pending, withdraw } = await on('small')
    await change({ plan: 'mid', when: 'next-cycle' })
    const asked = await change({ plan: 'big', when: 'next-cycle' })
    expect(asked).toMatchObject({ status: 409, body: { detail: expect.stringContaining('the change to mid on') } })
    await change({ plan: 'big', when: 'next-cycle', pending: 'replace' })
    expect(await pending()).toEqual(['2026-04-01 big'])
    await withdraw(await newest())
    expect(await pending()).toEqual([])
  })

  it('stays where it is when its replacement is refused', async () => {
    const { change, pending } = await on('small')
    await change({ plan: 'big', when: 'next-cycle' })
    expect(await change({ plan: 'mid', effective: '2026-05-02', pending: 'replace' })).toMatchObject({ status: 409 })
    expect(await pending()).toEqual(['2026-04-01 big'])
  })

  it('keeps its day when the bill day moves', async () => {
    const { account, change, pending } = await on('small')
    await change({ plan: 'big', when: 'next-cycle' })
    await api.post(`/accounts/${account}/bill-day`, { billDay: 15, effective: '2026-03-11' })
    expect(await pending()).toEqual(['2026-04-01 big'])
    await change({ plan: 'mid', when: 'next-cycle', pending: 'replace' })
    expect(await pending()).toEqual(['2026-03-15 mid'])
  })

  it('is withdrawn by one of two who ask at once, and is left in the history', async () => {
    const { change, newest, pending, subscription, withdraw } = await on('small')
    await change({ plan: 'big', when: 'next-cycle' })
    const fact = await newest()
    const both = await Promise.all([withdraw(fact), withdraw(fact)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await pending()).toEqual([])
    const { facts } = (await api.get(`/subscriptions/${subscription}`)).body
    expect((facts as { kind: string }[]).map(({ kind }) => kind)).toEqual(['subscribed', 'plan-changed', 'withdrawn'])
  })

  it('is an end, too: told with the time that was asked for', async () => {
    const { pending, subscription } = await on('small')
    await api.post(`/subscriptions/${subscription}/terminate`, { when: 'next-cycle' })
    expect(await pending()).toEqual(['2026-04-01 terminated'])
  })
})
