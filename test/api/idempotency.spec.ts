import { sql, Persistence } from '@farthing/kernel'
import { openApi } from './api.ts'

const api = await openApi()
const persistence = api.app.get(Persistence)
afterAll(() => api.close())

const anna = { name: 'Anna Smith', billDay: 31, zone: 'Australia/Melbourne', currency: 'AUD' }
const count = async (): Promise<unknown> =>
  (await persistence.read('main', tx => sql(tx, 'select count(*)::int as n from account')))[0]

describe('Idempotency-Key', () => {
  it('is required on every write and on no read', async () => {
    const refused = await api.post('/accounts', anna, null)
    expect(refused).toMatchObject({
      status: 400,
      body: { reason: 'idempotency-key-required', errors: [{ field: 'Idempotency-Key' }] }
    })
    expect(await api.post('/accounts', anna, 'x'.repeat(256))).toMatchObject({ status: 400 })
    expect(await api.get('/accounts')).toMatchObject({ status: 200, body: { accounts: [] } })
  })

  it('gives the same request the stored answer and another one a refusal', async () => {
    const first = await api.post('/accounts', anna, 'key-1')
    const again = await api.post('/accounts', anna, 'key-1')
    expect(first).toMatchObject({ status: 201, replayed: false })
    expect(again).toEqual({ ...first, replayed: true })
    expect(await api.post('/accounts', { ...anna, name: 'Bob' }, 'key-1')).toMatchObject({
      status: 422,
      body: { reason: 'idempotency-key-reused' }
    })
    expect(await count()).toEqual({ n: 1 })
  })

  it('does it once when ten ask at the same moment', async () => {
    const before = (await count()) as { n: number }
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.post('/accounts', anna, 'key-2')))
    const statuses = new Set(answers.map(each => each.status))
    expect(statuses.has(201)).toBe(true)
    expect([...statuses].every(status => status === 201 || status === 409)).toBe(true)
    expect(await count()).toEqual({ n: before.n + 1 })
  })

  it('is free again after a refusal', async () => {
    expect(await api.post('/accounts/A-999999/close', undefined, 'key-3')).toMatchObject({ status: 404 })
    expect(await api.post('/accounts', anna, 'key-3')).toMatchObject({ status: 201 })
  })

  it('never repeats what was committed, even when the answer was lost', async () => {
    await api.post('/accounts', anna, 'key-4')
    await persistence.transaction('main', tx =>
      sql(tx, "update idempotency_key set state = 'carried-out', answer = null where key = 'key-4'")
    )
    expect(await api.post('/accounts', anna, 'key-4')).toMatchObject({
      status: 409,
      body: { reason: 'request-in-flight' }
    })
    api.clock.advance({ minutes: 2 })
    expect(await api.post('/accounts', anna, 'key-4')).toMatchObject({ status: 409, body: { reason: 'answer-lost' } })
  })

  it('lets another attempt begin when the first died before it changed anything', async () => {
    await persistence.transaction('main', tx =>
      sql(
        tx,
        `insert into idempotency_key (tenant, key, claim, request, state, created_at)
               select 'main', 'key-5', gen_random_uuid(), request, 'in-flight', created_at from idempotency_key where key = 'key-1'`
      )
    )
    expect(await api.post('/accounts', anna, 'key-5')).toMatchObject({ status: 201, replayed: false })
  })

  it('is free again when only a look was committed before it failed', async () => {
    const { number } = (await api.post('/accounts', anna, 'key-6')).body
    const run = (text: string) => persistence.bulk('main', client => client.query(text))
    await run(`create function lose() returns trigger language plpgsql as $$ begin raise exception 'lost'; end $$;
      create trigger lose before insert on payment for each row execute function lose()`)
    const paid = { amount: '20.00', method: 'card' }
    expect((await api.post(`/accounts/${number}/top-ups`, paid, 'key-7')).status).toBe(500)
    await run('drop trigger lose on payment')
    expect((await api.post(`/accounts/${number}/top-ups`, paid, 'key-7')).status).toBe(201)
  })

  it('is not free again when something was committed before it failed', async () => {
    const run = (text: string) => persistence.bulk('main', client => client.query(text))
    await run(`create function forget() returns trigger language plpgsql as $$ begin raise exception 'lost'; end $$;
      create trigger forget before update on idempotency_key for each row when (new.state = 'answered') execute function forget()`)
    const before = (await count()) as { n: number }
    expect((await api.post('/accounts', anna, 'key-8')).status).toBe(500)
    await run('drop trigger forget on idempotency_key')
    expect((await api.post('/accounts', anna, 'key-8')).body).toMatchObject({ reason: 'request-in-flight' })
    api.clock.advance({ minutes: 2 })
    expect((await api.post('/accounts', anna, 'key-8')).body).toMatchObject({ reason: 'answer-lost' })
    expect(await count()).toEqual({ n: before.n + 1 })
  })
})
