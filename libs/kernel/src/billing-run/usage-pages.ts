// Usage of many accounts page by page, account after account in order of time: however much it is, one page of it is in memory.
import type { BillableUsage } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import {
  BILLABLE_IN_ORDER,
  rangesOf,
  type Row,
  usageByAccount,
  usageClasses,
  type UsageWanted
} from './billable-usage.ts'

interface PagesTask {
  readonly tenant: string
  readonly knownAt: Temporal.Instant
}

/** Rows: of a chunk of small accounts one page is all. */
const PAGE = 10_000
/** In the transaction of the client. */
const CURSOR = 'usage_of_bills'

export class UsagePages {
  readonly #client: ClientBase
  readonly #classes: Awaited<ReturnType<typeof usageClasses>>
  #page = new Map<string, BillableUsage[]>()
  /** Of whom the page has the last row, when others may follow; else null. */
  #goesOn: string | null = null

  private constructor(client: ClientBase, classes: Awaited<ReturnType<typeof usageClasses>>) {
    this.#client = client
    this.#classes = classes
  }

  /** Accounts are to be asked for in the order in which they are wanted. */
  static async open(
    client: ClientBase,
    { knownAt, tenant }: PagesTask,
    wanted: readonly UsageWanted[]
  ): Promise<UsagePages> {
    const pages = new UsagePages(client, await usageClasses(client, tenant))
    await client.query(`declare ${CURSOR} no scroll cursor for ${BILLABLE_IN_ORDER}`, [
      tenant,
      ...rangesOf(wanted),
      knownAt.toString()
    ])
    await pages.#next()
    return pages
  }

  /** Pages follow one another in order of (startedAt, event). */
  async each(account: string, take: (usage: readonly BillableUsage[]) => void): Promise<void> {
    for (;;) {
      const usage = this.#page.get(account)
      if (usage !== undefined) take(usage)
      if (this.#goesOn !== account) return
      await this.#next()
    }
  }

  async close(): Promise<void> {
    await this.#client.query(`close ${CURSOR}`)
  }

  async #next(): Promise<void> {
    const { rows } = await this.#client.query<Row[]>({
      rowMode: 'array',
      text: `fetch ${PAGE} from ${CURSOR}`
    } as never)
    const page = rows as unknown as Row[]
    this.#page = usageByAccount(page, this.#classes)
    this.#goesOn = page.length < PAGE ? null : (page.at(-1)?.[0] ?? null)
  }
}
