// What the papers of an account with invoice groups ask for: each debt once, and a paper says for ever what it said.
import {
  BillingRunService,
  Cancellations,
  DocumentsService,
  type InvoiceDocument,
  InvoicesService,
  PaymentsService
} from '@farthing/kernel'
import type { Account } from './firms.ts'
import { Fleets } from './fleets.ts'

const WHOLE = 1_000_000n

let fleets: Fleets
beforeAll(async () => {
  fleets = await Fleets.open()
})
afterAll(() => fleets.kernel.close())

async function paperOf(...of: Parameters<Fleets['invoiceOf']>): Promise<InvoiceDocument> {
  const paper = await fleets.kernel.get(InvoicesService).document(await fleets.invoiceOf(...of))
  if (paper === undefined) throw new Error('no paper')
  return paper
}

/** What a paper asks for. */
function dueOf({ askedBeside, openingBalance, total }: InvoiceDocument): number {
  return Number(askedBeside.reduce((due, { amount }) => due - amount, openingBalance + total)) / 1e6
}

function besideOf({ askedBeside }: InvoiceDocument): string[] {
  return askedBeside.map(({ amount, group, number }) => `${group} ${number} ${Number(amount) / 1e6}`)
}

async function firmOf(...grouped: readonly string[]): Promise<Account> {
  const firm = await fleets.account('desk', ...grouped.map(() => 'car'))
  for (const [place, name] of grouped.entries()) await fleets.group(firm, place + 1, name, '2026-01-01')
  return firm
}

it('the main invoice leaves to older invoices of groups what they ask for, and names them', async () => {
  const firm = await firmOf('fleet', 'vans')
  await fleets.bill('2026-02-01', firm)
  const [fleet, vans] = [
    await fleets.invoiceOf(firm, 'fleet', '2026-02-01'),
    await fleets.invoiceOf(firm, 'vans', '2026-02-01')
  ]
  const first = await paperOf(firm, null, '2026-02-01')
  expect([dueOf(first), besideOf(first)]).toEqual([60, []])
  const pay = { account: firm.number, amount: 5n * WHOLE, method: 'bank', invoices: [fleet] }
  await fleets.kernel.get(PaymentsService).record(pay)
  await fleets.bill('2026-03-01', firm)
  const main = await paperOf(firm, null, '2026-03-01')
  expect(besideOf(main)).toEqual([`fleet ${fleet} 15`, `vans ${vans} 20`])
  expect([main.openingBalance, dueOf(main)]).toEqual([95n * WHOLE, 90])
  const groups = [await paperOf(firm, 'fleet', '2026-03-01'), await paperOf(firm, 'vans', '2026-03-01')]
  expect(groups.map(dueOf)).toEqual([10, 10])
  expect(await fleets.owed(firm)).toEqual([`receivable:${firm.number} 145`]) // 90 + 15 + 20 + 10 + 10
  const page = await fleets.kernel.get(DocumentsService).html(main.invoice.id)
  expect(page.ok && page.value).toContain(`<td>Asked for by invoice ${vans} (vans)</td><td class="amount">-20.00</td>`)
  expect(page.ok && page.value).toContain('$90.00')
})

it('says the same when those are paid or cancelled later, and a draft says what is so now', async () => {
  const firm = await firmOf('fleet')
  await fleets.bill('2026-02-01', firm)
  const { id } = await fleets.draft('2026-03-01', firm)
  const fleet = await fleets.invoiceOf(firm, 'fleet', '2026-02-01')
  expect(besideOf(await paperOf(firm, null, '2026-03-01'))).toEqual([`fleet ${fleet} 20`])
  const runs = fleets.kernel.get(BillingRunService)
  await runs.accept(id)
  await runs.issue(id)
  await runs.drain(id)
  const before = await paperOf(firm, null, '2026-03-01')
  fleets.later()
  await fleets.kernel.get(PaymentsService).record({ account: firm.number, amount: 85n * WHOLE, method: 'bank' })
  await fleets.kernel.get(Cancellations).cancel(fleet, { reason: 'wrong address' })
  const after = await paperOf(firm, null, '2026-03-01')
  expect([besideOf(after), dueOf(after)]).toEqual([besideOf(before), dueOf(before)])
  expect([dueOf(before), besideOf(before)]).toEqual([90, [`fleet ${fleet} 20`]])
})

it('credit is told on the main invoice, whoever gave it', async () => {
  const firm = await firmOf('fleet')
  await fleets.bill('2026-02-01', firm)
  await fleets.credit(firm, '-100', '2026-02-10', 1)
  await fleets.bill('2026-03-01', firm)
  const main = await paperOf(firm, null, '2026-03-01')
  expect(besideOf(main)).toEqual([`fleet ${await fleets.invoiceOf(firm, 'fleet', '2026-02-01')} 20`])
  expect(dueOf(main)).toBe(0) // 60 of February and 30, less the 90 that the group's invoice gives back
  expect(dueOf(await paperOf(firm, 'fleet', '2026-03-01'))).toBe(-90)
  const given = await fleets.invoiceOf(firm, 'fleet', '2026-03-01')
  const cancelled = await fleets.kernel.get(Cancellations).cancel(given, { reason: 'not theirs' })
  const note = cancelled.ok ? (cancelled.value.invoice.creditNote ?? '') : ''
  const page = await fleets.kernel.get(DocumentsService).noteHtml(note)
  const text = page.ok ? page.value.replaceAll(/<style>[\s\S]*<\/style>|<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ') : ''
  expect(text).toContain('Invoice group fleet')
  expect(text).toContain('Credit taken back $90.00')
})
