// Kinds of suspension over HTTP: told, shown, refused, and kept when later rules do not name them.
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const plan = 'plan home "Home" { from 2025-01-01; rent 31.00 per month, prorated by day { at 3.10 while suspended } }\n'
const priced = plan.replace('{ at', '{ free while suspended because of holiday; at')
const rules = `${priced}forbid suspend because of holiday when plan is home and age < 5 days "You have only just begun"
forbid resume when suspension is debt "Pay first"
`
const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const { inside } = api
let next = 0

function publish(suspensions: string, text = rules) {
  api.clock.advance({ seconds: 1 })
  return publishRules(inside, sampleRules(text, suspensions))
}

/** A line since the new year. */
async function line() {
  const { account, subscription } = await customer(inside, { identities: [`614000500${10 + next++}`], plan: 'home' })
  const ask = (what: string, body: object = {}) => api.post(`/subscriptions/${subscription}/${what}`, body)
  const segments = async (): Promise<string[]> => {
    const { body } = await api.get(`/subscriptions/${subscription}`)
    const all = body.segments as readonly { from: string; state: string; suspension: string | null }[]
    return all.map(({ from, state, suspension }) => `${from} ${state} ${suspension}`)
  }
  return { account, ask, segments, subscription }
}

beforeAll(() => publish('suspensions holiday, debt'))
afterAll(() => api.close())

const BEGUN = '2026-01-01 active null'

describe('a suspension', () => {
  it('is of a kind, or of none; of another kind from a day on, and the fact says which', async () => {
    const { ask, segments, subscription } = await line()
    const told = await ask('suspend', { suspension: 'holiday', effective: '2026-03-10' })
    expect(told).toMatchObject({ status: 200, body: { state: 'suspended', suspension: 'holiday' } })
    expect(await ask('suspend', { suspension: 'debt', effective: '2026-03-15' })).toMatchObject({ status: 200 })
    expect(await segments()).toEqual([BEGUN, '2026-03-10 suspended holiday', '2026-03-15 suspended debt'])
    const { body } = await api.get(`/subscriptions/${subscription}`)
    expect(body.suspension).toBe('debt')
    expect(body.facts.at(-1)).toMatchObject({ kind: 'suspended', details: { suspension: 'debt' } })
    const other = await line()
    expect(await other.ask('suspend')).toMatchObject({ status: 200, body: { state: 'suspended', suspension: null } })
  })

  it('of a kind that holds already, or without one while it is of one, is told for nothing', async () => {
    const { ask } = await line()
    await ask('suspend', { suspension: 'debt', effective: '2026-03-10' })
    for (const body of [{ suspension: 'debt' }, {}])
      expect(await ask('suspend', body)).toMatchObject({
        status: 409,
        body: { reason: 'already-suspended', detail: expect.stringContaining('because of debt on') }
      })
  })

  it('is of the last kind that is told for its day, and keeps it on another account', async () => {
    const { ask, segments } = await line()
    const day = { effective: '2026-03-10' }
    await ask('suspend', { suspension: 'debt', ...day })
    expect(await ask('suspend', { suspension: 'holiday', ...day })).toMatchObject({ status: 200 })
    expect(await segments()).toEqual([BEGUN, '2026-03-10 suspended holiday'])
    for (const [what, body] of [
      ['resume', { effective: '2026-03-12' }],
      ['suspend', { effective: '2026-03-12' }]
    ] as const)
      expect(await ask(what, body)).toMatchObject({ status: 200 })
    expect(await segments()).toEqual([BEGUN, '2026-03-10 suspended holiday', '2026-03-12 suspended null'])
    await ask('suspend', { suspension: 'debt', effective: '2026-03-14' })
    const taker = await line()
    const moved = await ask('move', { to: taker.account, effective: '2026-03-16' })
    expect(moved).toMatchObject({
      status: 200,
      body: { account: taker.account, state: 'suspended', suspension: 'debt' }
    })
  })

  it('ahead waits, with its kind; it is taken back, and corrected to another', async () => {
    const { ask, segments, subscription } = await line()
    await ask('suspend', { suspension: 'holiday', effective: '2026-04-10' })
    const pending = await api.get(`/subscriptions/${subscription}/pending`)
    expect(pending.body).toMatchObject([{ effective: '2026-04-10', details: { suspension: 'holiday' } }])
    const [{ id }] = pending.body
    await ask('suspend', { suspension: 'debt', effective: '2026-04-12', supersedes: id })
    expect(await segments()).toEqual([BEGUN, '2026-04-12 suspended debt'])
    const [{ id: corrected }] = (await api.get(`/subscriptions/${subscription}/pending`)).body
    await ask(`facts/${corrected}/withdraw`)
    // the correction is taken back, and what it corrected stands again
    expect(await segments()).toEqual([BEGUN, '2026-04-10 suspended holiday'])
    await ask(`facts/${id}/withdraw`)
    expect(await segments()).toEqual([BEGUN])
  })

  it('is judged by rules of its kind, and a resumption by the kind that it ends', async () => {
    const { ask } = await line()
    const early = { effective: '2026-01-03' }
    expect(await ask('suspend', { suspension: 'holiday', ...early })).toMatchObject({
      status: 409,
      body: { reason: 'forbidden', detail: expect.stringContaining('only just begun') }
    })
    expect(await ask('suspend', { suspension: 'debt', ...early })).toMatchObject({ status: 200 })
    expect(await ask('resume')).toMatchObject({ status: 409, body: { reason: 'forbidden' } })
    await ask('suspend', { suspension: 'holiday', effective: '2026-03-12' })
    expect(await ask('resume')).toMatchObject({ status: 200, body: { state: 'active', suspension: null } })
  })
})

