// What the lines of invoices say, each description once, and on which invoices it stands: so that they are found by their words.
import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import type { Outcome } from '../http/index.ts'
import type { SortOrder } from './page-cursor.ts'
import type { StatementValues } from './statement-values.ts'
import { copyLine, CopyText, sql, wordsBegin, wordsOf, type Writer } from '../persistence/index.ts'

/** The same in every process: who meets a description first need not be asked. */
export function textId(description: string): bigint {
  return createHash('sha256').update(description).digest().readBigInt64BE()
}

/** Of the invoices of a chunk. */
export class LineTexts {
  readonly #tenant: string
  readonly #texts = new Map<string, bigint>()
  readonly #invoices = new CopyText('invoice_text (tenant, text, bill_date, invoice, account)')

  constructor(tenant: string) {
    this.#tenant = tenant
  }

  /** `billDate` as text. */
  add(
    invoice: { readonly id: string; readonly account: string; readonly billDate: string },
    descriptions: readonly string[]
  ): void {
    for (const description of new Set(descriptions)) {
      const id = this.#texts.get(description) ?? textId(description)
      this.#texts.set(description, id)
      this.#invoices.add(copyLine([this.#tenant, id, invoice.billDate, invoice.id, invoice.account]))
    }
  }

  /** In one order, so that two chunks with news never wait for each other. */
  async send(client: ClientBase): Promise<void> {
    if (this.#texts.size === 0) return
    const texts = [...this.#texts].toSorted(([, a], [, b]) => (a < b ? -1 : 1))
    await sql(
      client,
      `insert into line_text (tenant, id, description) select $1, t.* from unnest($2::bigint[], $3::text[]) as t
       on conflict do nothing`,
      [this.#tenant, texts.map(([, id]) => id.toString()), texts.map(([description]) => description)]
    )
    await this.#invoices.send(client)
  }
}

/** Descriptions that one search goes through, at most. */
const MOST_TEXTS = 100

/** Ids of the descriptions that have words like these. */
export async function textsLike(
  writer: Writer,
  tenant: string,
  words: string
): Promise<Outcome<readonly string[], 'too-many-texts'>> {
  const rows = await sql<{ id: string }>(
    writer,
    `select id::text from line_text where tenant = $1 and ${wordsBegin(wordsOf('"description"'), '$2')} limit ${MOST_TEXTS + 1}`,
    [tenant, words]
  )
  if (rows.length <= MOST_TEXTS) return { ok: true, value: rows.map(({ id }) => id) }
  const detail = `More than ${MOST_TEXTS} descriptions of lines have such words: add a word, or name the account.`
  return { ok: false, reason: 'too-many-texts', detail }
}

/** SQL on invoice `i`: whether a line of it has one of these descriptions; for few invoices. */
export function hasText(texts: readonly string[], values: StatementValues): string {
  return `exists (select from invoice_text x where x.tenant = i.tenant and x.text = any(${values.add(texts)}::bigint[])
    and x.bill_date = i.bill_date and x.invoice = i.id)`
}

/** The same by the words themselves, where too many descriptions have them. */
export function hasWords(words: string, values: StatementValues): string {
  return `exists (select from invoice_line l where l.tenant = i.tenant and l.account = any(coalesce(i.accounts, array[i.account]))
    and l.invoice = i.id and ${wordsBegin(wordsOf('l.description'), values.add(words))})`
}

export interface TextWalk {
  readonly order: SortOrder
  /** Bill dates, half-open. */
  readonly from?: Temporal.PlainDate | undefined
  readonly until?: Temporal.PlainDate | undefined
  /** Bill date and id of the last one of the page before. */
  readonly after: readonly string[] | null
  /** Invoices it looks at, at most. */
  readonly most: number
}

/** SQL on invoice `i`: the first ones in order of date. Each description is walked along its own part of the index, as far as all together need. */
export function walkedTexts(texts: readonly string[], walk: TextWalk, values: StatementValues): string {
  const { after, from, most, order, until } = walk
  const where = [`x.tenant = $1 and x.text = t.id`]
  if (from !== undefined) where.push(`x.bill_date >= ${values.add(from.toString())}::date`)
  if (until !== undefined) where.push(`x.bill_date < ${values.add(until.toString())}::date`)
  if (after !== null) {
    const [date, id] = after.map(key => `${values.add(key)}::text`)
    where.push(`(x.bill_date, x.invoice) ${order === 'asc' ? '>' : '<'} (${date}::date, ${id}::uuid)`)
  }
  return `i.id = any(array(select w.invoice from unnest(${values.add(texts)}::bigint[]) as t (id) cross join lateral (
      select x.bill_date, x.invoice from invoice_text x where ${where.join(' and ')}
      order by x.bill_date ${order}, x.invoice ${order} limit ${most}) w
    group by w.bill_date, w.invoice order by w.bill_date ${order}, w.invoice ${order} limit ${most}))`
}
