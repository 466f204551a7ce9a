// Invoice groups beside what else moves bills: parents, runs in review, changes charged at once, moves between accounts.
import { BillingRunService, Cancellations, DeedsService, InvoicesService, RunGrace } from '@farthing/kernel'
import type { TestKernel } from '@farthing/testing'
import { coastal } from './coastal.ts'
import { type Account, Firms } from './firms.ts'
import { play } from './play.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

let firms: Firms
let kernel: TestKernel
beforeAll(async () => {
  firms = await Firms.open()
  ;({ kernel } = firms)
})
afterAll(() => kernel.close())

async function fleet(account: Account, from: string): Promise<void> {
  kernel.clock.moveTo(kernel.clock.now().add({ minutes: 1 }).toString())
  const told = { deed: 'set-invoice-group', fields: { group: 'fleet' }, subscription: account.subscriptions[0] }
  const done = await kernel.get(DeedsService).do(account.number, { ...told, effective: day(from) })
  if (!done.ok) throw new Error(done.detail)
}

/** Group, who owes it, and whose lines in order. */
async function told(account: Account): Promise<string[]> {
  const found = await kernel.get(InvoicesService).list({ account: account.number, limit: 50 })
  const texts: string[] = []
  for (const { accountNumber, billDate, billOf, group, id, status, total } of found) {
    const { lines = [] } = (await kernel.get(InvoicesService).find(id)) ?? {}
    const whose = [...new Set(lines.map(line => line.accountNumber))].join(' ')
    const state = status === 'issued' ? '' : ` ${status}`
    const of = billOf === null ? '' : ` for ${billOf}`
    texts.push(
      `${billDate}${state} ${group ?? 'main'}: ${accountNumber} owes ${Number(total) / 1e6}${of}, lines of ${whose}`
    )
  }
  return texts
}

describe('a firm with its branches on its invoice', () => {
  it('has what is in one group of all of them on one invoice, which is cancelled and billed again alone', async () => {
    const [firm, shop, kiosk] = await firms.family(2)
    for (const branch of [shop, kiosk as Account]) {
      await firms.under(branch, firm, 'consolidated', '2026-01-10')
      await fleet(branch, '2026-01-10')
    }
    await firms.bill('2026-01-15', firm)
    const both = `${shop.number} ${kiosk?.number}`
    const main = `2026-01-15 main: ${firm.number} owes 45, lines of ${firm.number}`
    const group = `fleet: ${firm.number} owes 180, lines of ${both}`
    expect(await told(firm)).toEqual([main, `2026-01-15 ${group}`])
    expect(await told(shop)).toEqual(await told(firm))
    expect(await firms.owed(firm)).toEqual([`receivable:${firm.number} 225`])
    const [, second] = await kernel.get(InvoicesService).list({ account: firm.number, limit: 5 })
    await kernel.get(Cancellations).cancel(second?.id ?? '', { reason: 'wrong address' })
    await firms.bill('2026-01-15', firm)
    expect(await told(firm)).toEqual([main, `2026-01-15 cancelled ${group}`, `2026-01-15 ${group}`])
    await firms.bill('2026-02-15', firm)
    expect((await told(firm)).slice(3)).toEqual([
      `2026-02-15 main: ${firm.number} owes 31, lines of ${firm.number}`,
      `2026-02-15 fleet: ${firm.number} owes 124, lines of ${both}`
    ])
    expect(await firms.owed(firm)).toEqual([`receivable:${firm.number} 380`])
  })

  it('owes the invoices of a branch that it pays for, group by group', async () => {
    const [firm, shop] = await firms.family(1)
    await firms.under(shop, firm, 'parent-pays', '2026-01-10')
    await fleet(shop, '2026-01-10')
    await firms.bill('2026-02-01', shop)
    expect(await told(shop)).toEqual([
      `2026-02-01 fleet: ${firm.number} owes 124 for ${shop.number}, lines of ${shop.number}`
    ])
    expect([await firms.owed(shop), await firms.owed(firm)]).toEqual([[], [`receivable:${firm.number} 124`]])
  })
})

