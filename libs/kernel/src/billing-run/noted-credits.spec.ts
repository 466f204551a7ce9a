// What a chunk reads of notes, where the tenant has many: it is counted what PostgreSQL reads.
import { testDatabase } from '@farthing/testing'
import { Persistence } from '../persistence/index.ts'
import { tables } from '../tables.ts'
import { notedCredits } from './noted-credits.ts'

const NOTES = 20_000
const uuid = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`
const database = await testDatabase()
const persistence = await Persistence.open({ url: database.url, tables, migrate: false })
afterAll(async () => {
  await persistence.close()
  await database.drop()
})

/** Note n corrects the invoice n of account n by n; the last account's is a debit note. */
const NOTE_ROWS = `insert into adjustment (tenant, account, id, invoice, kind, status, reason, remark, currency, net, total, sums, proposed_by, proposed_at)
  select 'main', lpad(n::text, 32, '0')::uuid, lpad(n::text, 32, '0')::uuid, lpad(n::text, 32, '0')::uuid,
    case n when $1::int then 'debit-note' else 'credit-note' end, 'approved', 'wrong', '', 'EUR', n, n, '[]', 'Bea', '2026-01-01'
  from generate_series(1, $1::int) n`
const LINE_ROWS = `insert into adjustment_line (tenant, account, adjustment, line, invoice_line, ledger, category, description, amount, net)
  select 'main', lpad(n::text, 32, '0')::uuid, lpad(n::text, 32, '0')::uuid, 1, 1, 'revenue', 'rent', 'Rent', n, n
  from generate_series(1, $1::int) n`
/** The bills of a child that stand on the invoices 7 and 8 of their payers. */
const CHILD = uuid(999_999)
const BESIDE_ROWS = `insert into empty_bill (tenant, account, id, payer, bill_date, known_at)
  select 'main', $1::uuid, lpad(n::text, 32, '0')::uuid, lpad(n::text, 32, '0')::uuid, '2026-01-01', '2026-01-01' from generate_series(7, 8) n`

beforeAll(() =>
  persistence.bulk('main', async client => {
    await client.query(NOTE_ROWS, [NOTES])
    await client.query(LINE_ROWS, [NOTES])
    await client.query(BESIDE_ROWS, [CHILD])
    await client.query('analyze adjustment, adjustment_line, empty_bill')
  })
)

const BLOCKS = `select sum(pg_stat_get_xact_blocks_fetched(oid))::int as read from pg_class where relname ~ '^(adjustment|empty_bill)'`

it.each([
  ['its own notes', [uuid(5), uuid(NOTES)], [`${uuid(5)} 1: 5`, `${uuid(NOTES)} 1: -${NOTES}`]],
  ['those of its payers', [CHILD], [`${uuid(7)} 1: 7`, `${uuid(8)} 1: 8`]],
  ['each once', [CHILD, uuid(7)], [`${uuid(7)} 1: 7`, `${uuid(8)} 1: 8`]]
])('reads of an account %s, and no others', async (_, accounts, expected) => {
  await persistence.bulk('main', async client => {
    const blocks = async (): Promise<number> => (await client.query(BLOCKS)).rows[0].read
    const before = await blocks()
    const credits = await notedCredits(client, 'main', accounts)
    expect((await blocks()) - before).toBeLessThan(100)
    expect([...credits].map(([key, amount]) => `${key}: ${amount}`).toSorted()).toEqual(expected)
  })
})
