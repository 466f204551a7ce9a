// A bill that came to nothing is a bill: what it saw is not on the next invoice.
import { Readable } from 'node:stream'
import { customer, issueBills, publishRules, sampleRules, type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { Persistence } from '../persistence/index.ts'
import { UsageImports } from '../usage/index.ts'
import { Cancellations } from '../adjustments/index.ts'
import { BillingRunService, ExplainedUses, InvoicesService } from './index.ts'

const plan = (rent: string): string => `tariff dear-data for data {
  from 2025-01-01
  rates {
    | price       |
    | 1.00 per GB |
  }
}
plan ten "Ten" {
  from 2025-01-01
  ${rent}
  tariff dear-data
  include 10 GB of data
}
`

jest.setTimeout(60_000)

/** One customer of the plan since March, to be billed on the first of each month. */
class Life {
  readonly kernel: TestKernel
  #imports = 0

  constructor(kernel: TestKernel) {
    this.kernel = kernel
  }

  static async under(rules: string): Promise<Life> {
    const kernel = await testKernel({ now: '2026-02-28T14:00:00Z' })
    await publishRules(kernel, sampleRules(rules))
    await customer(kernel, { identities: ['61400000001'], plan: 'ten', from: '2026-03-01' })
    return new Life(kernel)
  }

  async use(event: string, day: string, megabytes: number, known = day): Promise<void> {
    this.kernel.clock.moveTo(`${known}T02:00:00Z`)
    const text = `id,service,subscriber,to,started_at,quantity,unit\n${event},data,61400000001,,${day} 10:00:00,${megabytes},MB\n`
    const file = `usage-${(this.#imports += 1)}.csv`
    const outcome = await this.kernel.get(UsageImports).importStream(Readable.from([text]), file, { format: 'csv' })
    expect(outcome).toMatchObject({ ok: true, value: { rated: 1 } })
  }

  async bill(day: string): Promise<void> {
    this.kernel.clock.moveTo(`${day}T01:00:00Z`)
    await issueBills(this.kernel, day)
  }

  /** Of each invoice the events that it lists. */
  async annexes(): Promise<Record<string, string[]>> {
    const invoices = this.kernel.get(InvoicesService)
    const annexes: Record<string, string[]> = {}
    for (const { id, billDate, number } of await invoices.list({ limit: 100 })) {
      const usage = (await invoices.document(id))?.usage ?? []
      annexes[`${number} of ${billDate}`] = usage.map(
        ({ amount, covered, event }) => `${event} ${covered / 1e9} GB covered, ${Number(amount) / 1e6}`
      )
    }
    return annexes
  }

  async billOf(event: string) {
    const explained = await this.kernel.get(ExplainedUses).explain(event)
    if (!explained.ok || explained.value.bill === null) throw new Error(`${event} is on no bill`)
    const { amount, billDate, corrects, covered, invoice } = explained.value.bill
    return {
      amount: amount / 1e6,
      covered: covered / 1e9,
      on: String(billDate),
      invoice: invoice?.number ?? null,
      corrects: corrects?.number ?? null
    }
  }
}

describe('a bill that came to nothing', () => {
  let life: Life
  afterEach(() => life.kernel.close())

  it('has brought its usage, as the next invoice and the event itself know', async () => {
    life = await Life.under(plan(''))
    await life.use('E1', '2026-03-05', 9000)
    await life.bill('2026-04-01')
    await life.use('E2', '2026-04-05', 11_000)
    await life.bill('2026-05-01')
    expect(await life.annexes()).toEqual({ 'INV-000001 of 2026-05-01': ['csv:E2 10 GB covered, 1'] })
    expect(await life.billOf('csv:E1')).toEqual({
      amount: 0,
      covered: 9,
      on: '2026-04-01',
      invoice: null,
      corrects: null
    })
    expect(await life.billOf('csv:E2')).toMatchObject({ amount: 1, on: '2026-05-01', invoice: 'INV-000001' })
  })

  it('lies between invoices of a rent by the quarter', async () => {
    life = await Life.under(plan('rent 90.00 per quarter in advance'))
    await life.use('E1', '2026-03-05', 9000)
    await life.bill('2026-04-01')
    await life.use('E2', '2026-04-05', 9500)
    await life.bill('2026-05-01')
    await life.use('E3', '2026-05-05', 9700)
    await life.bill('2026-06-01')
    expect(await life.annexes()).toEqual({
      'INV-000001 of 2026-04-01': ['csv:E1 9 GB covered, 0'],
      'INV-000002 of 2026-06-01': ['csv:E3 9.7 GB covered, 0']
    })
    expect(await life.billOf('csv:E2')).toMatchObject({ amount: 0, on: '2026-05-01', invoice: null })
  })

  it('leaves usage that comes late to the invoice that brings it', async () => {
    life = await Life.under(plan(''))
    await life.use('E1', '2026-03-05', 9000)
    await life.bill('2026-04-01')
    await life.use('E2', '2026-03-20', 3000, '2026-04-20')
    await life.use('E3', '2026-04-06', 4000, '2026-04-21')
    await life.bill('2026-05-01')
    await life.use('E4', '2026-05-05', 10_500)
    await life.bill('2026-06-01')
    expect(await life.annexes()).toEqual({
      'INV-000001 of 2026-05-01': ['csv:E2 1 GB covered, 2', 'csv:E3 4 GB covered, 0'],
      'INV-000002 of 2026-06-01': ['csv:E4 10 GB covered, 0.5']
    })
    expect(await life.billOf('csv:E2')).toMatchObject({ amount: 2, on: '2026-05-01', invoice: 'INV-000001' })
  })

  it('is corrected by the invoice that makes something else of its usage', async () => {
    life = await Life.under(plan(''))
    await life.use('E1', '2026-03-25', 9000)
    await life.bill('2026-04-01')
    await life.use('E2', '2026-03-20', 3000, '2026-04-20')
    await life.bill('2026-05-01')
    expect(await life.billOf('csv:E1')).toEqual({
      amount: 2,
      covered: 7,
      on: '2026-05-01',
      invoice: 'INV-000001',
      corrects: null
    })
  })

  it('is cancelled with its run, which is then made again', async () => {
    life = await Life.under(plan(''))
    const runs = life.kernel.get(BillingRunService)
    const { account: other } = await customer(life.kernel, {
      identities: ['61400000002'],
      plan: 'mobile-40',
      from: '2026-03-01'
    })
    await life.use('E1', '2026-03-05', 9000)
    life.kernel.clock.moveTo('2026-04-01T01:00:00Z')
    const run = async () => runs.drain((await runs.start({ billDate: Temporal.PlainDate.from('2026-04-01') })).id)
    const first = await run()
    expect(first).toMatchObject({ accounts: 2, totals: [{ invoices: 1 }] })
    expect(await runs.cancel(first.id)).toMatchObject({ ok: true, value: { status: 'cancelled' } })
    await life.use('E2', '2026-03-20', 3000, '2026-04-02')
    const second = await run()
    expect(second).toMatchObject({ accounts: 2, totals: [{ invoices: 2 }] })
    await runs.cancel(second.id, { accounts: [other] })
    await runs.accept(second.id)
    await runs.issue(second.id)
    await runs.drain(second.id)
    expect(await life.annexes()).toMatchObject({
      'INV-000001 of 2026-04-01': ['csv:E1 9 GB covered, 0', 'csv:E2 1 GB covered, 2']
    })
    expect(await run()).toMatchObject({ accounts: 1, totals: [{ invoices: 1 }] })
  })

  it('is cancelled once, and nothing else of it is ever changed', async () => {
    life = await Life.under(plan(''))
    await life.use('E1', '2026-03-05', 9000)
    await life.bill('2026-04-01')
    const change = (what: string): Promise<unknown> =>
      life.kernel.get(Persistence).bulk('main', client => client.query(what))
    await expect(change("update empty_bill set bill_date = '2026-05-01'")).rejects.toThrow('never changed')
    await expect(change('delete from empty_bill')).rejects.toThrow('never changed')
    await change('update empty_bill set cancelled_at = now()')
    await expect(change('update empty_bill set cancelled_at = null')).rejects.toThrow('never changed')
  })

  it('does not hide what a cancelled invoice had brought', async () => {
    life = await Life.under(plan(''))
    await life.use('E1', '2026-03-05', 11_000)
    await life.bill('2026-04-01')
    await life.use('E2', '2026-04-05', 9000)
    await life.bill('2026-05-01')
    life.kernel.clock.moveTo('2026-05-10T00:00:00Z')
    const cancelled = await life.kernel.get(Cancellations).cancel('INV-000001', { reason: 'a test' })
    expect(cancelled).toMatchObject({ ok: true })
    expect(await life.billOf('csv:E1')).toMatchObject({ on: 'null', invoice: null })
    await life.use('E3', '2026-05-15', 12_000)
    await life.bill('2026-06-01')
    expect(await life.annexes()).toEqual({
      'INV-000001 of 2026-04-01': ['csv:E1 10 GB covered, 1'],
      'INV-000002 of 2026-06-01': ['csv:E1 10 GB covered, 1', 'csv:E3 10 GB covered, 2']
    })
    expect(await life.billOf('csv:E1')).toMatchObject({ amount: 1, on: '2026-06-01', invoice: 'INV-000002' })
    expect(await life.billOf('csv:E2')).toMatchObject({ amount: 0, on: '2026-05-01', invoice: null })
  })
})
