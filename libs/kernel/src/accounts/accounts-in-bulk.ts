// Opening thousands of accounts a statement: for a migration from another system, and for the demo.
import { documentNumber } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, Ids, KernelSettings, sql, takeNumbers, type Writer } from '../persistence/index.ts'
import { BilledCurrency } from './billed-currency.ts'
import { FactBook } from './fact-book.ts'
import { checkNewAccount, tagsOf, type NewAccount } from './new-account.ts'

export interface OpenedAccount {
  readonly id: string
  readonly number: string
  readonly openedOn: Temporal.PlainDate
}

const ROWS_PER_STATEMENT = 5_000

@Injectable()
export class AccountsInBulk {
  constructor(
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BilledCurrency) private readonly currency: BilledCurrency,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Opens them in the writer's transaction, in order. Throws a RangeError that names the first one that is wrong. */
  async open(writer: Writer, accounts: readonly NewAccount[]): Promise<OpenedAccount[]> {
    const opened: OpenedAccount[] = []
    for (let start = 0; start < accounts.length; start += ROWS_PER_STATEMENT) {
      opened.push(...(await this.#openChunk(writer, accounts.slice(start, start + ROWS_PER_STATEMENT))))
    }
    return opened
  }

  async #openChunk(writer: Writer, accounts: readonly NewAccount[]): Promise<OpenedAccount[]> {
    const { tenant } = this.settings
    const billed = await this.currency.current()
    for (const account of accounts) {
      const checked = checkNewAccount(account, billed)
      if (!checked.ok) throw new RangeError(`Account '${account.name}': ${checked.detail}`)
    }
    const first = await takeNumbers(writer, tenant, 'account', accounts.length)
    const opened = accounts.map((account, index) => ({
      id: this.ids.next(),
      number: documentNumber('A', first + BigInt(index)),
      openedOn: account.openedOn ?? this.clock.today(account.zone)
    }))
    await this.#insert(writer, accounts, opened)
    const facts = accounts.map(({ billDay, zone, currency }, index) => {
      const { id, openedOn } = opened[index] as OpenedAccount
      return { account: id, fact: { kind: 'account-opened' as const, effective: openedOn, billDay, zone, currency } }
    })
    await this.facts.append(writer, tenant, facts)
    return opened
  }

  async #insert(writer: Writer, accounts: readonly NewAccount[], opened: readonly OpenedAccount[]): Promise<void> {
    await sql(
      writer,
      `insert into account (tenant, id, number, name, address, email, phone, bill_day, zone, currency, status, opened_on, tags, created_at)
       select $1, a.id, a.number, a.name, array(select jsonb_array_elements_text(a.address)), a.email, a.phone, a.bill_day,
              a.zone, a.currency, 'active', a.opened_on, array(select jsonb_array_elements_text(a.tags)), $2
       from unnest($3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::text[], $9::smallint[], $10::text[], $11::text[], $12::date[], $13::jsonb[])
         as a (id, number, name, address, email, phone, bill_day, zone, currency, opened_on, tags)`,
      [
        this.settings.tenant,
        this.clock.now().toString(),
        opened.map(each => each.id),
        opened.map(each => each.number),
        accounts.map(each => each.name.trim()),
        accounts.map(each => JSON.stringify(each.address ?? [])),
        accounts.map(each => each.email ?? null),
        accounts.map(each => each.phone ?? null),
        accounts.map(each => each.billDay),
        accounts.map(each => each.zone),
        accounts.map(each => each.currency),
        opened.map(each => each.openedOn.toString()),
        accounts.map(each => JSON.stringify(tagsOf(each.tags)))
      ]
    )
  }
}
