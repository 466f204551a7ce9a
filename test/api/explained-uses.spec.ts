// What one event got on its bill, and why other rules had no part in it, over HTTP: before the bill and after it.
import { BillingRunService } from '@farthing/kernel'
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { dayComes, openApi } from './api.ts'

const plan = `plan talk "Talk" {
  from 2025-01-01
  tariff calls
  include 5 min of voice to national
  offer "Evenings" {
    on weekdays 20:00..24:00
    voice is 50% off
  }
}
`
const header = 'id,service,subscriber,to,started_at,quantity,unit'
const call = (id: string, at: string, minutes: number, from = '0400000001'): string =>
  `${id},voice,${from},0399990000,2026-${at},${minutes * 60},s`

const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const explained = async (event: string, what: string) => (await api.get(`/usage/${event}/${what}`)).body

async function imported(lines: readonly string[]): Promise<unknown> {
  const name = `${lines[0]?.split(',')[0]}.csv`
  const file = await api.app.inject({
    method: 'POST',
    url: `/usage/imports?format=csv&name=${name}`,
    headers: { 'idempotency-key': name, 'content-type': 'text/csv' },
    payload: `${[header, ...lines].join('\n')}\n`
  })
  return file.json()
}

/** The id of the invoice. */
async function billed(billDate: string): Promise<string> {
  dayComes(api, billDate)
  const run = await api.post('/billing-runs', { billDate })
  expect(run.status).toBe(202)
  await api.app.get(BillingRunService).drain(run.body.id)
  return (await api.get(`/invoices?run=${run.body.id}`)).body.invoices[0].id
}

beforeAll(async () => {
  const { inside } = api
  await publishRules(inside, sampleRules(plan))
  await customer(inside, { identities: ['61400000001'], plan: 'talk' })
  const calls = [
    call('1', '03-02 10:00:00', 4),
    call('2', '03-02 21:00:00', 3),
    call('3', '03-03 10:00:00', 1, '0499999999')
  ]
  expect(await imported(calls)).toMatchObject({ rated: 2, quarantined: 1 })
})
afterAll(() => api.close())

const SECOND = {
  plan: 'talk',
  covered: 60_000,
  amount: '0.315000',
  shares: [
    { kind: 'allowance', rule: { file: 'plans.farthing' }, ticks: 60_000, text: '1 min of the 1 min left' },
    { kind: 'offer', ticks: 0, amount: '-0.315000', text: '50% off' }
  ]
}

describe('an explained use', () => {
  it('says before the bill what it would get by now', async () => {
    expect(await explained('csv:2', 'explanation')).toMatchObject({
      usage: { event: 'csv:2', amount: '0.750000' },
      explanation: { amount: '0.750000' },
      bill: { ...SECOND, invoice: null },
      parked: null
    })
  })

  it('names the rules that had no part, at most so many of a kind', async () => {
    const { verdicts, more } = await explained('csv:1', 'why-not?limit=2')
    expect(more).toEqual({ rate: 3 })
    expect(verdicts).toMatchObject([
      { kind: 'rate', applied: true, condition: 'peak: 0 s at 0.25 per minute' },
      {
        kind: 'rate',
        applied: false,
        condition: 'Monday 2026-03-02 10:00 is peak (weekdays 08:00..20:00), not offpeak (otherwise)'
      },
      { kind: 'allowance', applied: true, condition: 'it covered 4 min' },
      {
        kind: 'offer',
        rule: { rule: 'plan talk > offer "Evenings"' },
        applied: false,
        condition: 'it holds weekdays 20:00..24:00, and the use began on Monday 2026-03-02 at 10:00:00'
      }
    ])
  })

  it('says after the bill what the invoice gave it, and the line says the same', async () => {
    api.clock.moveTo('2026-04-01T00:00:00Z')
    const invoice = await billed('2026-04-01')
    expect((await explained('csv:2', 'explanation')).bill).toMatchObject({ ...SECOND, invoice: { id: invoice } })
    const { body: line } = await api.get(`/invoices/${invoice}/lines/1`)
    expect(line.events).toMatchObject([
      { event: 'csv:1', amount: '0.000000', shares: [{ kind: 'allowance', ticks: 240_000 }] },
      { event: 'csv:2', amount: '0.315000', shares: SECOND.shares }
    ])
  })

  it('is on the invoice that brought it, whatever is billed later', async () => {
    const [brought] = (await api.get('/invoices?limit=10')).body.invoices
    api.clock.moveTo('2026-05-01T00:00:00Z')
    expect(await imported([call('4', '04-10 10:00:00', 20)])).toMatchObject({ rated: 1 })
    const next = await billed('2026-05-01')
    expect(next).not.toBe(brought.id)
    for (const event of ['csv:1', 'csv:2'])
      expect((await explained(event, 'explanation')).bill).toMatchObject({
        invoice: { id: brought.id },
        corrects: null
      })
    expect((await explained('csv:2', 'why-not')).bill).toMatchObject({ invoice: { id: brought.id } })
  })

  it('is on the invoice that corrected it, of which it says which one that corrects', async () => {
    const [brought] = (await api.get('/invoices?limit=10')).body.invoices
    api.clock.moveTo('2026-05-02T00:00:00Z')
    const generous = plan.replace('5 min of voice', '6 min of voice')
    await publishRules(api.inside, sampleRules(generous))
    api.clock.moveTo('2026-06-01T00:00:00Z')
    const correcting = await billed('2026-06-01')
    api.clock.moveTo('2026-07-01T00:00:00Z')
    expect(await imported([call('5', '06-10 10:00:00', 20)])).toMatchObject({ rated: 1 })
    await billed('2026-07-01')
    expect((await explained('csv:2', 'explanation')).bill).toMatchObject({
      invoice: { id: correcting, billDate: '2026-06-01' },
      corrects: { id: brought.id, billDate: '2026-04-01' },
      covered: 120_000,
      amount: '0.255000'
    })
    expect((await explained('csv:1', 'explanation')).bill).toMatchObject({
      invoice: { id: brought.id },
      corrects: null
    })
  })

  it.each([
    ['/usage/csv:99/explanation', 404, 'unknown-usage', []],
    ['/usage/csv:99/why-not', 404, 'unknown-usage', []],
    ['/usage/csv:3/explanation', 404, 'quarantined', []],
    ['/usage/csv:3/why-not', 404, 'quarantined', []],
    ['/usage/csv:1/why-not?limit=0', 400, 'invalid-request', ['limit']],
    ['/usage/csv:1/why-not?limit=many', 400, 'invalid-request', ['limit']],
    ['/usage/csv:1/why-not?charge=rent', 400, 'invalid-request', ['charge']]
  ])('%s answers with a problem', async (path, status, reason, fields) => {
    const answer = await api.get(path)
    expect(answer).toMatchObject({ status, body: { status, reason } })
    expect((answer.body.errors ?? []).map(({ field }: { field: string }) => field)).toEqual(fields)
  })
})
