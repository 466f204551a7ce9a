import { testKernel } from '@farthing/testing'
import { Persistence, sql } from '../persistence/index.ts'
import { AccountsInBulk, AccountsService, FactBook, type NewAccount } from './index.ts'

const kernel = await testKernel({ now: '2026-03-01T20:00:00Z' })
const accounts = kernel.get(AccountsService)
const persistence = kernel.get(Persistence)
afterAll(() => kernel.close())

const anna: NewAccount = {
  name: 'Anna Smith',
  email: 'anna@example.org',
  billDay: 31,
  zone: 'Australia/Melbourne',
  currency: 'AUD'
}

async function open(over: Partial<NewAccount> = {}) {
  const opened = await accounts.open({ ...anna, ...over })
  if (!opened.ok) throw new Error(opened.detail)
  return opened.value
}

describe('opening an account', () => {
  it('numbers it without a gap and dates it in its own zone', async () => {
    const first = await open()
    await accounts.open({ ...anna, zone: 'Nowhere/City' })
    const second = await open({ zone: 'Europe/Berlin', openedOn: Temporal.PlainDate.from('2026-02-01') })
    expect(Number(second.number.slice(2)) - Number(first.number.slice(2))).toBe(1)
    expect(first.openedOn.toString()).toBe('2026-03-02') // already tomorrow in Melbourne
    const facts = await persistence.read('main', tx => kernel.get(FactBook).of(tx, 'main', second.id))
    expect(facts).toMatchObject([{ kind: 'account-opened', billDay: 31, zone: 'Europe/Berlin', currency: 'AUD' }])
    expect(facts[0]?.effective.toString()).toBe('2026-02-01')
  })

  it.each([
    [{ zone: 'Melbourne' }, 'unknown-zone'],
    [{ currency: 'XYZ' }, 'unknown-currency'],
    [{ billDay: 32 }, 'bill-day-out-of-range'],
    [{ billDay: 1.5 }, 'bill-day-out-of-range'],
    [{ name: '  ' }, 'name-missing']
  ])('refuses %j as %s', async (over, reason) => {
    expect(await accounts.open({ ...anna, ...over })).toMatchObject({ ok: false, reason })
  })

  it('announces itself in the same transaction', async () => {
    const account = await open()
    const events = await persistence.read('main', tx =>
      sql(tx, 'select topic, payload from outbox where subject = $1', [account.id])
    )
    expect(events).toEqual([{ topic: 'account.opened', payload: { number: account.number } }])
  })
})

describe('an account', () => {
  it('is found by id and by number', async () => {
    const account = await open({ name: 'Found Twice' })
    expect((await accounts.find(account.id))?.name).toBe('Found Twice')
    expect((await accounts.find(account.number.toLowerCase()))?.id).toBe(account.id)
    expect(await accounts.find('A-999999')).toBeUndefined()
  })

  it('changes its contact details and moves its bill day by a fact', async () => {
    const account = await open()
    await accounts.changeContact(account.id, { name: 'Anna Jones', address: ['1 High St', 'Melbourne'] })
    const effective = Temporal.PlainDate.from('2026-05-01')
    expect(await accounts.moveBillDay(account.id, 15, effective)).toMatchObject({ ok: true, value: { billDay: 15 } })
    expect(await accounts.find(account.id)).toMatchObject({
      name: 'Anna Jones',
      address: ['1 High St', 'Melbourne'],
      billDay: 15
    })
    const facts = await persistence.read('main', tx => kernel.get(FactBook).of(tx, 'main', account.id))
    expect(facts.map(fact => fact.kind)).toEqual(['account-opened', 'bill-day-changed'])
    const early = Temporal.PlainDate.from('2020-01-01')
    expect(await accounts.moveBillDay(account.id, 15, early)).toMatchObject({ reason: 'before-account-opened' })
  })

  it('can be closed when nothing runs on it', async () => {
    const account = await open()
    expect(await accounts.close(account.id)).toMatchObject({ ok: true, value: { status: 'closed' } })
    expect(await accounts.close('A-999999')).toMatchObject({ ok: false, reason: 'unknown-account' })
  })
})

describe('the list of accounts', () => {
  it('pages through all of them once, and searches name, e-mail and number', async () => {
    for (let index = 0; index < 7; index++) await open({ name: `Page ${index} 100%_sure`, email: null })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await accounts.list({ text: '100%_SURE', after, limit: 3 })
      seen.push(...page.accounts.map(account => account.name.slice(5, 6)))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(seen).toEqual(['0', '1', '2', '3', '4', '5', '6'])
    expect((await accounts.list({ text: 'ANNA@example' })).accounts.length).toBeGreaterThan(0)
    expect((await accounts.list({ text: 'A-000001' })).accounts).toHaveLength(1)
    expect((await accounts.list({ text: 'Page _' })).accounts).toHaveLength(0)
  })
})

describe('tenants', () => {
  it('do not see one another, and no request may rewrite the past', async () => {
    const account = await open()
    const others = await persistence.read('other', tx => sql(tx, 'select id from account'))
    expect(others).toEqual([])
    const foreign = persistence.transaction('other', tx =>
      sql(tx, "insert into number_series (tenant, series, next) values ('main', 'stolen', 1)")
    )
    await expect(foreign).rejects.toThrow(/row-level security/)
    const rewrite = persistence.transaction('main', tx =>
      sql(tx, 'delete from account_fact where account = $1', [account.id])
    )
    await expect(rewrite).rejects.toThrow(/permission denied/)
  })
})

describe('opening in bulk', () => {
  it('opens thousands in a few statements, with consecutive numbers and their facts', async () => {
    const many = Array.from({ length: 6_000 }, (_, index) => ({
      ...anna,
      name: `Bulk ${index}`,
      address: [`${index} "Long" St`, 'Town']
    }))
    const start = performance.now()
    const opened = await persistence.bulk('main', client => kernel.get(AccountsInBulk).open(client, many))
    expect(performance.now() - start).toBeLessThan(10_000)
    const numbers = opened.map(each => Number(each.number.slice(2)))
    expect(numbers.at(-1)).toBe((numbers[0] ?? 0) + 5_999)
    expect(await accounts.find(opened[5_999]?.id ?? '')).toMatchObject({
      name: 'Bulk 5999',
      address: ['5999 "Long" St', 'Town']
    })
    const books = await persistence.bulk('main', client =>
      kernel.get(FactBook).ofMany(
        client,
        'main',
        opened.slice(0, 100).map(each => each.id)
      )
    )
    expect(books.size).toBe(100)
  })

  it('opens none when one is wrong, and names it', async () => {
    const wrong = [anna, { ...anna, name: 'Bad Day', billDay: 0 }]
    const opened = persistence.bulk('main', client => kernel.get(AccountsInBulk).open(client, wrong))
    await expect(opened).rejects.toThrow("Account 'Bad Day': A bill day is 1..31, not 0.")
  })
})
