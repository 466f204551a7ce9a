// Versions of rules over HTTP, what a change would do to real bills, and why a charge is not there; each with bad input.
import { BillingRunService } from '@farthing/kernel'
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { dayComes, openApi } from './api.ts'

const api = await openApi({ now: '2026-03-20T00:00:00Z' })
const dearer = (text: string): string => text.replace('rent 40.00', 'rent 44.00')
const files = (change = (text: string): string => text): Record<string, string> =>
  Object.fromEntries([...sampleRules()].map(([path, text]) => [path, change(text)]))

beforeAll(async () => {
  const { inside } = api
  await publishRules(inside)
  await customer(inside, { identities: ['61400000001'] })
  api.clock.moveTo('2026-04-01T00:00:00Z')
  dayComes(api, '2026-04-01')
  const run = await api.post('/billing-runs', { billDate: '2026-04-01' })
  await api.app.get(BillingRunService).drain(run.body.id)
})
afterAll(() => api.close())

const fieldsOf = (body: { readonly errors?: readonly { readonly field: string }[] }): string[] =>
  (body.errors ?? []).map(({ field }) => field)

describe('impact over HTTP', () => {
  it('says what a change does to real bills, and writes nothing', async () => {
    const { status, body } = await api.post('/rules/impact', { files: files(dearer), gates: ['account +20%'] })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ok: true,
      range: { from: '2026-03-01', until: '2026-04-01' },
      compared: 1,
      // January to April, for nothing was billed before
      total: { before: '160.00', after: '176.00', change: '16.00' }
    })
    expect((await api.get('/rules')).body.publications).toHaveLength(1)
  })

  it('says which gate breaks', async () => {
    const { body } = await api.post('/rules/impact', { files: files(dearer), gates: ['account +5%'] })
    expect(body).toMatchObject({ ok: false, gates: [{ gate: 'account +5%', ok: false, broken: 1 }] })
  })

  it.each([
    [{}, 400, ['after']],
    [{ after: 'current', files: {} }, 400, ['after']],
    [{ after: 'current', from: '2026-13-01' }, 400, ['from']],
    [{ after: 'current', from: '2026-04-01', until: '2026-03-01' }, 400, ['until']],
    [{ after: 'current', gates: ['account +20%', 'account upwards'] }, 400, ['gates[1]']],
    [{ after: 'current', on: '2026-02-30' }, 400, ['on']],
    [{ after: 'current', top: 1.5 }, 400, ['top']],
    [{ after: 'current', tops: 1 }, 400, ['tops']],
    [{ after: 'abcdef' }, 404, ['after']],
    [{ after: 'current', before: 'abcdef' }, 404, ['before']]
  ])('refuses %j', async (asked, status, fields) => {
    const { status: answered, body } = await api.post('/rules/impact', asked)
    expect({ answered, fields: fieldsOf(body) }).toEqual({ answered: status, fields })
  })

  it('refuses rules that are wrong with their places', async () => {
    const { status, body } = await api.post('/rules/impact', {
      files: files(text => text.replace('rent 40.00', 'rent'))
    })
    expect(status).toBe(422)
    expect(fieldsOf(body)[0]).toMatch(/plans\.farthing/)
  })
})

