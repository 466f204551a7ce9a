// What a page costs when there are many invoices: it is counted what PostgreSQL reads, and no time is taken.
import { MovableClock, Persistence } from '../persistence/index.ts'
import { testDatabase } from '@farthing/testing'
import { tables } from '../tables.ts'
import { type InvoiceSearch, LOOKED_AT, searchInvoices } from './invoice-search.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const ACCOUNTS = 4_000
const INVOICES = 60_000
const database = await testDatabase()
const persistence = await Persistence.open({ url: database.url, tables, migrate: false })
const now = new MovableClock('2026-06-01T00:00:00Z').now()
afterAll(async () => {
  await persistence.close()
  await database.drop()
})

const ACCOUNT_ROWS = `insert into account (tenant, id, number, name, address, bill_day, zone, currency, status, opened_on, created_at, tags)
  select 'main', lpad(n::text, 32, '0')::uuid, 'A-' || lpad(n::text, 6, '0'), 'Customer ' || n, '{}', 1, 'UTC', 'EUR', 'active', '2020-01-01', '2020-01-01',
    case when n % 1000 = 0 then '{rare,half}'::text[] when n % 2 = 0 then '{half}' else '{}' end
  from generate_series(1, $1::int) n`

/** Oldest first: the last ten are drafts, of the others every thousandth is open; each is of its account's next day. */
const INVOICE_ROWS = `insert into invoice (tenant, account, id, run, status, number, bill_date, from_date, due_date, currency, total, credit_used,
    known_at, hash, allowances, sums, issued_at, paid)
  select 'main', lpad((1 + n % $2::int)::text, 32, '0')::uuid, lpad(n::text, 32, '0')::uuid, lpad('7', 32, '0')::uuid,
    case when n > $1::int - 10 then 'draft' else 'issued' end, case when n > $1::int - 10 then null else 'INV-' || lpad(n::text, 6, '0') end,
    date '2020-01-01' + n / 100, '2020-01-01', date '2020-01-15' + n / 100, 'EUR', 1000000 * (1 + n % 977), 0, '2020-01-01', '', '[]', '[]',
    case when n > $1::int - 10 then null else timestamptz '2020-01-01' end, case when n % 1000 = 0 then 0 else 1000000 * (1 + n % 977) end
  from generate_series(1, $1::int) n`

/** Each is on its invoices: one on all, one on every second, one on every ten thousandth, a hundred kinds of one on the rest. */
const TEXTS = new Map([
  [1, 'Mobile 20'],
  [2, 'Voice, national'],
  [3, 'Engineer on site'],
  ...Array.from({ length: 90 }, (_, n) => [100 + n, `Phone of kind ${n}`] as const)
])
const INVOICE_TEXT_ROWS = `insert into invoice_text (tenant, text, bill_date, invoice, account)
  select 'main', t.id, date '2020-01-01' + n / 100, lpad(n::text, 32, '0')::uuid, lpad((1 + n % $2::int)::text, 32, '0')::uuid
  from generate_series(1, $1::int) n cross join lateral (
    select 1 as id union select 2 where n % 2 = 0 union select 3 where n % 10000 = 0 union select 100 + n % 90) t`

const REPAIRED = `insert into invoice_line (tenant, account, period_until, invoice, line, part, key, type, series, ledger, category,
    from_date, until_date, quantity, amount, exact, description, explanation)
  values ('main', $1, '2020-03-01', $2, 1, 1, '', '', '', 'revenue', 'item', '2020-02-01', '2020-03-01', '1', 1, 1, 'Repair of 5', '{}')`

beforeAll(async () => {
  await persistence.bulk('main', async client => {
    await client.query(ACCOUNT_ROWS, [ACCOUNTS])
    await client.query(INVOICE_ROWS, [INVOICES, ACCOUNTS])
    await client.query(INVOICE_TEXT_ROWS, [INVOICES, ACCOUNTS])
    for (const text of TEXTS) await client.query(`insert into line_text values ('main', $1, $2)`, [...text])
  })
  await persistence.bulk(
    'main',
    async client => void (await client.query('analyze account, invoice, invoice_text, line_text'))
  )
})

