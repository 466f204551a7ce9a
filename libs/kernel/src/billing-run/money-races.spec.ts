// Two hands on one account at the same moment: whatever the order, nothing is billed twice, lost, or paid twice.
import { type OpenedBillingAccount, openAccounts, publishRules, type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { LedgerService } from '../ledger/index.ts'
import { PaymentsService } from '../payments/index.ts'
import { Persistence } from '../persistence/index.ts'
import { FactBook } from '../accounts/index.ts'
import { Cancellations } from '../adjustments/index.ts'
import { BillingRunService, InvoicesService } from './index.ts'

const RULES = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  country 61, trunk prefix 0, international prefix 0011
  round half up to 0.01
  due 14 days after issue
}

plan mobile-20 "Mobile 20" {
  rent 20.00 per month in advance, prorated by day
}
`

jest.setTimeout(60_000)

const day = (text: string) => Temporal.PlainDate.from(text)
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

describe('at the same moment', () => {
  let app: TestKernel
  let runs: BillingRunService
  let invoices: InvoicesService
  let payments: PaymentsService
  let persistence: Persistence

  beforeAll(async () => {
    app = await testKernel({ now: '2026-05-01T00:00:00Z' })
    await publishRules(app, new Map([['test.farthing', RULES]]))
    runs = app.get(BillingRunService)
    invoices = app.get(InvoicesService)
    payments = app.get(PaymentsService)
    persistence = app.get(Persistence)
  })
  afterAll(() => app.close())

  const account = async (): Promise<OpenedBillingAccount> => {
    const [opened] = await openAccounts(app, [{ billDay: 1, from: '2026-02-01', plans: ['mobile-20'] }])
    if (opened === undefined) throw new Error('no account was opened')
    return opened
  }
  const start = (of: OpenedBillingAccount, date: string) => runs.start({ billDate: day(date), accounts: [of.id] })
  const draft = async (of: OpenedBillingAccount, date: string) => runs.drain((await start(of, date)).id)
  const issue = async (run: { id: string }) => {
    await runs.accept(run.id)
    await runs.issue(run.id)
    await runs.drain(run.id)
  }
  const standing = async (of: OpenedBillingAccount) =>
    (await invoices.list({ account: of.number, limit: 100 })).filter(({ status }) => status !== 'cancelled')
  const billed = async (of: OpenedBillingAccount) => (await standing(of)).reduce((sum, { total }) => sum + total, 0n)

  /** Lets the work come as far as its first change of the table, then lets it go on. */
  const heldAt = async <T>(table: string, work: () => Promise<T>): Promise<T> => {
    let going: Promise<T> | undefined
    await persistence.bulk('main', async client => {
      await client.query(`lock table ${table} in share mode`)
      going = work()
      going.catch(() => undefined)
      await pause(1_000)
    })
    return going as Promise<T>
  }

  it('two runs of different days bill a charge once', async () => {
    const customer = await account()
    const [one, other] = [await start(customer, '2026-02-01'), await start(customer, '2026-02-05')]
    await heldAt('invoice', () => Promise.all([runs.drain(one.id), runs.drain(other.id)]))
    expect(await billed(customer)).toBe(20_000_000n)
  })

  it('a cancellation while the next bill is computed is not forgotten', async () => {
    const customer = await account()
    await issue(await draft(customer, '2026-02-01'))
    const [first] = await standing(customer)
    const next = await start(customer, '2026-03-01')
    await heldAt('invoice_line', async () => {
      const drained = runs.drain(next.id)
      await pause(500)
      await Promise.all([drained, app.get(Cancellations).cancel(first?.number ?? '', { reason: 'wrong name' })])
    })
    await draft(customer, '2026-04-01')
    expect(await billed(customer)).toBe(60_000_000n)
  })

  it('nor is that of a whole run', async () => {
    const customer = await account()
    const first = await draft(customer, '2026-02-01')
    const next = await start(customer, '2026-03-01')
    await heldAt('invoice_line', async () => {
      const drained = runs.drain(next.id)
      await pause(500)
      await Promise.all([drained, runs.cancel(first.id)])
    })
    await draft(customer, '2026-04-01')
    expect(await billed(customer)).toBe(60_000_000n)
  })

  it('a payment finds the invoice that is being issued, or the invoice finds the credit', async () => {
    const customer = await account()
    const run = await draft(customer, '2026-02-01')
    await runs.accept(run.id)
    await runs.issue(run.id)
    await heldAt('ledger_transaction', () =>
      Promise.all([runs.drain(run.id), payments.record({ account: customer.id, amount: 20_000_000n, method: 'bank' })])
    )
    expect(await standing(customer)).toMatchObject([{ status: 'issued', paid: 20_000_000n }])
  })

  it('what is being issued cannot be dropped: its number is given', async () => {
    const customer = await account()
    const run = await draft(customer, '2026-02-01')
    await runs.accept(run.id)
    await runs.issue(run.id)
    const [waiting] = await standing(customer)
    expect(await app.get(Cancellations).cancel(waiting?.id ?? '', { reason: 'too late' })).toMatchObject({
      ok: false,
      reason: 'being-issued'
    })
    expect(await runs.drain(run.id)).toMatchObject({ status: 'issued', totals: [{ status: 'issued', invoices: 1 }] })
  })

  it('many payments of one account never settle more than is open', async () => {
    const customer = await account()
    await issue(await draft(customer, '2026-02-01'))
    const [open] = await standing(customer)
    const named = [open?.number ?? '', open?.number ?? '']
    const paid = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        payments.record({
          account: customer.id,
          amount: 15_000_000n,
          method: 'bank',
          ...(index === 0 ? { invoices: named } : {})
        })
      )
    )
    const credit = paid.reduce((sum, each) => sum + (each.ok ? each.value.unallocated : 0n), 0n)
    const received = BigInt(paid.filter(({ ok }) => ok).length) * 15_000_000n
    expect(await standing(customer)).toMatchObject([{ paid: 20_000_000n }])
    expect(credit).toBe(received - 20_000_000n)
    const reversals = await Promise.all(
      paid.flatMap(each => (each.ok ? [1, 2].map(() => payments.reverse(each.value.id, { reason: 'bounced' })) : []))
    )
    expect(reversals.filter(({ ok }) => ok)).toHaveLength(paid.filter(({ ok }) => ok).length)
    const balances = await app.get(LedgerService).accountBalances('main', customer.id)
    expect(balances.map(({ amount }) => amount)).toEqual([20_000_000n, 0n])
  })

  it('a chunk is done by its worker when the process that had it is killed', async () => {
    const customer = await account()
    const run = await start(customer, '2026-02-01')
    let worked: Promise<void> | undefined
    const killed = persistence.bulk('main', async client => {
      await client.query('select from billing_chunk where run = $1 for update', [run.id])
      worked = runs.workChunk({ run: run.id, number: 1 })
      await pause(500)
      throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    await worked
    expect(await runs.find(run.id)).toMatchObject({ status: 'draft', chunksDone: 1 })
  })

  it('a reversed payment takes back the credit that later invoices had used', async () => {
    const customer = await account()
    await issue(await draft(customer, '2026-02-01'))
    const paid = await payments.record({ account: customer.id, amount: 35_000_000n, method: 'bank' })
    await issue(await draft(customer, '2026-03-01'))
    expect((await standing(customer)).map(({ paid: each }) => each)).toEqual([20_000_000n, 15_000_000n])
    await payments.record({ account: customer.id, amount: 9_000_000n, method: 'cash' })
    if (paid.ok) await payments.reverse(paid.value.id, { reason: 'bounced' })
    expect((await standing(customer)).map(({ paid: each }) => each)).toEqual([0n, 9_000_000n])
    const balances = await app.get(LedgerService).accountBalances('main', customer.id)
    expect(balances.map(({ amount }) => amount)).toEqual([31_000_000n, 0n])
  })

  it('naming an invoice twice pays it once', async () => {
    const customer = await account()
    await issue(await draft(customer, '2026-02-01'))
    const number = (await standing(customer))[0]?.number ?? ''
    const paid = await payments.record({
      account: customer.id,
      amount: 50_000_000n,
      method: 'bank',
      invoices: [number, number]
    })
    expect(paid).toMatchObject({ ok: true, value: { unallocated: 30_000_000n } })
  })

  it('a fact that is being entered while a run starts is billed by it or by the next', async () => {
    const customer = await account()
    await issue(await draft(customer, '2026-02-01'))
    app.clock.moveTo('2026-05-02T00:00:00Z')
    let run: Promise<{ id: string }> | undefined
    await persistence.bulk('main', async client => {
      const item = { kind: 'item', amount: 5_000_000n, description: 'Visit', category: 'item' } as const
      const fact = { ...item, effective: day('2026-02-01'), subscription: null }
      await app.get(FactBook).append(client, 'main', [{ account: customer.id, fact }])
      app.clock.moveTo('2026-05-03T00:00:00Z')
      run = draft(customer, '2026-03-01')
      run.catch(() => undefined)
      await pause(1_500)
    })
    await run
    app.clock.moveTo('2026-05-04T00:00:00Z')
    await draft(customer, '2026-04-01')
    expect(await billed(customer)).toBe(65_000_000n)
  })
})