it('an invoice that was dropped from a run is drafted by another one, beside the one that was accepted', async () => {
  const [firm, shop] = await firms.family(1)
  await firms.under(shop, firm, 'consolidated', '2026-01-10')
  await fleet(shop, '2026-01-10')
  const runs = kernel.get(BillingRunService)
  kernel.clock.moveTo(kernel.clock.now().add({ hours: 1 }).toString())
  const { id } = await runs.start({ billDate: day('2026-01-15'), accounts: [firm.id] })
  await runs.drain(id)
  const [main] = await kernel.get(InvoicesService).list({ account: firm.number, limit: 5 })
  await kernel.get(Cancellations).cancel(main?.id ?? '', { reason: 'looked at again' })
  await runs.accept(id)
  await firms.bill('2026-01-15', firm)
  await runs.issue(id)
  await runs.drain(id)
  const billed = (await told(firm)).filter(text => !text.includes('cancelled'))
  expect(billed.toSorted()).toEqual([
    `2026-01-15 fleet: ${firm.number} owes 90, lines of ${shop.number}`,
    `2026-01-15 main: ${firm.number} owes 45, lines of ${firm.number}`
  ])
})

it('an invoice that was dropped stays out when the drafts of its run are made again, and comes with the next bill', async () => {
  const [firm, shop] = await firms.family(1)
  await firms.under(shop, firm, 'consolidated', '2026-01-10')
  await fleet(shop, '2026-01-10')
  const runs = kernel.get(BillingRunService)
  const later = () => kernel.clock.moveTo(kernel.clock.now().add({ hours: 1 }).toString())
  later()
  const { id } = await runs.start({ billDate: day('2026-01-15'), accounts: [firm.id] })
  await runs.drain(id)
  const [, dropped] = await kernel.get(InvoicesService).list({ account: firm.number, limit: 5 })
  await kernel.get(Cancellations).cancel(dropped?.id ?? '', { reason: 'looked at' })
  // at the very instant up to which the drafts are known, too
  for (const _ of ['once', 'twice']) {
    expect(await kernel.get(RunGrace).renew(id)).toMatchObject({ ok: true })
    await runs.drain(id)
    later()
  }
  await runs.accept(id)
  await runs.issue(id)
  await runs.drain(id)
  await firms.bill('2026-02-15', firm)
  expect((await told(firm)).filter(text => !text.includes('cancelled'))).toEqual([
    `2026-01-15 main: ${firm.number} owes 45, lines of ${firm.number}`,
    `2026-02-15 main: ${firm.number} owes 31, lines of ${firm.number}`,
    `2026-02-15 fleet: ${firm.number} owes 152, lines of ${shop.number}`
  ])
})

describe('a life with an invoice group', () => {
  const group = { on: '2026-03-02', do: 'set-invoice-group', as: 'a', group: 'fleet' }
  const start = ['a', 'b'].map(as => ({ on: '2026-03-01', do: 'subscribe', as, plan: 'mobile-20' }))
  const invoices = async (...facts: object[]) => {
    const life = await play({ rules: coastal, billDay: 1, facts: [...start, group, ...facts] })
    expect(life.refused).toEqual([])
    return life.invoices.map(each => `${each.date} ${each.group ?? 'main'} ${each.total}`)
  }

  it('has one invoice of no group for a change that is charged at once, and goes on by group', async () => {
    const change = { on: '2026-04-16', do: 'change', as: 'a', plan: 'mobile-40', charged: 'now' }
    expect(await invoices({ on: '2026-04-01', do: 'advance' }, change, { on: '2026-05-01', do: 'advance' })).toEqual([
      '2026-03-01 main 40.00',
      '2026-04-01 main 20.00',
      '2026-04-01 fleet 20.00',
      '2026-04-16 main 10.00',
      '2026-05-01 main 20.00',
      '2026-05-01 fleet 40.00'
    ])
  })

  it('leaves the group behind when the subscription comes from another account', async () => {
    const come = { on: '2026-03-20', do: 'move', as: 'a', from: 'bert' }
    const life = [
      { on: '2026-03-01', do: 'subscribe', as: 'a', plan: 'mobile-20', account: 'bert' },
      start[1],
      group,
      come
    ]
    const told = await play({
      rules: coastal,
      billDay: 1,
      facts: [...life, { on: '2026-04-01', do: 'advance' }] as object[]
    })
    expect(told.invoices.map(each => `${each.date} ${each.group ?? 'main'}`)).toEqual([
      '2026-03-01 main',
      '2026-04-01 main'
    ])
  })
})
