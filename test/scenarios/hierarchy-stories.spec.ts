// Firms and their branches: whose invoice a charge stands on, who owes it, and what is paid.
import {
  AccountParents,
  AccountsService,
  BillingRunService,
  BillPreview,
  Cancellations,
  InvoicesService,
  PaymentsService
} from '@farthing/kernel'
import { publishRules, type TestKernel } from '@farthing/testing'
import { type Account, FIRM_RULES, Firms } from './firms.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const WHOLE = 1_000_000n

let firms: Firms
let kernel: TestKernel
beforeAll(async () => {
  firms = await Firms.open()
  ;({ kernel } = firms)
})
afterAll(() => kernel.close())

const family = (...of: Parameters<Firms['family']>) => firms.family(...of)
const under = (...of: Parameters<Firms['under']>) => firms.under(...of)
const bill = (...of: Parameters<Firms['bill']>) => firms.bill(...of)
const invoices = (account: Account) => firms.invoices(account)
const owed = (account: Account) => firms.owed(account)

describe('a branch whose firm pays', () => {
  it('has invoices of its own that the firm owes, and no balance', async () => {
    const [firm, branch] = await family(1)
    await under(branch, firm, 'parent-pays', '2026-01-10')
    await bill('2026-02-01', branch)
    expect(await invoices(branch)).toEqual([
      `2026-02-01: ${firm.number} owes 124 for ${branch.number}`,
      `  1 ${branch.number} 2026-01-01..2026-02-01 62`,
      `  2 ${branch.number} 2026-02-01..2026-03-01 62`
    ])
    expect(await owed(branch)).toEqual([])
    expect(await owed(firm)).toEqual([`receivable:${firm.number} 124`])
    const paid = await kernel.get(PaymentsService).record({ account: firm.id, amount: 130n * WHOLE, method: 'bank' })
    expect(paid).toMatchObject({ ok: true, value: { unallocated: 6n * WHOLE } })
    expect(await owed(firm)).toEqual([`unallocated:${firm.number} -6`])
  })

  it("uses its firm's credit once, however many invoices of a run the firm owes", async () => {
    const [firm, ...branches] = await family(2)
    for (const branch of branches) await under(branch, firm, 'parent-pays', '2026-01-10')
    await kernel.get(PaymentsService).record({ account: firm.id, amount: 150n * WHOLE, method: 'bank' })
    await bill('2026-02-01', ...branches)
    const found = await kernel.get(InvoicesService).list({ account: firm.number, limit: 10 })
    expect(found.map(({ creditUsed }) => creditUsed / WHOLE).toSorted()).toEqual([124n, 26n])
    expect(await owed(firm)).toEqual([`receivable:${firm.number} 98`])
  })

  it('pays itself what was billed before, and from the day on on which that ends', async () => {
    const [firm, branch] = await family(1)
    await under(branch, firm, 'parent-pays', '2026-02-01')
    await bill('2026-02-01', branch)
    await bill('2026-03-01', branch)
    await under(branch, null, 'separate', '2026-03-31')
    await bill('2026-04-01', branch)
    expect((await invoices(branch)).filter(line => line.includes('owes'))).toEqual([
      `2026-02-01: ${branch.number} owes 124`,
      `2026-03-01: ${firm.number} owes 62 for ${branch.number}`,
      `2026-04-01: ${branch.number} owes 62`
    ])
  })

  it('is billed anew to the firm when an invoice is cancelled', async () => {
    const [firm, branch] = await family(1)
    await under(branch, firm, 'parent-pays', '2026-01-10')
    await bill('2026-02-01', branch)
    const [first] = await kernel.get(InvoicesService).list({ account: branch.number, limit: 1 })
    await kernel.get(Cancellations).cancel(first?.id ?? '', { reason: 'wrong plan' })
    expect(await owed(firm)).toEqual([])
    await bill('2026-02-01', branch)
    expect((await invoices(branch)).filter(line => line.includes('owes'))).toEqual([
      `2026-02-01 cancelled: ${firm.number} owes 124 for ${branch.number}`,
      `2026-02-01: ${firm.number} owes 124 for ${branch.number}`
    ])
    expect(await owed(firm)).toEqual([`receivable:${firm.number} 124`])
  })
})

