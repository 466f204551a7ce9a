// Every table that is there: nobody has to remember to add a new one to a list.
import { testKernel } from '@farthing/testing'
import { APP_ROLE, Persistence } from './index.ts'

const kernel = await testKernel()
afterAll(() => kernel.close())

/** The record of migrations is the database's own. */
const WITHOUT_TENANT = ['migration']
const APPEND_ONLY = [
  'adjustment_line',
  'commission_entry',
  'empty_bill',
  'invoice_line',
  'invoice_usage',
  'ledger_closing',
  'ledger_posting',
  'ledger_transaction',
  'partner_parent',
  'points_entry',
  'policy_firing',
  'service_change',
  'usage_aside'
]

const column = async (query: string, values: unknown[] = []): Promise<string[]> => {
  const { rows } = await kernel.get(Persistence).bulk('main', client => client.query(query, values))
  return rows.map((row: { name: string }) => row.name)
}

describe('every table', () => {
  it('carries the tenant and is shown to its own tenant only', async () => {
    const open = await column(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not (c.relrowsecurity and exists (
         select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*'
           and pg_get_expr(p.polqual, c.oid) like '%tenant = current_setting(''app.tenant''%'
           and pg_get_expr(p.polwithcheck, c.oid) like '%tenant = current_setting(''app.tenant''%'))
       order by 1`
    )
    expect(open).toEqual(WITHOUT_TENANT)
  })

  it('begins every key with the tenant', async () => {
    const others = await column(
      `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where i.indisunique and a.attname <> 'tenant' and c.relname <> all($1)`,
      [WITHOUT_TENANT]
    )
    expect(others).toEqual([])
  })

  it('of the books lets nobody change or delete a row', async () => {
    const guarded = await column(
      `select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
       join pg_proc f on f.oid = t.tgfoid where f.proname = 'refuse_change' order by 1`
    )
    // what a proposal to rate anew has found goes with it until it is applied, a note, a dispute, a request at the retention desk and a payment run are decided once: triggers alone guard those
    expect(guarded).toEqual(
      [
        ...APPEND_ONLY,
        'adjustment',
        'commission_payout',
        'commission_run',
        'dispute',
        'retention_request',
        'rated_usage',
        'rerated_usage'
      ].sort()
    )
    const allowed = await column(
      `select relname as name from pg_class where relname = any($2) and relkind = 'r'
         and (has_table_privilege($1, oid, 'update') or has_table_privilege($1, oid, 'delete') or has_table_privilege($1, oid, 'truncate'))`,
      [APP_ROLE, [...APPEND_ONLY, 'account_fact', 'rules_version', 'rules_publication']]
    )
    expect(allowed).toEqual([])
  })
})