describe('versions over HTTP', () => {
  it('are listed, shown, compared and restored', async () => {
    const first = (await api.get('/rules/current')).body.version
    const published = await api.post('/rules', {
      ...{ files: files(dearer), author: 'Ann', message: 'dearer', from: '2026-05-01' }
    })
    expect(published).toMatchObject({ status: 201, body: { issuedBills: 0 } })
    const { body } = await api.get(`/rules/${published.body.version}/changes?since=${first}`)
    expect(body.changes).toMatchObject([{ kind: 'changed', name: 'plan mobile-40 > rent', numbers: 'up' }])
    const restored = await api.post(`/rules/${first}/restore`, { author: 'Ann', message: 'back', from: '2026-06-01' })
    expect(restored).toMatchObject({ status: 201, body: { version: first, from: '2026-06-01' } })
    const { publications } = (await api.get('/rules')).body
    const days = publications.map(({ from, replaced, until }: Record<string, unknown>) => [from, until, replaced])
    expect(days).toEqual([
      [null, '2026-05-01', false],
      ['2026-05-01', '2026-06-01', false],
      ['2026-06-01', null, false]
    ])
    expect((await api.get('/rules')).body.publications).toHaveLength(3)
  })

  it('are refused that drop a plan which subscriptions hold, unless that is meant', async () => {
    const without = files(text => text.replace('plan mobile-40 ', 'plan mobile-44 '))
    const asked = { files: without, author: 'Ann', message: 'renamed', from: '2026-09-01' }
    const refused = await api.post('/rules', asked)
    expect(refused).toMatchObject({
      status: 409,
      body: {
        reason: 'drops-held-plans',
        errors: [
          { field: 'files', message: 'no plan mobile-40 in AUD, or not for as long, which one subscription holds' }
        ]
      }
    })
    expect(await api.post('/rules', { ...asked, dropsHeldPlans: true })).toMatchObject({ status: 201 })
  })

  it('are refused in words that a sender of JSON knows', async () => {
    const { body } = await api.post('/rules', { files: [], author: 'Ann', message: 'list' })
    expect(body.detail).toBe('files: give an object that has the text of each file by its path')
    const wrong = await api.post('/rules', {
      files: files(text => text.replace('rent 40.00', 'rent')),
      author: 'A',
      message: 'm'
    })
    expect(wrong.body.detail).toBe('These rules do not compile: each error says where.')
  })

  it.each([
    ['/rules/abcdef', 404, []],
    ['/rules/abcdef/changes?since=current', 404, []],
    ['/rules/current/changes?since=abcdef', 404, ['since']],
    ['/rules/current/changes', 400, ['since']],
    ['/rules/current/changes?since=current&most=1', 400, ['most']]
  ])('refuses %s', async (path, status, fields) => {
    const { status: answered, body } = await api.get(path)
    expect({ answered, fields: fieldsOf(body) }).toEqual({ answered: status, fields })
  })

  it.each([
    ['abcdef', { author: 'Ann', message: 'back' }, 404, []],
    ['current', { author: 'Ann' }, 400, ['message']],
    ['current', { author: '', message: 'back' }, 400, ['author']],
    ['current', { author: 'Ann', message: 'back', from: 'tomorrow' }, 400, ['from']]
  ])('refuses to restore %s with %j', async (version, asked, status, fields) => {
    const { status: answered, body } = await api.post(`/rules/${version}/restore`, asked)
    expect({ answered, fields: fieldsOf(body) }).toEqual({ answered: status, fields })
  })
})

describe('why a charge is not there, over HTTP', () => {
  it('names each statement and its condition', async () => {
    const { body } = await api.get('/accounts/A-000001/why-not?charge=rent&on=2026-04-01')
    expect(body.verdicts[0]).toMatchObject({ charges: true, rule: { rule: 'plan mobile-40 > rent' } })
    expect(body.verdicts.slice(1).map(({ charges }: { charges: boolean }) => charges)).not.toContain(true)
  })

  it.each([
    ['A-999999/why-not?charge=rent', 404, []],
    ['A-000001/why-not', 400, ['charge']],
    ['A-000001/why-not?charge=', 400, ['charge']],
    ['A-000001/why-not?charge=rnet', 422, ['charge']],
    ['A-000001/why-not?charge=rent&on=2026-02-30', 400, ['on']],
    ['A-000001/why-not?charge=rent&until=2026-02-28', 400, ['until']]
  ])('refuses %s', async (path, status, fields) => {
    const { status: answered, body } = await api.get(`/accounts/${path}`)
    expect({ answered, fields: fieldsOf(body) }).toEqual({ answered: status, fields })
  })
})