describe("a branch on its firm's invoice", () => {
  it('is billed on the bill day of the firm, line by line of its own account', async () => {
    const [firm, shop, kiosk] = await family(2)
    await under(shop, firm, 'consolidated', '2026-01-10')
    await under(kiosk as Account, shop, 'consolidated', '2026-01-10')
    const preview = await kernel.get(BillPreview).of(firm.number, day('2026-01-15'))
    await bill('2026-01-15', firm)
    const own = ['  1', '  2'].map(line => `${line} ${firm.number}`)
    expect(await invoices(firm)).toEqual([
      `2026-01-15: ${firm.number} owes 225`,
      `${own[0]} 2026-01-01..2026-01-15 14`,
      `${own[1]} 2026-01-15..2026-02-15 31`,
      `  3 ${shop.number} 2026-01-01..2026-01-10 18`,
      `  4 ${shop.number} 2026-01-10..2026-01-15 10`,
      `  5 ${shop.number} 2026-01-15..2026-02-15 62`,
      `  6 ${kiosk?.number} 2026-01-01..2026-01-10 18`,
      `  7 ${kiosk?.number} 2026-01-10..2026-01-15 10`,
      `  8 ${kiosk?.number} 2026-01-15..2026-02-15 62`
    ])
    expect(await invoices(kiosk as Account)).toEqual(await invoices(firm))
    expect(await owed(firm)).toEqual([`receivable:${firm.number} 225`])
    expect([...(await owed(shop)), ...(await owed(kiosk as Account))]).toEqual([])
    const [made] = await kernel.get(InvoicesService).list({ account: firm.number, limit: 1 })
    expect(preview).toMatchObject({ ok: true, value: { hash: made?.hash, invoice: { total: made?.total } } })
    expect(await kernel.get(BillPreview).of(shop.number, day('2026-02-15'))).toMatchObject({
      ...{ ok: false, reason: 'billed-with-another' },
      detail: `What account ${shop.number} owes stands on the invoice of ${firm.number}: ask for the preview of that one.`
    })
  })

  it('leaves it from a day on, and keeps the bill day', async () => {
    const [firm, shop] = await family(1)
    await under(shop, firm, 'consolidated', '2026-01-10')
    await bill('2026-01-15', firm)
    await under(shop, null, 'separate', '2026-02-01')
    await bill('2026-02-15', firm, shop)
    expect((await invoices(shop)).slice(-2)).toEqual([
      `2026-02-15: ${shop.number} owes 62`,
      `  1 ${shop.number} 2026-02-15..2026-03-15 62`
    ])
    expect((await invoices(firm)).slice(-1)).toEqual([`  1 ${firm.number} 2026-02-15..2026-03-15 31`])
  })

  it('is billed with the firm when only it is asked for', async () => {
    const [firm, shop] = await family(1)
    await under(shop, firm, 'consolidated', '2026-01-10')
    await bill('2026-01-15', shop)
    expect(await invoices(shop)).toHaveLength(6)
    expect((await invoices(shop))[0]).toBe(`2026-01-15: ${firm.number} owes 135`)
  })

  it('parks the invoice when it cannot be billed, and is named', async () => {
    const [firm, shop] = await family(1, 'kiosk')
    await under(shop, firm, 'consolidated', '2026-01-10')
    const run = await bill('2026-01-15', firm)
    const [parked, ...others] = await kernel.get(BillingRunService).parked(run.id, { limit: 10 })
    expect(parked).toMatchObject({ accountNumber: firm.number, reason: 'unknown-plan' })
    expect(parked?.detail).toContain(`account ${shop.number}, whose lines stand on this invoice: `)
    expect(others).toEqual([])
    expect(await invoices(firm)).toEqual([])
    const kiosk = 'plan kiosk "Kiosk" { rent 62.00 per month in advance, prorated by day }'
    await publishRules(kernel, new Map([['rules.farthing', `${FIRM_RULES}${kiosk}`]]))
    kernel.clock.moveTo(kernel.clock.now().add({ hours: 1 }).toString())
    const again = await kernel.get(BillingRunService).retry(run.id)
    if (!again.ok) throw new Error(again.detail)
    await kernel.get(BillingRunService).drain(again.value.id)
    expect((await invoices(firm))[0]).toBe(`2026-01-15 draft: ${firm.number} owes 135`)
  })

  it('is open again with the firm when the invoice is cancelled', async () => {
    const [firm, shop] = await family(1)
    await under(shop, firm, 'consolidated', '2026-01-10')
    await bill('2026-01-15', firm)
    const before = (await invoices(firm)).slice(1)
    const [first] = await kernel.get(InvoicesService).list({ account: firm.number, limit: 1 })
    expect(await kernel.get(Cancellations).cancel(first?.id ?? '', { reason: 'wrong address' })).toMatchObject({
      ok: true
    })
    expect(await owed(firm)).toEqual([])
    await bill('2026-01-15', firm)
    expect((await invoices(firm)).slice(-before.length)).toEqual(before)
    expect(await owed(firm)).toEqual([`receivable:${firm.number} 135`])
  })

  it('follows the firm to another bill day, and does not move alone', async () => {
    const [firm, shop] = await family(1)
    await under(shop, firm, 'consolidated', '2026-01-10')
    const accounts = kernel.get(AccountsService)
    expect(await accounts.moveBillDay(shop.number, 3, day('2026-03-01'))).toMatchObject({
      ...{ ok: false, reason: 'follows-parent' }
    })
    await accounts.moveBillDay(firm.number, 20, day('2026-01-12'))
    expect((await accounts.find(shop.number))?.billDay).toBe(20)
    await bill('2026-01-20', firm)
    expect((await invoices(firm)).slice(1)).toEqual([
      `  1 ${firm.number} 2026-01-01..2026-01-12 11`,
      `  2 ${firm.number} 2026-01-12..2026-01-20 8`,
      `  3 ${firm.number} 2026-01-20..2026-02-20 31`,
      `  4 ${shop.number} 2026-01-01..2026-01-10 18`,
      `  5 ${shop.number} 2026-01-10..2026-01-12 4`,
      `  6 ${shop.number} 2026-01-12..2026-01-20 16`,
      `  7 ${shop.number} 2026-01-20..2026-02-20 62`
    ])
  })

  it('was never on it when the entry is withdrawn', async () => {
    const [firm, shop] = await family(1)
    const entry = await under(shop, firm, 'consolidated', '2026-01-10')
    expect(await kernel.get(AccountParents).withdraw(shop.number, entry)).toMatchObject({ ok: true })
    expect((await kernel.get(AccountsService).find(shop.number))?.billDay).toBe(1)
    await bill('2026-02-01', shop)
    expect((await invoices(shop))[0]).toBe(`2026-02-01: ${shop.number} owes 124`)
    expect(await kernel.get(AccountParents).withdraw(shop.number, entry)).toMatchObject({ reason: 'withdrawn-already' })
  })
})

describe('a parent', () => {
  it('is refused where it would be above itself, on whatever day that comes', async () => {
    const [firm, shop, kiosk] = await family(2)
    await under(shop, firm, 'separate', '2026-01-10')
    await under(kiosk as Account, shop, 'separate', '2026-03-01')
    expect(await under(firm, kiosk as Account, 'separate', '2026-02-01')).toBe('own-parent')
    expect(await under(firm, firm, 'separate', '2026-02-01')).toBe('own-parent')
    expect(await under(shop, null, 'separate', '2026-01-09')).toBe('no-parent')
    expect(await under(shop, firm, 'separate', '2025-12-31')).toBe('before-account-opened')
  })
})
