// An account whose subscriptions are in invoice groups: an invoice for each, the same money in all.
import {
  AccountItems,
  BillingRunService,
  BillPreview,
  Cancellations,
  InvoicesService,
  PaymentsService,
  Rebilling
} from '@farthing/kernel'
import { putUsage } from '@farthing/testing'
import type { Account } from './firms.ts'
import { Fleets } from './fleets.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const WHOLE = 1_000_000n

let fleets: Fleets
beforeAll(async () => {
  fleets = await Fleets.open()
})
afterAll(() => fleets.kernel.close())

const account = (...plans: string[]) => fleets.account(...plans)
const group = (...of: Parameters<Fleets['group']>) => fleets.group(...of)
const bill = (...of: Parameters<Fleets['bill']>) => fleets.bill(...of)
const invoices = (of: Account) => fleets.invoices(of)
const owed = (of: Account) => fleets.owed(of)

const totals = (of: Account) => fleets.totals(of)
const invoiceOf = (...of: Parameters<Fleets['invoiceOf']>) => fleets.invoiceOf(...of)
const documentOf = async (...of: Parameters<Fleets['invoiceOf']>) =>
  fleets.kernel.get(InvoicesService).document(await invoiceOf(...of))

describe('a bill of an account with an invoice group', () => {
  it('is an invoice for the group and a main one, numbered one after the other, as previewed', async () => {
    const firm = await account('desk', 'car', 'car')
    await group(firm, 1, 'fleet', '2026-01-10')
    await group(firm, 2, 'fleet', '2026-01-10')
    const preview = await fleets.kernel.get(BillPreview).of(firm.number, day('2026-02-01'))
    await bill('2026-02-01', firm)
    expect(await invoices(firm)).toEqual([
      '2026-02-01, main: 60',
      '  #0 2026-01-01..2026-02-01 30',
      '  #0 2026-02-01..2026-03-01 30',
      '2026-02-01, fleet: 40',
      '  #1 2026-01-01..2026-02-01 10',
      '  #1 2026-02-01..2026-03-01 10',
      '  #2 2026-01-01..2026-02-01 10',
      '  #2 2026-02-01..2026-03-01 10'
    ])
    const [main, fleet] = await fleets.heads(firm)
    expect(Number(fleet?.number?.slice(4))).toBe(Number(main?.number?.slice(4)) + 1)
    expect(fleet?.hash).toBe(main?.hash)
    expect(preview).toMatchObject({
      value: {
        hash: main?.hash,
        invoice: { group: null, total: 60n * WHOLE },
        further: [{ group: 'fleet', total: 40n * WHOLE }]
      }
    })
    expect(await owed(firm)).toEqual([`receivable:${firm.number} 100`])
  })

  it('is one as ever for who asks for no group, and again from the day on which it ends', async () => {
    const firm = await account('desk', 'car')
    await bill('2026-02-01', firm)
    await group(firm, 1, 'fleet', '2026-02-10')
    await group(firm, 1, null, '2026-03-20')
    await bill('2026-03-01', firm)
    await bill('2026-04-01', firm)
    expect(await totals(firm)).toEqual([
      '2026-02-01, main: 80',
      '2026-03-01, main: 30',
      '2026-03-01, fleet: 10',
      '2026-04-01, main: 40'
    ])
  })

  it('goes by the last day of the bill: what is set on the bill day is for the next one', async () => {
    const firm = await account('desk', 'car')
    await group(firm, 1, 'fleet', '2026-02-01')
    await bill('2026-02-01', firm)
    await bill('2026-03-01', firm)
    expect(await totals(firm)).toEqual(['2026-02-01, main: 80', '2026-03-01, main: 30', '2026-03-01, fleet: 10'])
  })

  it('has corrections of older days on the invoice of the group of today, told late or taken back', async () => {
    const firm = await account('desk', 'car')
    await bill('2026-02-01', firm)
    const set = await group(firm, 1, 'fleet', '2026-01-05')
    await fleets.credit(firm, '-4', '2026-01-20', 1)
    await bill('2026-03-01', firm)
    fleets.later()
    await fleets.kernel.get(AccountItems).withdraw(firm.number, set)
    await fleets.credit(firm, '-3', '2026-01-20', 1)
    await bill('2026-04-01', firm)
    expect((await invoices(firm)).slice(5)).toEqual([
      '2026-03-01, main: 30',
      '  #0 2026-03-01..2026-04-01 30',
      '2026-03-01, fleet: 6',
      '  #1 2026-01-20..2026-01-21 -4',
      '  #1 2026-03-01..2026-04-01 10',
      '2026-04-01, main: 37',
      '  #0 2026-04-01..2026-05-01 30',
      '  #1 2026-01-20..2026-01-21 -3',
      '  #1 2026-04-01..2026-05-01 10'
    ])
  })

  it('has what it owes to the customer pay its other invoices', async () => {
    const firm = await account('desk', 'car')
    await group(firm, 1, 'fleet', '2026-01-01')
    await fleets.credit(firm, '-65', '2026-01-20')
    await bill('2026-02-01', firm)
    expect(await totals(firm)).toEqual(['2026-02-01, main: -5', '2026-02-01, fleet: 20, 5 of it out of credit'])
    expect(await owed(firm)).toEqual([`receivable:${firm.number} 15`])
  })

  it('is carried forward whole, when all of it is below the minimum', async () => {
    const firm = await account('car', 'car')
    await group(firm, 1, 'fleet', '2026-01-01')
    await bill('2026-02-01', firm)
    for (const which of [0, 1]) await fleets.credit(firm, '-8', '2026-02-10', which)
    fleets.later()
    const runs = fleets.kernel.get(BillingRunService)
    const { id } = await runs.start({ billDate: day('2026-03-01') })
    expect(await runs.drain(id)).toMatchObject({ carriedForward: 1 })
    await runs.cancel(id)
    await bill('2026-04-01', firm)
    expect((await totals(firm)).slice(2)).toEqual(['2026-04-01, main: 12', '2026-04-01, fleet: 12'])
  })
})

