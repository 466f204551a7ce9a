import { sql, type Writer } from '../persistence/index.ts'

/** What subscriptions are called now, by id. */
export async function subscriptionLabels(
  writer: Writer,
  tenant: string,
  ids: readonly string[]
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const query = 'select id, label from subscription where tenant = $1 and id = any($2::uuid[])'
  const rows = await sql<{ id: string; label: string }>(writer, query, [tenant, ids])
  return new Map(rows.map(({ id, label }) => [id, label]))
}