interface Cost {
  readonly found: number
  /** Pages of 8 kB that PostgreSQL looked at. */
  readonly read: number
  readonly next: string | null
}

async function costOf(asks: Partial<InvoiceSearch>): Promise<Cost> {
  const search: InvoiceSearch = { sort: 'date', order: 'asc', limit: 50, ...asks }
  return persistence.bulk('main', async client => {
    const blocks = async (): Promise<number> => {
      await client.query('select pg_stat_force_next_flush()')
      await client.query('select pg_stat_clear_snapshot()')
      const { rows } = await client.query(
        `select (sum(pg_stat_get_xact_blocks_fetched(oid)))::int as read from pg_class where relname ~ '^(invoice|account|line)'`
      )
      return rows[0].read
    }
    const before = await blocks()
    const answer = await searchInvoices({ bulkRead: work => work(client) }, 'main', { search, now })
    const read = (await blocks()) - before
    if (!answer.ok) throw new Error(answer.detail)
    return { found: answer.value.invoices.length, read, next: answer.value.next }
  })
}

it.each<[string, Partial<InvoiceSearch>, number]>([
  ['all', {}, 50],
  ['newest first', { order: 'desc' }, 50],
  ['by amount', { sort: 'amount' }, 50],
  ['the largest', { sort: 'amount', order: 'desc' }, 50],
  ['by number', { sort: 'number' }, 50],
  ['a number', { number: 'INV-031234' }, 1],
  ['the newest number', { sort: 'number', order: 'desc', limit: 1 }, 1],
  ['an account', { account: 'A-000077' }, 15],
  ['a name', { text: 'customer 77' }, 50],
  ['few accounts', { tag: 'rare' }, 50],
  ['many accounts', { tag: 'half' }, 50],
  ['drafts', { status: 'draft' }, 10],
  ['unpaid', { payment: 'unpaid' }, 50],
  ['overdue', { payment: 'overdue', order: 'desc' }, 50],
  ['a range of amounts', { sort: 'amount', totalMin: 500_000_000n, totalMax: 501_000_000n }, 50],
  ['days', { from: Temporal.PlainDate.from('2021-01-01') }, 50],
  ['a line that all have', { line: 'mobile 20' }, 50],
  ['a line that many have, newest first', { line: 'national', order: 'desc' }, 50],
  ['a line that few have', { line: 'engin' }, 6],
  ['a line of few accounts', { line: 'mob', tag: 'rare' }, 50],
  ['a line that nobody has', { line: 'satellite' }, 0],
  ['a run', { run: `${'0'.repeat(8)}-0000-0000-0000-${'7'.padStart(12, '0')}` }, 50]
])('reads few pages for %s', async (_, asks, found) => {
  const cost = await costOf(asks)
  expect(cost.found).toBe(found)
  expect(cost.read).toBeLessThan(asks.line === undefined ? 2_000 : 8_000)
})

it('looks at so many invoices at most, and goes on where it stopped', async () => {
  const asks: Partial<InvoiceSearch> = { currency: 'AUD' }
  const first = await costOf(asks)
  expect(first.found).toBe(0)
  expect(first.read).toBeLessThan(6 * LOOKED_AT)
  let next = first.next
  let pages = 1
  for (; next !== null; pages += 1) next = (await costOf({ ...asks, after: next })).next
  expect(pages).toBe(INVOICES / LOOKED_AT + 1)
})

it('walks a hundred descriptions at once, and finds each invoice once', async () => {
  const found: string[] = []
  let after: string | undefined
  do {
    const search: InvoiceSearch = {
      sort: 'date',
      order: 'asc',
      limit: 200,
      line: 'phone kind',
      after,
      from: day('2021-08-01')
    }
    const page = await searchInvoices(persistence, 'main', { search, now })
    if (!page.ok) throw new Error(page.detail)
    found.push(...page.value.invoices.map(({ id }) => id))
    after = page.value.next ?? undefined
  } while (after !== undefined)
  expect(new Set(found).size).toBe(found.length)
  expect(found.length).toBe(INVOICES - 100 * 578 + 1)
  expect((await costOf({ line: 'phone' })).read).toBeLessThan(1.5 * LOOKED_AT)
})

