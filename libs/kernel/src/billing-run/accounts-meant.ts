// Which accounts a search of invoices means. Where they are few, their invoices are read; where they are many, each invoice that is walked over is asked.
import { accountWords } from '../accounts/index.ts'
import { ID_FORM, sql, type Writer } from '../persistence/index.ts'
import type { InvoiceSearch } from './invoice-search.ts'
import { StatementValues } from './statement-values.ts'

export interface AccountsMeant {
  /** Null: many, or all. */
  readonly few: readonly string[] | null
  /** On `a`, of the table `account`. */
  readonly condition: (values: StatementValues) => string[]
}

const FEW = 500
export async function accountsMeant(writer: Writer, tenant: string, search: InvoiceSearch): Promise<AccountsMeant> {
  const condition = (values: StatementValues): string[] => conditions(search, values)
  const values = new StatementValues([tenant])
  const where = condition(values)
  if (where.length === 0) return { few: null, condition }
  const rows = await sql<{ id: string }>(
    writer,
    `select a.id from account a where ${['a.tenant = $1', ...where].join(' and ')} limit ${FEW + 1}`,
    values.all
  )
  return { few: rows.length > FEW ? null : rows.map(({ id }) => id), condition }
}

function conditions({ account, billDay, tag, text }: InvoiceSearch, values: StatementValues): string[] {
  const where: string[] = []
  if (account !== undefined)
    where.push(ID_FORM.test(account) ? `a.id = ${values.add(account)}::uuid` : `a.number = ${values.add(account)}`)
  if (text !== undefined) where.push(accountWords('a', values.add(text)))
  if (tag !== undefined) where.push(`a.tags @> array[${values.add(tag)}::text]`)
  if (billDay !== undefined) where.push(`a.bill_day = ${values.add(billDay)}`)
  return where
}