describe('one of the invoices of a bill', () => {
  it('is paid like any other: the oldest first, then in order of number', async () => {
    const firm = await account('desk', 'car')
    await group(firm, 1, 'fleet', '2026-01-01')
    await bill('2026-02-01', firm)
    await bill('2026-03-01', firm)
    await fleets.kernel.get(PaymentsService).record({ account: firm.id, amount: 95n * WHOLE, method: 'bank' })
    const paid = (await fleets.heads(firm)).map(head => `${head.billDate} ${head.group}: ${head.paid / WHOLE}`)
    expect(paid).toEqual(['2026-02-01 null: 60', '2026-02-01 fleet: 20', '2026-03-01 null: 15', '2026-03-01 fleet: 0'])
  })

  it('lists the usage of its own subscriptions, and of them alone', async () => {
    const firm = await account('car', 'car')
    await group(firm, 1, 'fleet', '2026-01-01')
    const call = (which: number, at: string) => ({
      ...{ account: firm.id, subscription: firm.subscriptions[which] ?? '', plan: 'car', service: 'voice' },
      ...{ to: '+61293334444', at, quantity: 60_000 }
    })
    const events = await putUsage(fleets.kernel, '2026-04-01T00:00:00Z', [
      call(0, '2026-01-10T10:00:00+11:00'),
      call(1, '2026-01-11T10:00:00+11:00')
    ])
    await bill('2026-02-01', firm)
    const [main, fleet] = [await documentOf(firm, null, '2026-02-01'), await documentOf(firm, 'fleet', '2026-02-01')]
    expect(main?.usage.map(({ event }) => event)).toEqual([events[0]])
    expect(fleet?.usage.map(({ event }) => event)).toEqual([events[1]])
    expect([main?.toPay, fleet?.toPay]).toEqual([20_100_000n, 20_100_000n])
    const late = await putUsage(fleets.kernel, fleets.later().toString(), [call(1, '2026-01-12T10:00:00+11:00')])
    await bill('2026-03-01', firm)
    const next = await documentOf(firm, 'fleet', '2026-03-01')
    expect(next?.usage.map(({ event }) => event)).toEqual(late)
  })

  it('is cancelled and billed anew alone; what else became known waits for the next bill', async () => {
    const firm = await account('desk', 'car')
    await group(firm, 1, 'fleet', '2026-01-01')
    await bill('2026-02-01', firm)
    await fleets.credit(firm, '-1', '2026-01-20', 0)
    await fleets.credit(firm, '-2', '2026-01-20', 1)
    const rebilled = await fleets.kernel
      .get(Rebilling)
      .rebill(await invoiceOf(firm, 'fleet', '2026-02-01'), { reason: 'wrong address' })
    expect(rebilled).toMatchObject({
      ok: true,
      value: { invoice: { group: 'fleet', total: 18n * WHOLE }, further: [] }
    })
    await bill('2026-03-01', firm)
    expect(await totals(firm)).toEqual([
      '2026-02-01, main: 60',
      '2026-02-01 cancelled, fleet: 20',
      '2026-02-01, fleet: 18',
      '2026-03-01, main: 29',
      '2026-03-01, fleet: 10'
    ])
    expect(await owed(firm)).toEqual([`receivable:${firm.number} 117`])
  })

  it('comes again with the next bill when it is cancelled, and its usage with it', async () => {
    const firm = await account('desk', 'car')
    await group(firm, 1, 'fleet', '2026-01-01')
    const [call] = await putUsage(fleets.kernel, fleets.kernel.clock.now().toString(), [
      {
        ...{ account: firm.id, subscription: firm.subscriptions[1] ?? '', plan: 'car', service: 'voice' },
        ...{ to: '+61293334444', at: '2026-01-11T10:00:00+11:00', quantity: 60_000 }
      }
    ])
    await bill('2026-02-01', firm)
    const first = await invoiceOf(firm, 'fleet', '2026-02-01')
    await fleets.kernel.get(Cancellations).cancel(first, { reason: 'wrong address' })
    await bill('2026-03-01', firm)
    expect(await totals(firm)).toEqual([
      '2026-02-01, main: 60',
      '2026-02-01 cancelled, fleet: 20.1',
      '2026-03-01, main: 30',
      '2026-03-01, fleet: 30.1'
    ])
    const next = await documentOf(firm, 'fleet', '2026-03-01')
    expect(next?.usage.map(({ event }) => event)).toEqual([call])
  })

  it('is dropped as a draft and drafted again beside those that stand', async () => {
    const firm = await account('desk', 'car')
    await group(firm, 1, 'fleet', '2026-01-01')
    await fleets.draft('2026-02-01', firm)
    await fleets.kernel.get(Cancellations).cancel(await invoiceOf(firm, 'fleet', '2026-02-01'), { reason: 'no' })
    const again = await fleets.draft('2026-02-01', firm)
    expect(again.totals).toEqual([{ status: 'draft', currency: 'AUD', invoices: 1, total: 20n * WHOLE }])
    expect(await fleets.draft('2026-02-01', firm)).toMatchObject({ totals: [], parked: 0 })
  })
})

