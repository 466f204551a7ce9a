// What was printed once is printed again as it was: whoever it was billed to moves house, marries or is renamed, and an issued paper stays.
import {
  AccountsService,
  BillingRunService,
  AdjustmentsService,
  DocumentsService,
  InvoicesService
} from '@farthing/kernel'
import { type Account, Firms } from './firms.ts'

let firms: Firms
beforeAll(async () => {
  firms = await Firms.open()
})
afterAll(() => firms.kernel.close())

async function rename(account: Account, name: string, town: string): Promise<void> {
  const change = { name, address: ['1 Quay St', town] }
  expect(await firms.kernel.get(AccountsService).changeContact(account.number, change)).toMatchObject({ ok: true })
}

async function invoiceOf(account: Account, billDate: string): Promise<string> {
  const found = await firms.kernel.get(InvoicesService).list({ account: account.number, limit: 10 })
  return found.findLast(each => each.billDate.toString() === billDate)?.id ?? ''
}

async function page(invoice: string): Promise<string> {
  const html = await firms.kernel.get(DocumentsService).html(invoice)
  return html.ok ? html.value : html.reason
}

async function notePage(note: string): Promise<string> {
  const html = await firms.kernel.get(DocumentsService).noteHtml(note)
  return html.ok ? html.value : html.reason
}

it('an invoice and a credit note bear the names and the address of the day of their issue', async () => {
  const [firm, shop] = await firms.family(1)
  await firms.under(shop, firm, 'consolidated', '2026-01-10')
  await rename(firm, 'Meyer GmbH', 'Hamburg')
  await rename(shop, 'Meyer Shop', 'Altona')
  await firms.bill('2026-02-15', firm)
  const invoice = await invoiceOf(firm, '2026-02-15')
  const before = await page(invoice)
  for (const words of ['Meyer GmbH', 'Hamburg', 'Meyer Shop']) expect(before).toContain(words)
  await rename(firm, 'Meyer & Sohn KG', 'Bremen')
  await rename(shop, 'Sohn Shop', 'Bremen')
  expect(await page(invoice)).toBe(before)

  const occasion = { reason: 'goodwill', remark: '', by: 'Bea' }
  const credited = await firms.kernel.get(AdjustmentsService).credit(invoice, { kind: 'whole' }, occasion)
  if (!credited.ok) throw new Error(credited.detail)
  const note = await notePage(credited.value.id)
  for (const words of ['Meyer &amp; Sohn KG', 'Bremen', 'Sohn Shop']) expect(note).toContain(words)
  await rename(firm, 'Sohn KG', 'Kiel')
  await rename(shop, 'Kiel Shop', 'Kiel')
  expect(await page(invoice)).toBe(before)
  expect(await notePage(credited.value.id)).toBe(note)
})

it('a draft bears those of now', async () => {
  const [firm] = await firms.family(0)
  const runs = firms.kernel.get(BillingRunService)
  const { id } = await runs.start({ billDate: Temporal.PlainDate.from('2026-02-15'), accounts: [firm.id] })
  await runs.drain(id)
  const draft = await invoiceOf(firm, '2026-02-15')
  await rename(firm, 'New Name', 'New Town')
  expect(await page(draft)).toContain('New Name')
  await runs.accept(id)
  await runs.issue(id)
  await runs.drain(id)
  await rename(firm, 'Newer Name', 'New Town')
  expect(await page(draft)).toContain('New Name')
})
