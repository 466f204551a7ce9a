// Firms and their branches when something is put right afterwards: invoices billed anew, bill days and parents taken back.
import { accountHistory } from '@farthing/billing-core'
import {
  AccountItems,
  AccountParents,
  AccountsService,
  type InvoiceHead,
  InvoicesService,
  Persistence,
  Rebilling,
  sql
} from '@farthing/kernel'
import { openAccounts, type TestKernel } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { type Account, Firms } from './firms.ts'

let firms: Firms
let kernel: TestKernel
beforeAll(async () => {
  firms = await Firms.open()
  ;({ kernel } = firms)
})
afterAll(() => kernel.close())

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const facts = async (account: Account) => (await kernel.get(AccountItems).factsOf(account.number)) ?? []
const move = (account: Account, billDay: number, from: string) =>
  kernel.get(AccountsService).moveBillDay(account.number, billDay, day(from))

/** As they hold, and the column. */
async function billDays(account: Account): Promise<string> {
  const { billDays: days = [] } = accountHistory(account.id, await facts(account)) ?? {}
  const newest = (await kernel.get(AccountsService).find(account.number))?.billDay
  return `${days.map(({ billDay, from }) => `${from} ${billDay}`).join(', ')}; ${newest}`
}

async function withdrawMove(account: Account, from: string) {
  const told = (await facts(account)).find(each => each.kind === 'bill-day-changed' && each.effective.equals(day(from)))
  return kernel.get(AccountItems).withdraw(account.number, told?.id ?? '')
}

async function newest(account: Account): Promise<InvoiceHead> {
  const found = await kernel.get(InvoicesService).list({ account: account.number, limit: 50 })
  const last = found.at(-1)
  if (last === undefined) throw new Error('no invoice')
  return last
}

describe('an invoice that holds the lines of a branch', () => {
  it('is not billed anew once the branch was billed since', async () => {
    const [firm, shop] = await firms.family(1)
    await firms.under(shop, firm, 'consolidated', '2026-01-10')
    await firms.bill('2026-01-15', firm)
    const made = await newest(firm)
    await firms.under(shop, null, 'separate', '2026-01-20')
    await firms.bill('2026-02-15', shop)
    const asked = { reason: 'wrong address' }
    expect(await kernel.get(Rebilling).rebill(made.number ?? '', asked)).toEqual({
      ...{ ok: false, reason: 'billed-since' },
      detail: `Account ${shop.number} was billed since, on 2026-02-15: cancel ${made.number}, and the next bill of each account brings what it billed.`
    })
    expect(await firms.owed(firm)).toEqual([`receivable:${firm.number} 135`])
  })

  it('is billed anew whole while none of them was', async () => {
    const [firm, shop] = await firms.family(1)
    await firms.under(shop, firm, 'consolidated', '2026-01-10')
    await firms.bill('2026-01-15', firm)
    const made = await newest(firm)
    kernel.clock.moveTo(kernel.clock.now().add({ hours: 1 }).toString())
    const anew = await kernel.get(Rebilling).rebill(made.number ?? '', { reason: 'wrong address' })
    expect(anew).toMatchObject({ ok: true, value: { invoice: { total: made.total, accounts: made.accounts } } })
    expect(await firms.owed(firm)).toEqual([`receivable:${firm.number} 135`])
  })
})

