// Vouchers over HTTP: made with their codes shown once, redeemed once for a key, and refused.
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

const api = await openApi()
const { inside } = api
let path = ''
afterAll(() => api.close())
beforeAll(async () => {
  await publishRules(inside, sampleRules('discount loyal "Loyalty" 10% off, of rent\n'))
  path = `/accounts/${(await customer(inside, { identities: ['61400000001'] })).number}/vouchers`
})

const loyal = { deed: 'grant-discount', fields: { discount: 'loyal' } }
const terms = { count: 3, name: 'Spring', amount: '1.5', unit: 'GB', lifetimeDays: 30 }

describe('vouchers over HTTP', () => {
  it('show their codes in the first answer alone', async () => {
    const made = await api.post('/voucher-batches', terms, 'spring')
    expect(made).toMatchObject({
      status: 201,
      body: { batch: { number: 1, name: 'Spring', amount: '1500000000', unit: 'byte', uses: { used: 0, left: 3 } } }
    })
    expect(made.body.codes.map(({ serial }: { serial: number }) => serial)).toEqual([1, 2, 3])
    expect(made.body.codes[0].code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await api.post('/voucher-batches', terms, 'spring')).toEqual({
      status: 201,
      replayed: true,
      body: { batch: made.body.batch }
    })
  })

  it('are redeemed once for a key, listed and blocked', async () => {
    const { batch, codes } = (await api.post('/voucher-batches', terms)).body
    const first = await api.post(path, { code: codes[0].code }, 'mine')
    expect(first).toMatchObject({ status: 201, body: { voucher: '2-1', pocket: { balance: '1500000000', number: 1 } } })
    expect(await api.post(path, { code: codes[0].code }, 'mine')).toEqual({ ...first, replayed: true })
    expect(await api.post('/voucher-blocks', { batch: 2, serial: 3, reason: 'lost' })).toMatchObject({
      status: 201,
      body: { uses: { used: 1, left: 1, expired: 0, blocked: 1 } }
    })
    expect((await api.get('/voucher-batches?limit=1')).body).toMatchObject([{ number: batch.number }])
    expect((await api.get('/voucher-batches?before=2')).body).toMatchObject([{ number: 1 }])
    expect((await api.get('/voucher-batches/2')).body).toMatchObject({ uses: { used: 1 }, blocked: null })
    expect((await api.get('/voucher-batches/2/vouchers?after=2')).body).toEqual([
      { serial: 3, usesLeft: 1, blocked: 'lost', uses: [] }
    ])
    expect(await api.post(path, { code: codes[2].code })).toMatchObject({
      status: 409,
      body: { reason: 'voucher-blocked' }
    })
    expect(await api.post(path, { code: codes[0].code })).toMatchObject({
      status: 409,
      body: { reason: 'already-redeemed' }
    })
    expect(await api.post('/voucher-blocks', { code: codes[1].code, reason: 'lost' })).toMatchObject({ status: 201 })
  })

  it.each([
    ['/voucher-batches', { ...terms, count: 0 }, 400, 'count'],
    ['/voucher-batches', { ...terms, count: 10_001 }, 400, 'count'],
    ['/voucher-batches', { ...terms, amount: '0' }, 400, 'amount'],
    ['/voucher-batches', { ...terms, unit: 'furlongs' }, 422, 'unit'],
    ['/voucher-batches', { ...terms, validUntil: '2026-03-01T00:00:00Z' }, 422, 'validUntil'],
    ['/voucher-batches', { count: 1, name: 'x' }, 400, 'amount'],
    ['/voucher-batches', { count: 1, name: 'x', amount: '1' }, 400, 'unit'],
    ['/voucher-batches', { ...terms, gives: loyal }, 400, 'amount'],
    ['/voucher-batches', { count: 1, name: 'x', gives: { deed: 'luck' } }, 422, 'gives'],
    ['/voucher-batches', { count: 1, name: 'x', gives: { ...loyal, fields: {} } }, 422, 'gives'],
    ['/voucher-batches', { ...terms, unit: 'EUR' }, 422, 'unit'],
    ['/voucher-batches', { count: 1, name: 'x', gives: { ...loyal, fields: { discount: 'loyall' } } }, 422, 'gives'],
    ['/voucher-batches', { count: 1, name: 'x', gives: { deed: 'buy', fields: { item: 'caviar' } } }, 422, 'gives'],
    ['/voucher-blocks', { batch: 77, reason: 'x' }, 422, 'batch'],
    ['/voucher-blocks', { reason: 'x' }, 400, 'batch'],
    ['/voucher-blocks', { code: 'ABCD-EFGH-JKLM-NPQR', batch: 1, reason: 'x' }, 400, 'code'],
    ['/voucher-blocks', { code: 'ABCD-EFGH-JKLM-NPQR' }, 400, 'reason'],
    ['/accounts/A-000001/vouchers', { code: 'K7QM' }, 422, 'code'],
    ['/accounts/A-000001/vouchers', { code: '0000-0000-0000-0000' }, 422, 'code']
  ])('are refused: %s %j', async (url, body, status, field) => {
    expect(await api.post(url, body)).toMatchObject({ status, body: { errors: [{ field }] } })
  })

  it('do a deed in place of filling a pocket', async () => {
    const { batch, codes } = (
      await api.post('/voucher-batches', { count: 2, name: 'Autumn', gives: loyal, usesPerAccount: 2 })
    ).body
    expect(batch).toMatchObject({ amount: null, unit: null, gives: loyal, uses: { left: 2 } })
    expect(await api.post(path, { code: codes[0].code }, 'loyal')).toMatchObject({
      status: 201,
      body: { pocket: null, fact: { kind: 'deed', subscription: null, details: loyal } }
    })
    expect(await api.post(path, { code: codes[1].code })).toMatchObject({
      status: 409,
      body: { reason: 'forbidden', errors: [{ field: 'code' }] }
    })
    expect((await api.get(`/voucher-batches/${batch.number}`)).body).toMatchObject({ uses: { used: 1, left: 1 } })
  })

  it('are looked at no more after wrong tries', async () => {
    const wrong = { code: '0000-0000-0000-0000' }
    const statuses: number[] = []
    for (let times = 0; times < 5; times++) statuses.push((await api.post(path, wrong)).status)
    expect(statuses).toEqual([422, 422, 422, 422, 429])
    expect(await api.get('/voucher-batches/77')).toMatchObject({ status: 404 })
  })
})
