// kill -9 of a worker in the middle of a bill run, and two workers at once: same totals, one invoice an account, no gap.
import { once } from 'node:events'
import { BillingRunService, LedgerService, Persistence } from '@farthing/kernel'
import {
  type OpenedBillingAccount,
  openAccounts,
  publishRules,
  putUsage,
  type TestKernel,
  testKernel
} from '@farthing/testing'
import { ended, killedInTheMiddle, untilOver, worker } from './runs-elsewhere.ts'

const ACCOUNTS = 120
const CHUNK = 4
const NOW = '2026-03-01T00:00:00Z'
const BILL_DATE = Temporal.PlainDate.from('2026-03-01')

/** Everything that a run made, in a form that two runs can be compared by. */
interface Outcome {
  readonly invoices: readonly string[]
  readonly total: string
  readonly receivable: string
  readonly lines: number
}

async function prepared(): Promise<TestKernel> {
  const kernel = await testKernel({ now: NOW })
  await publishRules(kernel)
  const wanted = Array.from({ length: ACCOUNTS }, (_, index) => {
    return { billDay: 1, from: '2026-02-01', plans: [index % 3 === 0 ? 'mobile-40' : 'mobile-20'] }
  })
  const accounts = await openAccounts(kernel, wanted)
  await putUsage(kernel, NOW, accounts.map(call))
  return kernel
}

function call(account: OpenedBillingAccount, index: number) {
  const at = `2026-02-${String(1 + (index % 28)).padStart(2, '0')}T10:00:00+11:00`
  const subscription = account.subscriptions[0] ?? ''
  return {
    account: account.id,
    subscription,
    plan: 'mobile-20',
    service: 'voice',
    to: '61399990000',
    at,
    quantity: 60_000 * (1 + (index % 7))
  }
}

async function outcome(kernel: TestKernel): Promise<Outcome> {
  const { rows } = await kernel.get(Persistence).bulk('main', client =>
    client.query<{ account: string; number: string; total: bigint; lines: number }>(
      `select a.number as account, i.number, i.total, (select count(*)::int from invoice_line l
         where l.tenant = i.tenant and l.account = i.account and l.invoice = i.id) as lines
       from invoice i join account a on a.tenant = i.tenant and a.id = i.account order by a.number`
    )
  )
  const receivables = await kernel.get(LedgerService).balances('main', 'receivable')
  return {
    invoices: rows.map(({ account, total }) => `${account} ${total}`),
    total: String(rows.reduce((sum, { total }) => sum + total, 0n)),
    receivable: String(receivables.reduce((sum, { amount }) => sum + amount, 0n)),
    lines: rows.reduce((sum, { lines }) => sum + lines, 0)
  }
}

async function numbers(kernel: TestKernel): Promise<string[]> {
  const query = 'select number from invoice order by number'
  const { rows } = await kernel.get(Persistence).bulk('main', client => client.query<{ number: string }>(query))
  return rows.map(({ number }) => number)
}

const consecutive = Array.from({ length: ACCOUNTS }, (_, index) => `INV-${String(index + 1).padStart(6, '0')}`)

async function accepted(kernel: TestKernel, id: string): Promise<void> {
  const runs = kernel.get(BillingRunService)
  expect((await runs.accept(id)).ok).toBe(true)
  expect((await runs.issue(id, CHUNK)).ok).toBe(true)
}

describe('a bill run', () => {
  let undisturbed: Outcome
  beforeAll(async () => {
    const kernel = await prepared()
    const runs = kernel.get(BillingRunService)
    const { id } = await runs.start({ billDate: BILL_DATE, chunkSize: CHUNK })
    await runs.drain(id)
    await accepted(kernel, id)
    await runs.drain(id)
    undisturbed = await outcome(kernel)
    expect(undisturbed.invoices).toHaveLength(ACCOUNTS)
    expect(await numbers(kernel)).toEqual(consecutive)
    await kernel.close()
  }, 120_000)

  it('comes to the same totals when its worker is killed in the middle of either phase', async () => {
    const kernel = await prepared()
    const { id } = await kernel.get(BillingRunService).start({ billDate: BILL_DATE, chunkSize: CHUNK })
    await killedInTheMiddle(kernel, id, NOW)
    const next = worker(kernel, NOW)
    await untilOver(kernel, id)
    await ended(next)
    await accepted(kernel, id)
    await killedInTheMiddle(kernel, id, NOW)
    const last = worker(kernel, NOW)
    expect(await untilOver(kernel, id)).toMatchObject({ status: 'issued' })
    await ended(last, 'SIGTERM')
    expect(await outcome(kernel)).toEqual(undisturbed)
    expect(await numbers(kernel)).toEqual(consecutive)
    expect(await kernel.get(LedgerService).totals('main')).toMatchObject({ transactions: ACCOUNTS, balanced: true })
    await kernel.close()
  }, 240_000)

  it('makes one invoice an account with two workers at it, and a second run at the same time', async () => {
    const kernel = await prepared()
    const runs = kernel.get(BillingRunService)
    const workers = [worker(kernel, NOW), worker(kernel, NOW)]
    await Promise.all(workers.map(({ child }) => once(child.stdout ?? child, 'data')))
    const [first, second] = await Promise.all([
      runs.start({ billDate: BILL_DATE, chunkSize: CHUNK }),
      runs.start({ billDate: BILL_DATE, chunkSize: CHUNK + 3 })
    ])
    for (const { id } of [first, second]) await untilOver(kernel, id)
    for (const { id } of [first, second]) {
      if ((await runs.find(id))?.status !== 'draft') continue
      await accepted(kernel, id)
      await untilOver(kernel, id)
    }
    for (const each of workers) await ended(each, 'SIGTERM')
    expect(await outcome(kernel)).toEqual(undisturbed)
    expect(await numbers(kernel)).toEqual(consecutive)
    await kernel.close()
  }, 240_000)
})

it('numbers without a gap what is accepted in parts, by two workers of which one is killed', async () => {
  const kernel = await prepared()
  const runs = kernel.get(BillingRunService)
  const { id } = await runs.start({ billDate: BILL_DATE, chunkSize: CHUNK })
  await runs.drain(id)
  const { rows } = await kernel
    .get(Persistence)
    .bulk('main', client => client.query<{ account: string }>('select account from invoice order by id'))
  const halves = [0, 1].map(half => rows.filter((_, index) => index % 2 === half).map(({ account }) => account))
  for (const accounts of halves) {
    expect((await runs.accept(id, { accounts })).ok).toBe(true)
    expect((await runs.issue(id, CHUNK)).ok).toBe(true)
    await killedInTheMiddle(kernel, id, NOW)
    const [one, two] = [worker(kernel, NOW), worker(kernel, NOW)]
    await untilOver(kernel, id)
    for (const each of [one, two]) await ended(each)
  }
  expect(await numbers(kernel)).toEqual(consecutive)
  expect(await kernel.get(LedgerService).totals('main')).toMatchObject({ transactions: ACCOUNTS, balanced: true })
  await kernel.close()
}, 240_000)
