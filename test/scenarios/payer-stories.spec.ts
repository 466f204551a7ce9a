// Accounts that owe what others are billed: what their papers ask for, and what waits for them.
import {
  AccountsService,
  BillingRunService,
  InvoicesService,
  PaymentsService,
  Persistence,
  Rebilling
} from '@farthing/kernel'
import type { TestKernel } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { Firms } from './firms.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const WHOLE = 1_000_000n

let firms: Firms
let kernel: TestKernel
beforeAll(async () => {
  firms = await Firms.open()
  ;({ kernel } = firms)
})
afterAll(() => kernel.close())

it('has papers of one run of which each begins with the balance that the one before left', async () => {
  const [firm, ...branches] = await firms.family(3)
  for (const branch of branches) await firms.under(branch, firm, 'parent-pays', '2026-01-10')
  await kernel.get(PaymentsService).record({ account: firm.id, amount: 150n * WHOLE, method: 'bank' })
  await firms.bill('2026-02-01', ...branches)
  const found = await kernel.get(InvoicesService).list({ account: firm.number, limit: 10 })
  const numbers = found.map(({ number }) => number ?? '').toSorted()
  const papers = await Promise.all(numbers.map(number => kernel.get(InvoicesService).document(number)))
  expect(papers.map(paper => (paper?.openingBalance ?? 0n) / WHOLE)).toEqual([-150n, -26n, 98n])
})

it('is waited for by a bill that is made anew at once and that it owes', async () => {
  const [firm, branch] = await firms.family(1)
  await firms.bill('2026-02-01', branch)
  await firms.under(branch, firm, 'parent-pays', '2026-01-10')
  const [invoice] = await kernel.get(InvoicesService).list({ account: branch.number, limit: 1 })
  const order: string[] = []
  const rebilled = await kernel.get(Persistence).bulk('main', async client => {
    await client.query('select from account where id = $1 for no key update', [firm.id])
    const rebilling = kernel
      .get(Rebilling)
      .rebill(invoice?.id ?? '', { reason: 'the firm pays' })
      .then(done => order.push('billed') && done)
    const waiting = 'select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))'
    while (order.length === 0 && (await client.query(waiting)).rowCount === 0) await pause(5)
    order.push('paid')
    return { rebilling }
  })
  expect(await rebilled.rebilling).toMatchObject({ ok: true, value: { invoice: { account: firm.id } } })
  expect(order).toEqual(['paid', 'billed'])
})

it("is billed for a group's run that means an account which has left it since that bill day", async () => {
  const [firm, shop] = await firms.family(1)
  await firms.under(shop, firm, 'consolidated', '2026-01-10')
  await firms.bill('2026-01-15', firm)
  await firms.under(shop, null, 'separate', '2026-02-18')
  await kernel.get(AccountsService).changeContact(shop.number, { tags: ['shops'] })
  const runs = kernel.get(BillingRunService)
  const { id } = await runs.start({ billDate: day('2026-02-20'), group: { tags: ['shops'] } })
  expect(await runs.drain(id)).toMatchObject({ status: 'draft', parked: 0 })
  expect((await firms.invoices(firm)).filter(line => line.includes('owes')).at(-1)).toBe(
    `2026-02-15 draft: ${firm.number} owes 93`
  )
})
