// Whose bill a run left open, because it came to less than an invoice asks for at least.
import { sql, type Writer } from '../persistence/index.ts'

export interface CarriedAccount {
  readonly account: string
  readonly accountNumber: string
  readonly billDate: Temporal.PlainDate
  readonly currency: string
  /** Micro. */
  readonly total: bigint
}

/** In order of account number. */
export async function listCarried(
  writer: Writer,
  { run, tenant }: { readonly tenant: string; readonly run: string },
  page: { readonly after?: string | undefined; readonly limit: number }
): Promise<CarriedAccount[]> {
  const rows = await sql<Record<'account' | 'number' | 'on' | 'currency' | 'total', string>>(
    writer,
    `select f.account, a.number, f.bill_date::text as on, f.currency, f.total::text
     from carried_forward f join account a on a.tenant = f.tenant and a.id = f.account
     where f.tenant = $1 and f.run = $2 and ($3::text is null or a.number > $3) order by a.number limit $4`,
    [tenant, run, page.after ?? null, page.limit]
  )
  return rows.map(({ account, currency, number, on, total }) => ({
    ...{ account, accountNumber: number, currency },
    billDate: Temporal.PlainDate.from(on),
    total: BigInt(total)
  }))
}