describe('an invoice of before', () => {
  it('is billed anew as several, when groups were set back in time', async () => {
    const firm = await account('desk', 'car')
    await bill('2026-02-01', firm)
    await group(firm, 1, 'fleet', '2026-01-15')
    const number = await invoiceOf(firm, null, '2026-02-01')
    const rebilled = await fleets.kernel.get(Rebilling).rebill(number, { reason: 'by cost centre' })
    expect(rebilled).toMatchObject({
      value: { invoice: { group: null, total: 60n * WHOLE }, further: [{ group: 'fleet', total: 20n * WHOLE }] }
    })
    expect(await owed(firm)).toEqual([`receivable:${firm.number} 80`])
  })
})

it('is refused where nothing would change, and for what is no subscription', async () => {
  const firm = await account('desk', 'car')
  await group(firm, 1, 'fleet', '2026-01-10')
  expect(await group(firm, 1, 'fleet', '2026-01-20')).toBe('on 2026-01-20 it is in invoice group fleet already')
  expect(await group(firm, 0, null, '2026-01-20')).toBe('on 2026-01-20 it is in no invoice group')
  expect(await group(firm, 1, 'Fleet!', '2026-01-20')).toContain('"Fleet!" is not a name like')
  expect(await group(firm, 1, 'vans', '2025-12-20')).toContain('2026-01-01')
  expect(await group(firm, 7, 'vans', '2026-01-20')).not.toMatch(/^[0-9a-f-]{36}$/)
})
