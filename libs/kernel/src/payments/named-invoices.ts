// The open invoices that a payer names, by number; or why one of them is not among them.
import type { Outcome } from '../http/index.ts'
import { sql, type Writer } from '../persistence/index.ts'
import type { OpenInvoiceRow } from './open-invoices.ts'

interface Payer {
  readonly tenant: string
  /** Id. */
  readonly account: string
  readonly open: readonly OpenInvoiceRow[]
}

type Named = readonly string[] | undefined

/** Ids, each once. */
export async function namedInvoices(
  writer: Writer,
  payer: Payer,
  numbers: readonly string[] | undefined
): Promise<Outcome<Named, 'unknown-invoice'>> {
  if (numbers === undefined) return { ok: true, value: undefined }
  const { open } = payer
  const missing = numbers.find(number => !open.some(each => each.number === number))
  if (missing !== undefined)
    return { ok: false, reason: 'unknown-invoice', detail: await whyNot(writer, payer, missing) }
  const value = [...new Set(numbers)].flatMap(number => open.find(each => each.number === number)?.invoice ?? [])
  return { ok: true, value }
}

async function whyNot(writer: Writer, { account, tenant }: Payer, number: string): Promise<string> {
  const [found] = await sql<{ account: string; owed_by: string; cancelled: boolean }>(
    writer,
    `select i.account, a.number as owed_by, i.cancelled_at is not null as cancelled from invoice i
     join account a on a.tenant = i.tenant and a.id = i.account where i.tenant = $1 and i.number = $2`,
    [tenant, number]
  )
  if (found === undefined) return `There is no invoice ${number}.`
  if (found.account !== account) return `Invoice ${number} is owed by account ${found.owed_by}: it is paid there.`
  return found.cancelled
    ? `Invoice ${number} is cancelled: nothing of it is asked for.`
    : `Nothing of invoice ${number} is open.`
}