describe('the bill day of a branch on the invoice of its firm', () => {
  it('is what it was when the entry is withdrawn, however often the firm moved', async () => {
    const [firm, shop, kiosk] = await firms.family(2)
    const entry = await firms.under(shop, firm, 'consolidated', '2026-01-10')
    await firms.under(kiosk as Account, shop, 'consolidated', '2026-01-10')
    kernel.clock.moveTo(kernel.clock.now().add({ hours: 1 }).toString())
    await move(firm, 20, '2026-05-01')
    expect(await billDays(kiosk as Account)).toBe('2026-01-01 1, 2026-01-10 15, 2026-05-01 20; 20')
    expect(await kernel.get(AccountParents).withdraw(shop.number, entry)).toMatchObject({ ok: true })
    expect(await billDays(shop)).toBe('2026-01-01 1; 1')
    expect(await billDays(kiosk as Account)).toBe('2026-01-01 1; 1')
  })

  it('stays its own where it was told in the same instant as the entry', async () => {
    const [firm, shop] = await firms.family(1)
    await move(shop, 7, '2026-01-05')
    const entry = await firms.under(shop, firm, 'consolidated', '2026-02-10')
    await kernel.get(AccountParents).withdraw(shop.number, entry)
    expect(await billDays(shop)).toBe('2026-01-01 1, 2026-01-05 7; 7')
  })

  it('does not follow a move of the firm after it left', async () => {
    const [firm, shop] = await firms.family(1)
    await firms.under(shop, firm, 'consolidated', '2026-01-10')
    await move(firm, 20, '2026-05-01')
    await firms.under(shop, null, 'separate', '2026-04-01')
    expect(await billDays(shop)).toBe('2026-01-01 1, 2026-01-10 15; 15')
  })

  it('goes back with a move of the firm that is taken back', async () => {
    const [firm, shop] = await firms.family(1)
    await firms.under(shop, firm, 'consolidated', '2026-01-10')
    await move(firm, 20, '2026-05-01')
    expect(await withdrawMove(firm, '2026-05-01')).toMatchObject({ ok: true })
    expect(await billDays(firm)).toBe('2026-01-01 15; 15')
    expect(await billDays(shop)).toBe('2026-01-01 1, 2026-01-10 15; 15')
  })

  it('is not taken back by itself, and says what it follows', async () => {
    const [firm, shop] = await firms.family(1)
    const entry = await firms.under(shop, firm, 'consolidated', '2026-01-10')
    expect((await facts(shop)).at(-1)).toMatchObject({ kind: 'bill-day-changed', billDay: 15, follows: entry })
    expect(await withdrawMove(shop, '2026-01-10')).toMatchObject({
      ...{ ok: false, reason: 'follows-parent' },
      detail: `On 2026-01-10 ${shop.number} stands on its parent's invoice and is billed on its bill day: move the parent's.`
    })
  })

  it('is the one of the firm, whichever of the two is told first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [firm, shop] = await firms.family(1)
      await Promise.all([firms.under(shop, firm, 'consolidated', '2026-01-10'), move(firm, 20, '2026-01-10')])
      expect(await billDays(shop)).toBe('2026-01-01 1, 2026-01-10 20; 20')
    }
  })

  it('follows without a deadlock beside whoever locks the branches one after the other', async () => {
    const [firm, kiosk, shop] = (await firms.family(2)) as [Account, Account, Account]
    await firms.under(shop, firm, 'consolidated', '2026-01-10')
    await firms.under(kiosk, shop, 'consolidated', '2026-01-10')
    const { moving } = await kernel.get(Persistence).bulk('main', async client => {
      const lock = ({ id }: Account) => sql(client, 'select id from account where id = $1 for no key update', [id])
      await lock(kiosk)
      const moved = move(firm, 20, '2026-05-01').catch(String)
      const waiting = 'select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))'
      while ((await sql(client, waiting, [])).length === 0) await pause(5)
      await lock(shop)
      return { moving: moved }
    })
    expect(await moving).toMatchObject({ ok: true })
    expect([await billDays(kiosk), await billDays(shop)]).toEqual(Array(2).fill(expect.stringMatching(/; 20$/)))
  })

  it('is moved of thousands within seconds', async () => {
    const [firm, ...shops] = await firms.family(2_000)
    await kernel.get(Persistence).bulk('main', client =>
      sql(
        client,
        `insert into account_parent (tenant, account, id, parent, billing, from_day, known)
         select 'main', shop, gen_random_uuid(), $1, 'consolidated', '2026-01-10', $3 from unnest($2::uuid[]) as shop`,
        [firm.id, shops.map(({ id }) => id), kernel.clock.now().toString()]
      )
    )
    const start = performance.now()
    await move(firm, 20, '2026-05-01')
    const taken = performance.now() - start
    expect(await billDays(shops[1_999] as Account)).toBe('2026-01-01 1, 2026-01-10 15, 2026-05-01 20; 20')
    expect(taken).toBeLessThan(30_000)
  })
})

describe('a branch that is opened on its bill day, under its firm from that day on', () => {
  it.each(['parent-pays', 'consolidated'] as const)('has its first bill paid by the firm: %s', async billing => {
    const of = { billDay: 1, plans: ['branch'] }
    const [firm, shop] = await openAccounts(kernel, [
      { ...of, from: '2026-01-01' },
      { ...of, from: '2026-03-01' }
    ])
    if (firm === undefined || shop === undefined) throw new Error('two accounts')
    await firms.under(shop, firm, billing, '2026-03-01')
    await firms.bill('2026-03-01', firm, shop)
    expect(await firms.owed(shop)).toEqual([])
    expect(await firms.owed(firm)).toEqual([`receivable:${firm.number} 248`])
  })

  it('has it for itself when the firm comes a day later', async () => {
    const of = { billDay: 1, plans: ['branch'] }
    const [firm, shop] = await openAccounts(kernel, [
      { ...of, from: '2026-01-01' },
      { ...of, from: '2026-03-01' }
    ])
    if (firm === undefined || shop === undefined) throw new Error('two accounts')
    await firms.under(shop, firm, 'parent-pays', '2026-03-02')
    await firms.bill('2026-03-01', shop)
    expect(await firms.owed(shop)).toEqual([`receivable:${shop.number} 62`])
  })
})

describe('a firm that pays for others', () => {
  it('is not closed before that ends', async () => {
    const of = { billDay: 1, from: '2026-01-01', plans: [] }
    const [firm, shop] = await openAccounts(kernel, [of, of])
    if (firm === undefined || shop === undefined) throw new Error('two accounts')
    await firms.under(shop, firm, 'consolidated', '2026-01-10')
    const close = () => kernel.get(AccountsService).close(firm.number)
    expect(await close()).toMatchObject({
      ...{ ok: false, reason: 'pays-for-others', detail: `End first what it pays for: ${shop.number}.` }
    })
    await firms.under(shop, null, 'separate', '2026-04-01')
    expect(await close()).toMatchObject({ ok: true, value: { status: 'closed' } })
  })
})

it('is above one of two that would be above each other, when both are told at once', async () => {
  for (let round = 0; round < 8; round += 1) {
    const [firm, shop] = await firms.family(1)
    const told = await Promise.all([
      firms.under(shop, firm, 'separate', '2026-01-10'),
      firms.under(firm, shop, 'separate', '2026-01-10')
    ])
    expect(told.filter(each => each === 'own-parent')).toHaveLength(1)
  }
})
