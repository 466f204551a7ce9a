// kill -9 of a worker while it issues invoices of several series in each chunk, and two runs at once: no series has a gap or a repeat.
import { setTimeout as wait } from 'node:timers/promises'
import { BillingRunService, LedgerService, Persistence } from '@farthing/kernel'
import { openAccounts, publishRules, sampleRules, type TestKernel, testKernel } from '@farthing/testing'
import { ended, killedInTheMiddle, untilOver, worker } from './runs-elsewhere.ts'

const ACCOUNTS = 96
const CHUNK = 4
/** In Melbourne it is the new year. */
const NOW = '2026-12-31T14:00:00Z'
const BILL_DATE = Temporal.PlainDate.from('2026-12-31')

const KINDS = [
  { currency: 'AUD', zone: 'Australia/Melbourne', series: 'AU-2027-' },
  { currency: 'AUD', zone: 'Europe/Berlin', series: 'AU-2026-' },
  { currency: 'EUR', zone: 'Europe/Berlin', series: 'DE-' },
  { currency: 'EUR', zone: 'Australia/Melbourne', series: 'DE-' }
] as const

function rules(): ReadonlyMap<string, string> {
  const sample = sampleRules('', 'invoices numbered "AU-{year}-{number}"')
  const euros = 'currency EUR { invoices numbered "DE-{number}" }\nplan mobile-20 "Mobile 20" { rent 9.00 per month }\n'
  return new Map([...sample, ['euros.farthing', euros]])
}

async function prepared(): Promise<TestKernel> {
  const kernel = await testKernel({ now: NOW })
  await publishRules(kernel, rules())
  const wanted = Array.from({ length: ACCOUNTS }, (_, index) => {
    const { currency, zone } = KINDS[index % KINDS.length] as (typeof KINDS)[number]
    return { billDay: 31, from: '2026-11-05', plans: ['mobile-20'], currency, zone }
  })
  await openAccounts(kernel, wanted)
  return kernel
}

/** By what stands before them, in order. */
async function numbers(kernel: TestKernel): Promise<Record<string, number[]>> {
  const query = `select number from invoice where status = 'issued' order by number`
  const { rows } = await kernel.get(Persistence).bulk('main', client => client.query<{ number: string }>(query))
  const series = Map.groupBy(rows, ({ number }) => number.slice(0, -6))
  return Object.fromEntries([...series].map(([name, all]) => [name, all.map(({ number }) => Number(number.slice(-6)))]))
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
const ALL = Object.fromEntries(
  [...Map.groupBy(KINDS, ({ series }) => series)].map(([series, kinds]) => [
    series,
    upTo((kinds.length * ACCOUNTS) / KINDS.length)
  ])
)

it('by two workers of which one is killed in the middle', async () => {
  const kernel = await prepared()
  const runs = kernel.get(BillingRunService)
  const { id } = await runs.start({ billDate: BILL_DATE, chunkSize: CHUNK })
  await runs.drain(id)
  expect((await runs.accept(id)).ok).toBe(true)
  expect((await runs.issue(id, CHUNK)).ok).toBe(true)
  await killedInTheMiddle(kernel, id, NOW)
  const left = await numbers(kernel)
  expect(Object.values(left).flat().length).toBeLessThan(ACCOUNTS)
  const [one, two] = [worker(kernel, NOW), worker(kernel, NOW)]
  await untilOver(kernel, id)
  for (const each of [one, two]) await ended(each)
  expect(await numbers(kernel)).toEqual(ALL)
  expect(await kernel.get(LedgerService).totals('main')).toMatchObject({ transactions: ACCOUNTS, balanced: true })
  await kernel.close()
}, 240_000)

it('by runs that take of the same series at the same moment, some of which are undone', async () => {
  const kernel = await prepared()
  const runs = kernel.get(BillingRunService)
  const { rows } = await kernel
    .get(Persistence)
    .bulk('main', client => client.query<{ id: string }>('select id from account order by number'))
  const parts = Array.from({ length: 6 }, (_, part) =>
    rows.flatMap(({ id }, index) => (index % 6 === part ? [id] : []))
  )
  const drafted: string[] = []
  for (const accounts of parts) {
    const { id } = await runs.start({ billDate: BILL_DATE, accounts, chunkSize: CHUNK })
    await runs.drain(id)
    await runs.accept(id)
    drafted.push(id)
  }
  const issue = async (id: string): Promise<void> => {
    expect((await runs.issue(id, CHUNK)).ok).toBe(true)
    await runs.drain(id)
  }
  await Promise.all([...drafted.map(issue), ...upTo(6).map(() => undone(kernel))])
  expect(await numbers(kernel)).toEqual(ALL)
  await kernel.close()
}, 240_000)

/** Takes numbers, and gives them back. */
async function undone(kernel: TestKernel): Promise<void> {
  const taking = kernel.get(Persistence).bulk('main', async client => {
    await client.query(
      `insert into number_series (tenant, series, next) values ('main', 'DE-{number}', 6)
       on conflict (tenant, series) do update set next = number_series.next + 5`
    )
    await wait(20)
    throw new Error('undone')
  })
  await expect(taking).rejects.toThrow('undone')
}
