// Pockets over HTTP: granted, topped up, debited, passed on, and refused.
import { customer, publishRules } from '@farthing/testing'
import { openApi } from './api.ts'

const api = await openApi()
const { inside } = api
let path = ''
let other = ''
afterAll(() => api.close())
beforeAll(async () => {
  await publishRules(inside)
  path = `/accounts/${(await customer(inside, { identities: ['61400000001'] })).number}`
  other = (await customer(inside, { identities: ['61400000002'] })).number
})

describe('pockets over HTTP', () => {
  it('open by grants of any unit and by payments', async () => {
    const points = { amount: '30', unit: 'points', reason: 'welcome', expiresAt: '2026-04-01T00:00:00Z' }
    expect(await api.post(`${path}/pockets`, points)).toMatchObject({
      status: 201,
      body: {
        number: 1,
        unit: 'points',
        balance: '30',
        reserved: '0',
        priority: 100,
        expiresAt: '2026-04-01T00:00:00Z'
      }
    })
    expect(await api.post(`${path}/pockets`, { amount: '1.5', unit: 'min', reason: 'welcome' })).toMatchObject({
      body: { unit: 'second', balance: '90.000', expiresAt: null }
    })
    const topUp = { amount: '20.00', method: 'card', reference: 'R1' }
    expect(await api.post(`${path}/top-ups`, topUp)).toMatchObject({
      status: 201,
      body: { payment: 'PAY-000001', pocket: { number: 3, unit: 'AUD', balance: '20.000000' } }
    })
  })

  it('are debited exactly, once for a key', async () => {
    const film = { amount: '4.99', unit: 'AUD', reason: 'film', category: 'content' }
    const first = await api.post(`${path}/pocket-debits`, film, 'film-1')
    expect(first).toMatchObject({ status: 201, body: { pieces: [{ number: 3, amount: '4.990000' }] } })
    const again = await api.post(`${path}/pocket-debits`, film, 'film-1')
    expect(again).toMatchObject({ replayed: true, body: first.body })
    expect(await api.post(`${path}/pocket-debits`, { ...film, amount: '15.02' })).toMatchObject({
      status: 409,
      body: { reason: 'insufficient-balance', errors: [{ field: 'amount' }] }
    })
    const { body } = await api.get(`${path}/pockets`)
    expect(body.map(({ balance }: { balance: string }) => balance)).toEqual(['30', '90.000', '15.010000'])
  })

  it('pass an amount on, and tell what they held before', async () => {
    api.clock.advance({ hours: 1 })
    const gift = { to: other, amount: '10', unit: 'points', reason: 'a gift' }
    expect(await api.post(`${path}/pocket-transfers`, gift)).toMatchObject({
      status: 201,
      body: { number: 1, balance: '10', reason: 'a gift', expiresAt: '2026-04-01T00:00:00Z' }
    })
    expect((await api.get(`${path}/pockets?at=2026-03-10T00:30:00Z`)).body[0]).toMatchObject({ balance: '30' })
    expect((await api.get(`${path}/pockets`)).body[0]).toMatchObject({ balance: '20' })
    expect((await api.get('/ledger/balances?kind=issued')).body).toEqual([
      { ledgerAccount: 'issued:points', unit: 'points/0', amount: '30' },
      { ledgerAccount: 'issued:second', unit: 'second', amount: '90.000' }
    ])
  })

  it('are shared by groups, whose members come and go', async () => {
    const made = await api.post('/pocket-groups', { name: 'Family', owner: path.split('/')[2] })
    expect(made).toMatchObject({ status: 201, body: { number: 'G-000001', members: [] } })
    const group = made.body.number
    const pot = { amount: '2', unit: 'sms', reason: 'pot', group }
    expect(await api.post(`${path}/pockets`, pot)).toMatchObject({ status: 201, body: { group, subscription: null } })
    expect(await api.post(`/accounts/${other}/pockets`, pot)).toMatchObject({
      status: 422,
      body: { reason: 'unknown-group' }
    })
    const joined = await api.post(`/pocket-groups/${group}/members`, { account: other, from: '2026-03-01' })
    expect(joined).toMatchObject({
      status: 201,
      body: { members: [{ account: other, from: '2026-03-01', until: null }] }
    })
    const again = await api.post(`/pocket-groups/${group}/members`, { account: other })
    expect(again).toMatchObject({ status: 409, body: { reason: 'already-member', errors: [{ field: 'from' }] } })
    const debit = { amount: '1', unit: 'sms', reason: 'hello' }
    expect(await api.post(`/accounts/${other}/pocket-debits`, debit)).toMatchObject({ status: 201 })
    const end = `/pocket-groups/${group}/members/${joined.body.members[0].id}/end`
    expect(await api.post(end, { until: '2026-03-10' })).toMatchObject({ status: 200 })
    expect(await api.post(`/accounts/${other}/pocket-debits`, debit)).toMatchObject({ status: 409 })
    expect((await api.get(`/pocket-groups?account=${other}`)).body).toEqual([
      (await api.get(`/pocket-groups/${group}`)).body
    ])
    expect(await api.get('/pocket-groups/G-999999')).toMatchObject({ status: 404, body: { reason: 'unknown-group' } })
  })

  it('take the name of a group where only one has it, and say the number where they cannot', async () => {
    const [, , owner] = path.split('/')
    const { body: pals } = await api.post('/pocket-groups', { name: 'Pals', owner })
    expect((await api.get('/pocket-groups/Pals')).body).toEqual(pals)
    const pot = { amount: '2', unit: 'sms', reason: 'pot', group: 'Pals' }
    expect(await api.post(`${path}/pockets`, pot)).toMatchObject({ status: 201, body: { group: pals.number } })
    const paid = { amount: '5.00', method: 'card', group: 'Pals' }
    expect(await api.post(`${path}/top-ups`, paid)).toMatchObject({ body: { pocket: { group: pals.number } } })
    const joined = await api.post('/pocket-groups/Pals/members', { account: other, from: '2026-03-01' })
    expect(joined).toMatchObject({ status: 201, body: { number: pals.number } })
    const detailOf = async (url: string, body: object) => (await api.post(url, body)).body.detail
    expect(await detailOf(`/accounts/${other}/pockets`, pot)).toBe(
      `Account ${other} owns no group Pals. ${pals.number} (Pals) is of account ${owner}: its pockets are filled there.`
    )
    expect(await detailOf(`${path}/pockets`, { ...pot, group: 'Pal' })).toBe(
      `Account ${owner} owns no group Pal. It owns: G-000001 (Family), ${pals.number} (Pals).`
    )
    const { body: theirs } = await api.post('/pocket-groups', { name: 'Pals', owner: other })
    expect(await api.post(`${path}/pockets`, pot)).toMatchObject({ status: 201 })
    expect(await api.get('/pocket-groups/Pals')).toMatchObject({
      status: 404,
      body: {
        detail: `Several groups are called Pals: say which by its number, ${pals.number} (Pals), ${theirs.number} (Pals).`
      }
    })
  })

  it.each([
    ['pockets', { amount: '1', unit: 'furlongs', reason: 'x' }, 422, 'unknown-unit'],
    ['pockets', { amount: '0.5', unit: 'points', reason: 'x' }, 422, 'amount-too-fine'],
    ['pockets', { amount: '1000000000.01', unit: 'AUD', reason: 'x' }, 422, 'amount-too-large'],
    ['pocket-debits', { amount: '999999999999999', unit: 'GB', reason: 'x' }, 422, 'amount-too-large'],
    ['pockets/9/end', { reason: 'x' }, 404, 'unknown-pocket'],
    ['top-ups', { amount: '1000000000.01', method: 'card' }, 422, 'amount-too-large'],
    ['pockets', { amount: '0', unit: 'AUD', reason: 'x' }, 400, 'invalid-request'],
    ['pockets', { amount: '1', unit: 'AUD', reason: 'x', expiresAt: '2026-03-01T00:00:00Z' }, 422, 'already-expired'],
    ['pockets', { amount: '1', unit: 'AUD', reason: 'x', expiresAt: 'soon' }, 400, 'invalid-request'],
    ['top-ups', { amount: '-1', method: 'card' }, 400, 'invalid-request'],
    ['top-ups', { amount: '1.005', method: 'card' }, 422, 'amount-too-fine'],
    ['pocket-transfers', { to: 'A-999999', amount: '1', unit: 'AUD', reason: 'x' }, 404, 'unknown-account']
  ])('refuse %s %j', async (what, body, status, reason) => {
    expect(await api.post(`${path}/${what}`, body)).toMatchObject({ status, body: { reason } })
  })

  it('end by hand, with the reason in the books', async () => {
    const { body: pot } = await api.post(`${path}/pockets`, { amount: '7', unit: 'sms', reason: 'by mistake' })
    expect(await api.post(`${path}/pockets/${pot.number}/end`, { reason: 'granted twice' })).toMatchObject({
      status: 200,
      body: { number: pot.number, balance: '0', expiresAt: '2026-03-10T01:00:00Z' }
    })
    const numbers = (await api.get(`${path}/pockets`)).body.map(({ number }: { number: number }) => number)
    expect(numbers).not.toContain(pot.number)
    expect((await api.get('/ledger/balances?kind=breakage')).body).toMatchObject([
      { ledgerAccount: 'breakage:message', amount: '-7' }
    ])
  })

  it('know no account that is not there', async () => {
    expect(await api.get('/accounts/A-999999/pockets')).toMatchObject({ status: 404 })
  })
})
