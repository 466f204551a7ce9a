// The block "Your account": which payments a paper tells, so that what it says of the balance before was so.
import { customer, publishRules, sampleRules, type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { BillingRunService, InvoicesService } from '../billing-run/index.ts'
import { PaymentsService, RefundsService } from '../payments/index.ts'
import { PocketsService } from '../pockets/index.ts'
import { DocumentsService } from './index.ts'

jest.setTimeout(60_000)

const PLAN = `
plan line "Line" {
  rent 50.00 per month in advance
}
`
const WHOLE = 1_000_000n

describe('what a paper says of the account', () => {
  let app: TestKernel
  let numbers = 0

  beforeAll(async () => {
    app = await testKernel({ now: '2026-01-01T00:00:00Z' })
    await publishRules(app, sampleRules(PLAN))
  })
  afterAll(() => app.close())

  /** With a line since the first of January, billed on that day. */
  async function opened(): Promise<string> {
    app.clock.moveTo('2026-01-01T00:00:00Z')
    numbers += 1
    const { account } = await customer(app, { identities: [`040000000${numbers}`], plan: 'line', from: '2026-01-01' })
    await bill(account, '2026-01-01')
    return account
  }

  async function drafted(account: string, billDate: string) {
    const runs = app.get(BillingRunService)
    const run = await runs.start({ billDate: Temporal.PlainDate.from(billDate), accounts: [account] })
    return runs.drain(run.id)
  }

  async function bill(account: string, billDate: string, issuedOn = billDate): Promise<void> {
    const runs = app.get(BillingRunService)
    app.clock.moveTo(`${billDate}T00:00:00Z`)
    const { id } = await drafted(account, billDate)
    app.clock.moveTo(`${issuedOn}T00:00:00Z`)
    await runs.accept(id)
    await runs.issue(id)
    await runs.drain(id)
  }

  async function pay(account: string, amount: bigint, receivedOn: string, enteredOn = receivedOn): Promise<string> {
    app.clock.moveTo(`${enteredOn}T00:00:00Z`)
    const payment = { account, amount: amount * WHOLE, method: 'bank', receivedOn: Temporal.PlainDate.from(receivedOn) }
    const paid = await app.get(PaymentsService).record(payment)
    if (!paid.ok) throw new Error(paid.detail)
    return paid.value.id
  }

  /** Rows of the block on the paper of a bill day. */
  async function told(account: string, billDate: string): Promise<string[]> {
    const found = await app.get(InvoicesService).list({ account, limit: 10 })
    const invoice = found.find(each => each.billDate.toString() === billDate)
    const page = await app.get(DocumentsService).html(invoice?.id ?? '')
    const block = /Your account<\/h2>\s*<table>(.*?)<\/table>/s.exec(page.ok ? page.value : '')?.[1] ?? ''
    return [...block.matchAll(/<td>(.*?)<\/td><td class="amount">(.*?)<\/td>/g)].map(row => `${row[1]} ${row[2]}`)
  }

  it('leaves out top-ups, whose money goes on into a pocket', async () => {
    const account = await opened()
    await pay(account, 50n, '2026-01-10')
    app.clock.moveTo('2026-01-20T00:00:00Z')
    const top = { amount: 20n * WHOLE, method: 'card', expiresAt: null, priority: 100, subscription: null }
    expect(await app.get(PocketsService).topUp(account, top)).toMatchObject({ ok: true })
    await bill(account, '2026-02-01')
    expect(await told(account, '2026-02-01')).toEqual([
      'Balance before this invoice 50.00',
      'Payment received 10 January 2026 -50.00',
      'This invoice 50.00',
      'Amount due $50.00'
    ])
  })

  it('says the same when a payment is entered late, and tells that on the next paper', async () => {
    const account = await opened()
    await bill(account, '2026-02-01')
    const first = ['Balance before this invoice 50.00', 'This invoice 50.00', 'Amount due $100.00']
    expect(await told(account, '2026-02-01')).toEqual(first)
    await pay(account, 50n, '2026-01-28', '2026-02-03')
    expect(await told(account, '2026-02-01')).toEqual(first)
    await bill(account, '2026-03-01')
    expect(await told(account, '2026-03-01')).toEqual([
      'Balance before this invoice 100.00',
      'Payment received 28 January 2026 -50.00',
      'This invoice 50.00',
      'Amount due $100.00'
    ])
  })

  it('tells once what came between the bill day and the day of issue, on the paper that asks for less', async () => {
    const account = await opened()
    app.clock.moveTo('2026-02-01T00:00:00Z')
    const { id } = await drafted(account, '2026-02-01')
    await pay(account, 50n, '2026-02-02')
    const paid = ['Balance before this invoice 50.00', 'Payment received 2 February 2026 -50.00']
    expect(await told(account, '2026-02-01')).toEqual([...paid, 'This invoice 50.00', 'Amount due $50.00'])
    app.clock.moveTo('2026-02-03T00:00:00Z')
    const runs = app.get(BillingRunService)
    await runs.accept(id)
    await runs.issue(id)
    await runs.drain(id)
    expect(await told(account, '2026-02-01')).toEqual([...paid, 'This invoice 50.00', 'Amount due $50.00'])
    await bill(account, '2026-03-01')
    expect((await told(account, '2026-03-01'))[0]).toBe('Balance before this invoice 50.00')
    expect(await told(account, '2026-03-01')).toHaveLength(3)
  })

  it('says the same when a payment is taken back, and tells that on the next paper', async () => {
    const account = await opened()
    const payment = await pay(account, 50n, '2026-01-10')
    await bill(account, '2026-02-01')
    const first = await told(account, '2026-02-01')
    expect(first).toContain('Payment received 10 January 2026 -50.00')
    app.clock.moveTo('2026-02-05T00:00:00Z')
    await app.get(PaymentsService).reverse(payment, { reason: 'bounced' })
    expect(await told(account, '2026-02-01')).toEqual(first)
    await pay(account, 7n, '2026-02-10')
    const bounced = await pay(account, 3n, '2026-02-12')
    await app.get(PaymentsService).reverse(bounced, { reason: 'bounced' })
    await bill(account, '2026-03-01')
    expect(await told(account, '2026-03-01')).toEqual([
      'Balance before this invoice 50.00',
      'Payment of 10 January 2026 taken back on 5 February 2026 50.00',
      'Payment received 10 February 2026 -7.00',
      'Payment received 12 February 2026 -3.00',
      'Payment of 12 February 2026 taken back on 12 February 2026 3.00',
      'This invoice 50.00',
      'Amount due $143.00'
    ])
  })

  it('begins with what the paper before ended with, where credit was paid out and what had brought it is gone', async () => {
    const account = await opened()
    await pay(account, 50n, '2026-01-05')
    const bounced = await pay(account, 70n, '2026-01-10')
    const refunded = await app.get(RefundsService).refund({ account, method: 'bank', reason: 'paid twice' })
    expect(refunded.ok).toBe(true)
    app.clock.moveTo('2026-01-12T00:00:00Z')
    await app.get(PaymentsService).reverse(bounced, { reason: 'bounced' })
    await bill(account, '2026-02-01')
    expect(await told(account, '2026-02-01')).toEqual([
      'Balance before this invoice 50.00',
      'Payment received 5 January 2026 -50.00',
      'Payment received 10 January 2026 -70.00',
      'Credit paid out 10 January 2026 70.00',
      'Payment of 10 January 2026 taken back on 12 January 2026 70.00',
      'Asked for on an invoice: credit that was paid out -70.00',
      'This invoice 120.00',
      'Amount due $120.00'
    ])
  })
})
