import {
  BillingRunService,
  ImpactService,
  KernelModule,
  Persistence,
  RulesHost,
  sql,
  SubscriptionsService
} from '@farthing/kernel'
import { parseGates, type RuleSet, SourceText } from '@farthing/rules-language'
import type { ImpactReport } from '@farthing/simulator'
import { NestFactory } from '@nestjs/core'
import {
  openAccounts,
  type OpenedBillingAccount,
  publishRules,
  putUsage,
  sampleRules,
  testKernel,
  type TestKernel
} from '@farthing/testing'

const TALKER = `plan talker "Talker" {
  from 2025-01-01
  rent 15.00 per month in advance, prorated by day
  setup 5.00
  tariff calls, messages, traffic
  include 20 min of voice to national
}
`
const before = sampleRules(TALKER)
const after = changed({
  'rent 40.00 per month': 'rent 43.00 per month',
  '| mobile         | *       | 0.39  | 0.30 per minute |': '| mobile         | *       | 0.39  | 0.36 per minute |',
  'include 20 min of voice': 'include 15 min of voice'
})

function changed(edits: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    [...before].map(([path, text]) => [
      path,
      Object.entries(edits).reduce((edited, [old, now]) => edited.replace(old, now), text)
    ])
  )
}

/** The same accounts and usage, their bills of April made by the given rules: on bill days, on demand, at an end. */
async function operatorWith(files: ReadonlyMap<string, string>): Promise<TestKernel> {
  const kernel = await testKernel({ now: '2026-05-02T00:00:00Z' })
  await publishRules(kernel, files)
  const plans = [['mobile-40'], ['talker'], ['mobile-20', 'talker'], ['mobile-80']]
  const accounts = await openAccounts(
    kernel,
    plans.map((held, index) => ({ billDay: [1, 15, 31, 28][index] ?? 1, from: '2026-02-10', plans: held }))
  )
  const days = ['2026-02-20', '2026-03-05', '2026-03-17', '2026-03-31', '2026-04-02', '2026-04-16', '2026-04-29']
  const numbers = ['61293334444', '61412345678', '442079460000', '611800123456']
  const usage = accounts.flatMap(({ id, subscriptions }, place) =>
    subscriptions.flatMap((subscription, index) =>
      days.map((day, nth) => ({
        account: id,
        subscription,
        plan: plans[place]?.[index] ?? '',
        service: 'voice',
        to: numbers[(nth + place) % numbers.length] ?? '',
        at: `${day}T1${nth}:07:00+11:00`,
        quantity: (61 + 97 * nth * (place + 1)) * 1000
      }))
    )
  )
  await putUsage(kernel, '2026-05-01T00:00:00Z', usage)
  const bill = async (on: string, of?: OpenedBillingAccount[]): Promise<void> => {
    const runs = kernel.get(BillingRunService)
    const run = await runs.start({ billDate: Temporal.PlainDate.from(on), accounts: of?.map(({ id }) => id) })
    await runs.drain(run.id)
  }
  await bill('2026-03-31')
  kernel.clock.moveTo('2026-05-02T01:00:00Z')
  const closed = accounts.at(-1)
  const ended = { kind: 'terminated' as const, effective: Temporal.PlainDate.from('2026-04-18') }
  await kernel.get(SubscriptionsService).change(closed?.subscriptions[0] ?? '', ended)
  await bill('2026-04-18', closed === undefined ? [] : [closed])
  await bill('2026-04-20', accounts.slice(1, 3))
  await bill('2026-04-30')
  return kernel
}

async function billsOfApril(kernel: TestKernel): Promise<ReadonlyMap<string, bigint>> {
  const rows = await kernel.get(Persistence).bulk('main', client =>
    sql<{ number: string; total: bigint }>(
      client,
      `select a.number, sum(i.total)::bigint as total from invoice i join account a on a.tenant = i.tenant and a.id = i.account
       where i.bill_date > '2026-03-31' and i.bill_date <= '2026-04-30' group by a.number order by a.number`
    )
  )
  return new Map(rows.map(({ number, total }) => [number, total]))
}

describe('the impact on bills', () => {
  let [old, now]: TestKernel[] = []
  beforeAll(async () => {
    ;[old, now] = [await operatorWith(before), await operatorWith(after)]
  })
  afterAll(async () => {
    await old?.close()
    await now?.close()
  })

  async function compare(kernel: TestKernel, gates = ''): Promise<ImpactReport> {
    return kernel.get(ImpactService).compare({ ...(await rules()), gates: gatesOf(gates), top: 10 })
  }

  async function rules(): Promise<{ before: RuleSet; after: RuleSet }> {
    const first = await old?.get(RulesHost).current()
    const second = await now?.get(RulesHost).current()
    if (first === undefined || second === undefined) throw new Error('both operators have rules')
    return { before: first, after: second }
  }

  const gatesOf = (text: string) => parseGates(new SourceText('gates', text)).gates

  it('is the difference between the bill runs under either rules, account by account, to the cent', async () => {
    if (old === undefined || now === undefined) throw new Error('there are two operators')
    const [billsBefore, billsAfter] = [await billsOfApril(old), await billsOfApril(now)]
    for (const kernel of [old, now]) {
      const report = await compare(kernel)
      expect(report.range).toEqual({
        from: Temporal.PlainDate.from('2026-03-31'),
        until: Temporal.PlainDate.from('2026-04-30')
      })
      expect(report.lost.uses).toBe(0)
      const moved = [...report.risers, ...report.fallers]
      for (const mover of moved) {
        expect([mover.number, mover.before, mover.after]).toEqual([
          mover.number,
          billsBefore.get(mover.number),
          billsAfter.get(mover.number)
        ])
      }
      expect(moved.length).toBeGreaterThan(1)
      expect(moved.length + report.stayed).toBe(billsBefore.size)
      expect([report.total.before, report.total.after]).toEqual([sum(billsBefore), sum(billsAfter)])
    }
  })

  it('writes nothing: it works where the database takes no writes at all', async () => {
    if (old === undefined) throw new Error('there is an operator')
    const { before: first, after: second } = await rules()
    await old
      .get(Persistence)
      .bulk('main', client =>
        client.query(
          `do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$`
        )
      )
    const module = KernelModule.forRoot({ clock: old.clock, database: { url: old.url, migrate: false } })
    const reader = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false })
    try {
      const publishing = reader.get(RulesHost).publish({ files: after, author: 'Ann', message: 'dearer' })
      await expect(publishing).rejects.toThrow(/read-only/)
      const report = await reader
        .get(ImpactService)
        .compare({ before: first, after: second, gates: gatesOf('account +1%'), top: 1 })
      expect(report).toMatchObject({ compared: 4, gates: [{ ok: false }] })
    } finally {
      await reader.close()
    }
  })
})

function sum(bills: ReadonlyMap<string, bigint>): bigint {
  return [...bills.values()].reduce((total, each) => total + each, 0n)
}
