// What every table shares: the tenant column, and the policy by which PostgreSQL shows a tenant its own rows only.

const OWN = "tenant = current_setting('app.tenant', true)"

/** Row-level security for a table with a `tenant` column: spread into `defineEntity({ ...tenantOnly('account'), ... })`. */
export function tenantOnly(table: string): { tableName: string; policies: TenantPolicy[] } {
  return { tableName: table, policies: [{ name: `${table}_tenant`, command: 'all', using: OWN, check: OWN }] }
}

/** The same policy as SQL, for the table's migration. */
export function tenantPolicySql(table: string): string {
  return (
    `alter table "${table}" enable row level security;\n` +
    `create policy "${table}_tenant" on "${table}" using (${OWN}) with check (${OWN});`
  )
}

export interface TenantPolicy {
  name: string
  command: 'all'
  using: string
  check: string
}
