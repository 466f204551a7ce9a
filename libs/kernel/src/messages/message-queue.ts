// The work list of what customers, and the operator, are to be told: written beside its cause and announced, read page by page.
import type { RuleRef } from '@farthing/billing-core/values'
import { Inject, Injectable } from '@nestjs/common'
import { findAccount } from '../accounts/index.ts'
import {
  Clock,
  Ids,
  instantFromSql,
  KernelSettings,
  Outbox,
  Persistence,
  sql,
  takeNumbers,
  type Writer
} from '../persistence/index.ts'

export interface NewMessage {
  /** Null: the operator is told. */
  readonly account: string | null
  /** Null: the account is told. */
  readonly subscription: string | null
  readonly name: string
  /** Null when neither the policy nor a template names one. */
  readonly channel: string | null
  readonly language: string | null
  readonly template: string | null
  /** Null when there is no template for the channel. */
  readonly text: string | null
  readonly facts: Readonly<Record<string, string>>
  readonly dueOn: Temporal.PlainDate
  readonly reason: string
  /** Null: the settings of the installation want it, no rule does. */
  readonly rule: RuleRef | null
  /** Of the rules; null with the rule. */
  readonly version: string | null
}

export interface QueuedMessage extends NewMessage {
  readonly id: string
  readonly accountNumber: string | null
  readonly state: 'queued'
  readonly queuedAt: Temporal.Instant
}

export interface MessagePage {
  /** Id or number. */
  readonly account?: string | undefined
  /** Id of the last one of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

interface Row extends Omit<QueuedMessage, 'dueOn' | 'queuedAt' | 'accountNumber'> {
  readonly account_number: string | null
  readonly due_on: string
  readonly queued_at: string
}

/** In the column of the account, by which rows are found: no account has this id. */
const OPERATOR = '00000000-0000-0000-0000-000000000000'

@Injectable()
export class MessageQueue {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** In the caller's transaction, late in it: others who add wait for its end, so that nothing appears before what was read. */
  async add(writer: Writer, tenant: string, news: readonly NewMessage[]): Promise<void> {
    if (news.length === 0) return
    const messages = news.map(each => ({ ...each, id: this.ids.next() }))
    const events = messages.map(({ account, channel, id, name, rule, subscription }) => {
      return { topic: 'message.queued', subject: id, payload: { account, subscription, name, channel, rule } }
    })
    await this.outbox.add(writer, tenant, events)
    const first = await takeNumbers(writer, tenant, 'message', messages.length)
    await sql(
      writer,
      `insert into message (tenant, account, id, subscription, name, channel, language, template, text, facts, due_on,
         reason, rule, version, position, state, queued_at)
       select $1, fresh.*, 'queued', $16::timestamptz from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[],
         $6::text[], $7::text[], $8::text[], $9::text[], $10::jsonb[], $11::date[], $12::text[], $13::jsonb[],
         $14::text[], $15::bigint[]) as fresh`,
      [
        tenant,
        messages.map(({ account }) => account ?? OPERATOR),
        messages.map(({ id }) => id),
        messages.map(({ subscription }) => subscription),
        messages.map(({ name }) => name),
        messages.map(({ channel }) => channel),
        messages.map(({ language }) => language),
        messages.map(({ template }) => template),
        messages.map(({ text }) => text),
        messages.map(({ facts }) => JSON.stringify(facts)),
        messages.map(({ dueOn }) => dueOn.toString()),
        messages.map(({ reason }) => reason),
        messages.map(({ rule }) => (rule === null ? null : JSON.stringify(rule))),
        messages.map(({ version }) => version),
        messages.map((_, index) => (first + BigInt(index)).toString()),
        this.clock.now().toString()
      ]
    )
  }

  /** Whether a page can go on after it. */
  async has(id: string): Promise<boolean> {
    const { tenant } = this.settings
    const query = 'select from message where tenant = $1 and id = $2'
    const found = await this.persistence.read(tenant, tx => sql(tx, query, [tenant, id]))
    return found.length > 0
  }

  /**
   * In the order in which they came to be seen, so that whoever goes on after the last one read misses none; none after one that there is not.
   * Undefined when there is no such account.
   */
  list(page: MessagePage & { readonly account?: undefined }): Promise<QueuedMessage[]>
  list(page: MessagePage): Promise<QueuedMessage[] | undefined>
  list({ account, after, limit }: MessagePage): Promise<QueuedMessage[] | undefined> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, async tx => {
      const of = account === undefined ? null : await findAccount(tx, tenant, account)
      if (of === undefined) return undefined
      const rows = await sql<Row>(
        tx,
        `select m.account, m.id, a.number as account_number, m.subscription, m.name, m.channel, m.language, m.template,
           m.text, m.facts, m.state, m.due_on::text, m.reason, m.rule, m.version, m.queued_at::text
         from message m left join account a on a.tenant = m.tenant and a.id = m.account
         where m.tenant = $1 and ($2::uuid is null or m.position > (select last.position from message last where last.tenant = $1 and last.id = $2))
           ${of === null ? '' : 'and m.account = $4'} order by m.position limit $3`,
        [tenant, after ?? null, limit, ...(of === null ? [] : [of.id])]
      )
      return rows.map(messageOf)
    })
  }
}

function messageOf({ account_number: accountNumber, due_on: dueOn, queued_at: queuedAt, ...rest }: Row): QueuedMessage {
  const account = rest.account === OPERATOR ? null : rest.account
  return { ...rest, account, accountNumber, dueOn: Temporal.PlainDate.from(dueOn), queuedAt: instantFromSql(queuedAt) }
}