it.each([
  [{ suspension: 'dept' }, 422, 'did you mean debt? There are: holiday, debt.'],
  [{ suspension: 'Holiday' }, 422, 'no kind of suspension "Holiday"; did you mean holiday? There are: holiday, debt.'],
  [{ suspension: ' ' }, 400, 'suspension'],
  [{ suspension: 7 }, 400, 'suspension'],
  [{ suspension: null }, 400, 'suspension'],
  [{ suspension: 'x'.repeat(101) }, 400, 'suspension'],
  [{ suspension: ['debt'] }, 400, 'suspension'],
  [{ suspension: 'debt\u0000' }, 400, 'suspension'],
  [{ kind: 'debt' }, 400, 'kind']
])('%j is refused, and nothing is told', async (body, status, text) => {
  const { ask, segments } = await line()
  const refused = await ask('suspend', body)
  expect(refused.status).toBe(status)
  expect(JSON.stringify(refused.body).replaceAll('\\"', '"')).toContain(text)
  if (status === 422) expect(refused.body).toMatchObject({ reason: 'unknown-suspension' })
  expect(await segments()).toEqual([BEGUN])
})

it('a resumption and an end have no kind', async () => {
  const { ask } = await line()
  await ask('suspend', { suspension: 'debt' })
  for (const what of ['resume', 'terminate'])
    expect(await ask(what, { suspension: 'debt' })).toMatchObject({ status: 400 })
})

it('is billed by its kind', async () => {
  const { account, ask } = await line()
  await ask('suspend', { suspension: 'holiday', effective: '2026-03-02' })
  await ask('suspend', { suspension: 'debt', effective: '2026-03-12' })
  const { body } = await api.get(`/accounts/${account}/preview?on=2026-03-20`)
  const lines = body.invoice.lines as readonly { description: string; from: string; amount: string }[]
  const march = lines.filter(({ from }) => from.startsWith('2026-03'))
  expect(march.map(({ amount, from }) => `${from} ${amount}`)).toEqual(['2026-03-01 1.00', '2026-03-12 2.00'])
})

it('that goes to the retention desk waits there with its kind, and is told with it when the customer is let go', async () => {
  await publish(
    'suspensions holiday, debt',
    `${priced}forbid suspend because of holiday "Stay" { goes to retention }\n`
  )
  const { ask, segments, subscription } = await line()
  const { body } = await ask('suspend', { suspension: 'holiday' })
  const request = await api.get(`/retention/${body.retention}`)
  expect(request.body).toMatchObject({ action: 'suspend', target: 'holiday', status: 'open' })
  const again = await ask('suspend', { suspension: 'holiday' })
  expect(again.body.detail).toContain('"suspend because of holiday" was asked for')
  expect(await ask('suspend', { suspension: 'debt', effective: '2026-02-01' })).toMatchObject({ status: 200 })
  await api.post(`/retention/${body.retention}/let-go`, { by: 'Bea' })
  expect(await segments()).toEqual([BEGUN, '2026-02-01 suspended debt', '2026-03-20 suspended holiday'])
  expect((await api.get(`/retention?subscription=${subscription}`)).body).toMatchObject([{ status: 'let-go' }])
  await publish('suspensions holiday, debt')
})

it('a kind that later rules do not name stays where it was told, and is told no more', async () => {
  const { ask, segments } = await line()
  await ask('suspend', { suspension: 'holiday', effective: '2026-03-10' })
  await publish('suspensions debt', plan)
  expect(await segments()).toEqual([BEGUN, '2026-03-10 suspended holiday'])
  const other = await line()
  const refused = await other.ask('suspend', { suspension: 'holiday' })
  expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringContaining('there are: debt') } })
  await publish('', plan)
  expect((await other.ask('suspend', { suspension: 'debt' })).body.detail).toContain('name no kinds of suspension')
  expect(await ask('resume')).toMatchObject({ status: 200 })
  await publish('suspensions holiday, debt')
})
