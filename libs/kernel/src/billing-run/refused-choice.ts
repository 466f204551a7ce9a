// Whether accounts that a reviewer names have something to review: a choice that finds nothing is a slip, not a success.
import { sql, type Writer } from '../persistence/index.ts'

const MOST_NAMED = 10

export async function refusedChoice(
  writer: Writer,
  { tenant, run }: { readonly tenant: string; readonly run: string },
  { accounts }: { readonly accounts?: readonly string[] | undefined }
): Promise<{ ok: false; reason: 'none-in-review'; detail: string } | null> {
  if (accounts === undefined) return null
  const missing = await sql<{ number: string }>(
    writer,
    `select a.number from account a where a.tenant = $1 and a.id = any($3::uuid[]) and not exists (
       select from invoice i where i.tenant = $1 and i.run = $2 and i.account = a.id and i.status in ('draft', 'accepted'))
     order by a.number limit $4`,
    [tenant, run, accounts, MOST_NAMED]
  )
  if (missing.length === 0) return null
  const names = missing.map(({ number }) => number).join(', ')
  return { ok: false, reason: 'none-in-review', detail: `Run ${run} has no invoice in review for ${names}.` }
}
