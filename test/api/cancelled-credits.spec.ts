// A credit invoice that is cancelled after its credit paid others: they ask for the money again, and the books say so.
import { LedgerService } from '@farthing/kernel'
import { parseDecimal } from '@farthing/billing-core/values'
import fc from 'fast-check'
import { BilledAccounts, coastal } from './billed-accounts.ts'

const accounts = await BilledAccounts.open()
await accounts.publish(coastal.replace('approve adjustments above 60.00', ''))
const { api } = accounts
afterAll(() => api.close())

const why = { reason: 'billing-error', by: 'Bea' }
const MONTHS = ['04', '05', '06', '07', '08', '09', '10', '11', '12'].map(month => `2026-${month}-01`)

interface Customer {
  readonly account: string
  readonly invoice: string
}

/** Billed 59.50 and then -35.70, which pays 11.90 of each of the two months after it. */
async function credited(): Promise<Customer & { readonly credit: string }> {
  const { account, invoice } = await accounts.billed()
  await endHome(account)
  await accounts.billAll('2026-04-01')
  const credit: string = (await accounts.newest(account)).number
  await accounts.billAll('2026-05-01')
  await accounts.billAll('2026-06-01')
  return { account, invoice, credit }
}

async function endHome(account: string): Promise<void> {
  const held = (await api.get(`/accounts/${account}/subscriptions`)).body
  const home = held.find(({ plan }: { plan: string }) => plan === 'home')
  await api.post(`/subscriptions/${home.id}/terminate`, { effective: '2026-03-01' })
}

async function invoicesOf(account: string) {
  return (await api.get(`/invoices?account=${account}&limit=100`)).body.invoices
}

describe('a credit invoice that is cancelled', () => {
  it('takes its credit back from the invoices that it paid, the newest first', async () => {
    const { account, credit } = await credited()
    expect(await invoicesOf(account)).toMatchObject([
      { total: '59.50', outstanding: '59.50' },
      { total: '-35.70' },
      { total: '11.90', paid: '11.90', outstanding: '0.00' },
      { total: '11.90', paid: '11.90', outstanding: '0.00' }
    ])
    expect(await accounts.balances(account)).toEqual({ receivable: 59.5, unallocated: -11.9 })
    await api.post('/payments', { account, amount: '71.40', method: 'bank' })
    const cancelled = await api.post(`/invoices/${credit}/cancel`, why)
    const [, , may, june] = await invoicesOf(account)
    expect(may).toMatchObject({ total: '11.90', paid: '11.90', outstanding: '0.00' })
    expect(june).toMatchObject({ total: '11.90', paid: '0.00', outstanding: '11.90' })
    expect(cancelled).toMatchObject({ status: 200, body: { reopened: [{ invoice: june.number, amount: '11.90' }] } })
    expect(await accounts.balances(account)).toEqual({ receivable: 11.9, unallocated: 0 })
    const facts: { kind: string }[] = (await api.get(`/accounts/${account}/facts`)).body
    expect(facts.filter(({ kind }) => kind === 'invoice-settled')).toHaveLength(3)
    expect(facts.filter(({ kind }) => kind === 'withdrawn')).toHaveLength(1)
  })

  it('takes a part of it where a part is missing, and nothing where the credit was not used', async () => {
    const { account, credit } = await credited()
    await api.post('/payments', { account, amount: '70.00', method: 'bank' })
    expect(await accounts.balances(account)).toEqual({ receivable: 0, unallocated: -22.4 })
    const { body } = await api.post(`/invoices/${credit}/cancel`, why)
    expect(body.reopened).toMatchObject([{ amount: '11.90' }, { amount: '1.40' }])
    expect((await invoicesOf(account)).map(({ outstanding }: { outstanding: string }) => outstanding)).toEqual(
      ['0.00', '0.00', '1.40', '11.90'] // of the cancelled one nothing is asked
    )
    expect(await accounts.balances(account)).toEqual({ receivable: 13.3, unallocated: 0 })
    const { account: other } = await accounts.billed()
    await endHome(other)
    await accounts.billAll('2026-04-01')
    const unused = await api.post(`/invoices/${(await accounts.newest(other)).number}/cancel`, why)
    expect(unused).toMatchObject({ status: 200, body: { reopened: [] } })
  })

  it('and is billed anew leaves paid what the new credit pays', async () => {
    const { account, invoice } = await accounts.billed()
    await endHome(account)
    await accounts.billAll('2026-04-01')
    const { number } = await accounts.newest(account)
    await api.post('/payments/use-credit', { account, invoices: [invoice] })
    await api.post(`/accounts/${account}/items`, { amount: '10.00', description: 'Visit', effective: '2026-03-05' })
    const { body } = await api.post(`/invoices/${number}/rebill`, why)
    expect(body).toMatchObject({ invoice: { total: '-23.80' } })
    expect(await invoicesOf(account)).toMatchObject([{ paid: '23.80', outstanding: '35.70' }, {}, {}])
    expect(await accounts.balances(account)).toEqual({ receivable: 35.7, unallocated: 0 })
  })
})

describe('the books', () => {
  const step = fc.tuple(
    fc.constantFrom('bill', 'bill', 'cancel', 'cancel', 'rebill', 'pay', 'reverse', 'use credit', 'item', 'credit'),
    fc.integer({ min: 0, max: 90 })
  )

  it('say what open invoices ask for, less the credit, which is never less than nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async steps => {
        const { account } = await accounts.billed()
        await api.post(`/accounts/${account}/items`, {
          amount: '-90.00',
          description: 'Sorry',
          effective: '2026-03-02'
        })
        const months = [...MONTHS]
        for (const month of months.splice(0, 3)) await accounts.billAll(month)
        for (const [deed, size] of steps) await doStep(account, { deed, size, months })
        const all = await invoicesOf(account)
        const asked = all.reduce(
          (sum: bigint, each: { outstanding: string }) => sum + parseDecimal(each.outstanding),
          0n
        )
        const books = await accounts.balances(account)
        expect(parseDecimal(String(books['receivable'] ?? 0))).toBe(asked)
        expect(books['unallocated'] ?? 0).toBeLessThanOrEqual(0)
        expect(await api.app.get(LedgerService).totals('main')).toMatchObject({ balanced: true })
      }),
      { numRuns: 6, endOnFailure: true }
    )
  })
})

/** A step that cannot be made is refused, and changes nothing. */
async function doStep(
  account: string,
  { deed, months, size }: { readonly deed: string; readonly size: number; readonly months: string[] }
): Promise<void> {
  const all = await invoicesOf(account)
  const { number } = all[size % all.length]
  const paid = (await api.get(`/payments?account=${account}`)).body
  const next = deed === 'bill' ? months.shift() : undefined
  if (next !== undefined) await accounts.billAll(next)
  if (deed === 'cancel' || deed === 'rebill') await api.post(`/invoices/${number}/${deed}`, why)
  if (deed === 'pay') await api.post('/payments', { account, amount: `${size + 1}.00`, method: 'bank' })
  if (deed === 'reverse' && paid.length > 0) await api.post(`/payments/${paid[size % paid.length].id}/reverse`, why)
  if (deed === 'use credit') await api.post('/payments/use-credit', { account })
  if (deed === 'item') await api.post(`/accounts/${account}/items`, { amount: `${20 - size}.00`, description: 'Item' })
  if (deed === 'credit') {
    const note = { amount: `${size + 1}.00`, reason: 'goodwill', by: 'Bea' }
    await api.post(`/invoices/${number}/credit-notes`, note)
  }
}
