// Bill runs against the real database, with real plugins and rules from text.
import {
  type OpenedBillingAccount,
  openAccounts,
  publishRules,
  putUsage,
  type TestKernel,
  testKernel
} from '@farthing/testing'
import { jest } from '@jest/globals'
import { FactBook } from '../accounts/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { PaymentsService } from '../payments/index.ts'
import { type MovableClock, Persistence } from '../persistence/index.ts'
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

zones world {
  | prefix | zone     |
  | 61     | national |
  | 614    | mobile   |
}

tariff voice-standard for voice {
  zone by called number in world
  rates {
    | zone     | price           | increment |
    | national | 0.10 per minute | 60s / 60s |
    | mobile   | 0.30 per minute | 60s / 60s |
  }
}

plan mobile-20 "Mobile 20" {
  rent 20.00 per month in advance, prorated by day
  setup 10.00
  tariff voice-standard
  include 10 min of voice to national
}

plan mobile-40 "Mobile 40" {
  rent 40.00 per month in advance, prorated by day
  tariff voice-standard
}
`

jest.setTimeout(60_000)

const day = (text: string) => Temporal.PlainDate.from(text)

describe('a bill run', () => {
  let app: TestKernel
  let clock: MovableClock
  let runs: BillingRunService
  let invoices: InvoicesService
  let accounts: OpenedBillingAccount[]

  beforeAll(async () => {
    app = await testKernel({ now: '2026-01-15T00:00:00Z' })
    clock = app.clock
    await publishRules(app, new Map([['test.farthing', RULES]]))
    runs = app.get(BillingRunService)
    invoices = app.get(InvoicesService)
    accounts = await openAccounts(app, [
      { billDay: 1, from: '2026-01-15', plans: ['mobile-20'] },
      { billDay: 1, from: '2026-02-01', plans: ['mobile-40', 'mobile-20'] },
      { billDay: 15, from: '2026-02-01', plans: ['mobile-40'] },
      { billDay: 1, from: '2026-02-01', plans: ['no-such-plan'] }
    ])
  })
  afterAll(() => app.close())

  const bill = async (date: string) => {
    clock.moveTo(`${date}T00:00:00Z`)
    return runs.drain((await runs.start({ billDate: day(date), chunkSize: 2 })).id)
  }

  const linesOf = async (account: OpenedBillingAccount | undefined, date: string) => {
    const [head] = (await invoices.list({ account: account?.number, limit: 100 })).filter(
      each => each.billDate.equals(day(date)) && each.status !== 'cancelled'
    )
    const found = head && (await invoices.find(head.id))
    return (found?.lines ?? []).map(({ description, from, until, amount }) => {
      return `${description} ${from.toString()}..${until.toString()} ${Number(amount) / 1e6}`
    })
  }

  const call = (account: OpenedBillingAccount | undefined, at: string, minutes: number, to = '61390000000') => {
    return {
      account: account?.id ?? '',
      subscription: account?.subscriptions[0] ?? '',
      plan: 'mobile-20',
      service: 'voice',
      to,
      at,
      quantity: minutes * 60_000
    }
  }

  it('drafts what is due, parks what cannot be billed, and leaves the rest alone', async () => {
    await putUsage(app, '2026-01-21T00:00:00Z', [
      call(accounts[0], '2026-01-20T10:00:00+11:00', 8),
      call(accounts[0], '2026-01-20T11:00:00+11:00', 5),
      call(accounts[0], '2026-01-20T12:00:00+11:00', 2, '61400000000')
    ])
    const run = await bill('2026-02-01')
    expect(run).toMatchObject({ status: 'draft', accounts: 3, parked: 1, chunks: 2, chunksDone: 2 })
    expect(await runs.parked(run.id, { limit: 10 })).toMatchObject([
      { accountNumber: accounts[3]?.number, reason: 'unknown-plan', detail: expect.stringContaining('no-such-plan') }
    ])
    expect(await linesOf(accounts[0], '2026-02-01')).toEqual([
      expect.stringMatching(/2026-01-15..2026-01-16 10$/),
      expect.stringMatching(/^Mobile 20 2026-01-15..2026-02-01 10.97$/),
      expect.stringMatching(/^Mobile 20 2026-02-01..2026-03-01 20$/),
      expect.stringMatching(/mobile.* 0.6$/),
      expect.stringMatching(/national.* 0.3$/)
    ])
    expect(await linesOf(accounts[2], '2026-02-15')).toEqual([])
  })

  it('finds nothing to do a second time', async () => {
    const again = await bill('2026-02-01')
    expect(again).toMatchObject({ accounts: 1, parked: 1, totals: [], status: 'empty' })
  })

  it('issues accepted invoices: numbers without a gap, balanced postings, an event each', async () => {
    const [second, first] = await runs.list({ limit: 10 })
    expect(await runs.issue(first?.id ?? '')).toMatchObject({ ok: false, reason: 'nothing-accepted' })
    expect(await runs.accept(second?.id ?? '')).toMatchObject({ ok: false, reason: 'not-in-review' })
    await runs.accept(first?.id ?? '')
    await runs.issue(first?.id ?? '', 1)
    expect(await runs.drain(first?.id ?? '')).toMatchObject({
      status: 'issued',
      totals: [{ status: 'issued', invoices: 2 }]
    })
    const numbers = (await invoices.list({ limit: 10 })).map(({ number }) => number)
    expect(numbers.toSorted()).toEqual(['INV-000001', 'INV-000002'])
    const balances = await app.get(LedgerService).balances('main')
    expect(balances.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n)
    expect(balances).toContainEqual({
      ledgerAccount: `receivable:${accounts[0]?.number}`,
      unit: 'AUD',
      amount: 41_870_000n
    })
    const events = await app
      .get(Persistence)
      .bulk('main', client => client.query(`select payload from outbox where topic = 'invoice.issued'`))
    expect(events.rows.filter(({ payload }) => /^\d+\.\d\d$/.test(payload.total))).toHaveLength(2)
  })

  it('never lets an issued invoice or a line be changed', async () => {
    const change = (statement: string) => app.get(Persistence).bulk('main', client => client.query(statement))
    await expect(change('update invoice set total = 0')).rejects.toThrow('never changed')
    await expect(change(`update invoice set status = 'draft'`)).rejects.toThrow('never changed')
    await expect(change('delete from invoice')).rejects.toThrow('never changed')
    await expect(change('update invoice_line set amount = 0')).rejects.toThrow('never changed')
  })

  it('explains a line down to the rule and the events behind it', async () => {
    const found = await invoices.find('INV-000001')
    const usage = found?.lines.find(({ description }) => description.includes('national'))
    const explained = await invoices.explain('INV-000001', usage?.line ?? 0)
    expect(explained?.line.explanation.rule).toMatchObject({ file: 'test.farthing' })
    expect(explained?.events.map(({ billed, covered, amount }) => [billed, covered, amount])).toEqual([
      [480_000, 480_000, 0n],
      [300_000, 120_000, 300_000n]
    ])
  })

  it('pays the oldest invoice first, keeps the rest as credit, and uses it on the next invoice', async () => {
    const payments = app.get(PaymentsService)
    clock.moveTo('2026-02-10T00:00:00Z')
    const paid = await payments.record({ account: accounts[0]?.number ?? '', amount: 50_000_000n, method: 'bank' })
    expect(paid).toMatchObject({
      ok: true,
      value: { number: 'PAY-000001', unallocated: 8_130_000n, allocations: [{ invoice: 'INV-000001', settles: true }] }
    })
    const facts = await app
      .get(Persistence)
      .bulk('main', client => app.get(FactBook).of(client, 'main', accounts[0]?.id ?? ''))
    expect(facts.filter(({ kind }) => kind === 'invoice-settled')).toHaveLength(1)
  })

  it('brings late usage and back-dated changes on the next bill, as differences', async () => {
    await putUsage(app, '2026-02-03T00:00:00Z', [call(accounts[0], '2026-01-31T23:00:00+11:00', 4)])
    clock.moveTo('2026-02-20T00:00:00Z')
    await app.get(Persistence).bulk('main', client =>
      app.get(FactBook).append(client, 'main', [
        {
          account: accounts[0]?.id ?? '',
          fact: {
            kind: 'plan-changed',
            effective: day('2026-02-15'),
            subscription: accounts[0]?.subscriptions[0] ?? '',
            plan: 'mobile-40'
          }
        },
        {
          account: accounts[0]?.id ?? '',
          fact: {
            kind: 'item',
            effective: day('2026-02-18'),
            amount: -5_000_000n,
            description: 'Goodwill',
            category: 'goodwill',
            subscription: null
          }
        }
      ])
    )
    const run = await bill('2026-03-01')
    expect(await linesOf(accounts[0], '2026-03-01')).toEqual([
      expect.stringMatching(/^Mobile 20 2026-02-15..2026-03-01 -10$/),
      expect.stringMatching(/^Mobile 40 2026-02-15..2026-03-01 20$/),
      expect.stringMatching(/^Mobile 40 2026-03-01..2026-04-01 40$/),
      expect.stringMatching(/national 2026-01-15..2026-02-01 0.4$/),
      expect.stringMatching(/^Goodwill 2026-02-18..2026-02-19 -5$/)
    ])
    await runs.accept(run.id)
    await runs.issue(run.id)
    await runs.drain(run.id)
    const [march] = (await invoices.list({ account: accounts[0]?.number, limit: 10 })).filter(({ billDate }) =>
      billDate.equals(day('2026-03-01'))
    )
    expect(march).toMatchObject({ total: 45_400_000n, creditUsed: 8_130_000n, paid: 8_130_000n })
    const document = await invoices.document(march?.id ?? '')
    expect(document).toMatchObject({
      openingBalance: -8_130_000n,
      toPay: 37_270_000n,
      payments: [{ number: 'PAY-000001' }]
    })
    expect(document?.usage).toHaveLength(1)
    expect(document?.groups.map(({ subscription }) => subscription)).toEqual([accounts[0]?.subscriptions[0], null])
  })

  it('catches up accounts that were missed, on the day that they were due', async () => {
    const [missed] = (await invoices.list({ account: accounts[2]?.number, limit: 10 })).map(({ billDate }) =>
      billDate.toString()
    )
    expect(missed).toBe('2026-02-15')
  })

  it('brings the charges of a cancelled invoice again, under a new number', async () => {
    const before = await linesOf(accounts[0], '2026-03-01')
    const [march] = (await invoices.list({ account: accounts[0]?.number, limit: 10 })).filter(({ billDate }) =>
      billDate.equals(day('2026-03-01'))
    )
    const cancelled = await app.get(Cancellations).cancel(march?.number ?? '', { reason: 'wrong address' })
    expect(cancelled).toMatchObject({ ok: true, value: { invoice: { status: 'cancelled', creditNote: 'CN-000001' } } })
    expect(await app.get(Cancellations).cancel(march?.number ?? '', { reason: 'again' })).toMatchObject({
      ok: false,
      reason: 'already-cancelled'
    })
    expect(await app.get(LedgerService).accountBalances('main', accounts[0]?.id ?? '')).toContainEqual({
      ledgerAccount: `unallocated:${accounts[0]?.number}`,
      unit: 'AUD',
      amount: -8_130_000n
    })
    const run = await bill('2026-03-01')
    expect(await linesOf(accounts[0], '2026-03-01')).toEqual(before)
    await runs.accept(run.id)
    await runs.issue(run.id)
    await runs.drain(run.id)
    const numbers = (await invoices.list({ limit: 20 })).map(({ number }) => number).toSorted()
    expect(numbers).toEqual(['INV-000001', 'INV-000002', 'INV-000003', 'INV-000004', 'INV-000005', 'INV-000006'])
  })

  it('reopens what a reversed payment had settled', async () => {
    const reversed = await app.get(PaymentsService).reverse('PAY-000001', { reason: 'bounced' })
    expect(reversed).toMatchObject({ ok: true, value: { allocations: [] } })
    expect(await invoices.find('INV-000001')).toMatchObject({ invoice: { paid: 0n } })
    expect(await app.get(LedgerService).totals('main')).toMatchObject({ balanced: true })
    expect(await app.get(PaymentsService).reverse('PAY-000001', { reason: 'again' })).toMatchObject({ ok: false })
  })

  it('drops the drafts of a cancelled run, and the next run drafts them again', async () => {
    const april = await bill('2026-04-01')
    const total = april.totals[0]?.total
    expect(await runs.cancel(april.id)).toMatchObject({
      ok: true,
      value: { status: 'cancelled', totals: [{ status: 'cancelled', total }] }
    })
    const again = await bill('2026-04-01')
    expect(again.totals).toMatchObject([{ status: 'draft', total }])
  })
})