it('walks the index of each description, in order', async () => {
  const plan = await persistence.bulk('main', async client => {
    const { rows } = await client.query(
      `explain select x.bill_date, x.invoice from invoice_text x where x.tenant = 'main' and x.text = 1
         and (x.bill_date, x.invoice) > ('2020-06-01', '00000000-0000-0000-0000-000000000000') order by x.bill_date, x.invoice limit 1000`
    )
    return rows.map(row => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toContain('Index Only Scan using invoice_text_pkey')
  expect(plan).not.toMatch(/Sort|Seq Scan|Filter/)
})

it('says when too many descriptions are meant, and finds those of an account', async () => {
  await persistence.bulk('main', async client => {
    await client.query(
      `insert into line_text select 'main', 1000 + n, 'Repair of ' || n from generate_series(1, 101) n`
    )
    await client.query(REPAIRED, ['7'.padStart(32, '0'), '4006'.padStart(32, '0')])
  })
  const search: InvoiceSearch = { sort: 'date', order: 'asc', limit: 50, line: 'repair' }
  const found = (asked: InvoiceSearch) => searchInvoices(persistence, 'main', { search: asked, now })
  expect(await found(search)).toMatchObject({ ok: false, reason: 'too-many-texts' })
  const ofAccount = await found({ ...search, account: 'A-000007' })
  expect(ofAccount.ok && ofAccount.value.invoices.map(({ number }) => number)).toEqual(['INV-004006'])
  expect(await found({ ...search, account: 'A-000008' })).toMatchObject({ ok: true, value: { invoices: [] } })
})

const UNPAID_ROWS = `insert into invoice (tenant, account, id, run, status, number, bill_date, from_date, due_date, currency, total, credit_used,
    known_at, hash, allowances, sums, issued_at)
  select 'busy', lpad((1 + n % 200)::text, 32, '0')::uuid, lpad(n::text, 32, '0')::uuid, lpad('7', 32, '0')::uuid, 'issued', 'INV-' || lpad(n::text, 6, '0'),
    date '2020-01-01' + n / 100, '2020-01-01', '2020-01-15', case when n - $1::int in (1, 2, 3) then 'AUD' else 'EUR' end, 1000000, 0, '2020-01-01', '', '[]', '[]',
    timestamptz '2020-01-01'
  from generate_series(1, $1::int + 50) n`
const FIVE_PAID = `insert into payment_allocation (tenant, account, id, payment, invoice, amount, allocated_on)
  select tenant, account, gen_random_uuid(), null, id, total, '2020-02-01' from invoice where tenant = 'busy' order by bill_date, id limit 5`

it('hides no invoice when others are paid while a page is looked for', async () => {
  await persistence.bulk('busy', async client => {
    await client.query(ACCOUNT_ROWS.replace(`'main'`, `'busy'`), [200])
    await client.query(UNPAID_ROWS, [LOOKED_AT])
  })
  let isPaid = false
  const bulkRead: Persistence['bulkRead'] = work =>
    persistence.bulkRead(client => {
      const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>
      const watched = async (...given: unknown[]): Promise<unknown> => {
        if (!isPaid && JSON.stringify(given[0]).includes(`offset ${LOOKED_AT - 1}`)) {
          isPaid = true
          await persistence.bulk('busy', async other => void (await other.query(FIVE_PAID)))
        }
        return query(...given)
      }
      return work(Object.assign(Object.create(client) as typeof client, { query: watched }))
    })
  const search: InvoiceSearch = { sort: 'date', order: 'asc', limit: 50, payment: 'unpaid', currency: 'AUD' }
  const first = await searchInvoices({ bulkRead }, 'busy', { search, now })
  if (!first.ok) throw new Error(first.detail)
  expect({ isPaid, found: first.value.invoices }).toEqual({ isPaid: true, found: [] })
  const after = first.value.next ?? ''
  const second = await searchInvoices(persistence, 'busy', { search: { ...search, after }, now })
  expect(second.ok && second.value.invoices).toHaveLength(3)
})
