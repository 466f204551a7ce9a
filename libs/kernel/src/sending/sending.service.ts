// The invoices of a run, or one, are sent: a message for each, chunk by chunk, each once unless again.
import { Inject, Injectable, Logger } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { type BillingRun, findInvoice, findRun, type InvoiceHead, lockRun } from '../billing-run/index.ts'
import { type Outcome, refuse } from '../http/index.ts'
import { MessageQueue } from '../messages/index.ts'
import { Clock, KernelSettings, Outbox, Persistence, sql, type Writer } from '../persistence/index.ts'
import { Jobs } from '../scheduling/index.ts'
import { InvoiceMessages } from './invoice-messages.ts'
import {
  claimNext,
  claimOne,
  isAnythingDue,
  type InvoiceToSend,
  type Sending,
  type SendingPlace
} from './sending-book.ts'

export const SENDING_QUEUE = 'invoice-sending'
export interface SendingJob {
  readonly run: string
}

export type RunSendingRefusal = 'unknown-run' | 'still-issuing' | 'nothing-issued'
export type InvoiceSendingRefusal = 'unknown-invoice' | 'not-issued' | 'already-sent'

/** Invoices: one transaction, as small as what a killed process loses. */
export const SENT_AT_ONCE = 250

interface DrainSettings {
  /** Invoices a transaction. */
  readonly atOnce?: number
  readonly progress?: (sent: number) => void
}

@Injectable()
export class SendingService {
  readonly #log = new Logger('invoice-sending')

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
    @Inject(InvoiceMessages) private readonly words: InvoiceMessages,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Those issued and not sent yet, all of them with `again`. Workers send them, or `drain` here. What is under way goes on. */
  async sendRun(
    run: string,
    { again = false }: { readonly again?: boolean | undefined } = {}
  ): Promise<Outcome<BillingRun, RunSendingRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<BillingRun, RunSendingRefusal>>(tenant, async client => {
      const status = await lockRun(client, tenant, { run, changes: true })
      if (status === 'issuing')
        return refuse('still-issuing', `Run ${run} is still issuing: send its invoices when it is done.`)
      const found = await findRun(client, tenant, run)
      if (found === undefined) return refuse('unknown-run', `There is no billing run ${run}.`)
      if (!found.totals.some(each => each.status === 'issued'))
        return refuse('nothing-issued', `No invoice of run ${run} is issued: there is nothing to send.`)
      await this.#begin(client, run, again)
      return { ok: true, value: { ...found, sending: true } }
    })
  }

  /** What is under way without `again` is the same sending. */
  async #begin(client: ClientBase, run: string, again: boolean): Promise<void> {
    await sql(
      client,
      `update billing_run set sending = true, sends_again = $3 or (sending and sends_again),
         sendings = sendings + case when sending and not $3 then 0 else 1 end where tenant = $1 and id = $2`,
      [this.settings.tenant, run, again]
    )
    await this.jobs.enqueue<SendingJob>(SENDING_QUEUE, [{ data: { run } }], client)
  }

  /** Sends what is due of a run in this process, beside whatever workers there are, until all is. Harmless at any time. */
  async drain(run: string, { atOnce = SENT_AT_ONCE, progress }: DrainSettings = {}): Promise<void> {
    let after: SendingPlace | null = null
    let sent = 0
    for (;;) {
      const step = await this.#chunk(run, { after, most: atOnce })
      if (step === null) return
      sent += step.sent
      progress?.(sent)
      after = step.last
    }
  }

  /** For the scheduler: runs whose worker was killed or gave up; one that cannot be sent does not keep the others. Returns how many were. */
  async goOn(): Promise<number> {
    const { tenant } = this.settings
    const runs = await this.persistence.bulk(tenant, client =>
      sql<{ id: string }>(client, 'select id from billing_run where tenant = $1 and sending order by id', [tenant])
    )
    let count = 0
    for (const { id } of runs) {
      try {
        await this.drain(id)
        count += 1
      } catch (error) {
        this.#log.error({ run: id, error: (error as Partial<Error>).message }, 'it could not be sent; the others are')
      }
    }
    return count
  }

  /** Null: nothing of the run is to be sent any more. */
  #chunk(
    run: string,
    { after, most }: { readonly after: SendingPlace | null; readonly most: number }
  ): Promise<{ sent: number; last: SendingPlace | null } | null> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const sending = await underWay(client, tenant, run)
      if (sending === null) return null
      const at = this.clock.now()
      const { claimed, last } = await claimNext(client, sending, { after, at, most })
      await this.#tell(client, claimed, at)
      if (last !== null) return { sent: claimed.length, last }
      return (await this.#ended(client, sending)) ? null : { sent: 0, last: null }
    })
  }

  /** Unless something of it is still due, or it is asked again meanwhile. */
  async #ended(client: ClientBase, sending: Sending): Promise<boolean> {
    const { number, run, tenant } = sending
    if (await isAnythingDue(client, sending)) return false
    const ended = await sql(
      client,
      'update billing_run set sending = false where tenant = $1 and id = $2 and sending and sendings = $3 returning id',
      [tenant, run, number]
    )
    const topic = 'billing-run.sent'
    if (ended.length > 0) await this.outbox.add(client, tenant, [{ topic, subject: run, payload: { sending: number } }])
    return true
  }

  /** One invoice, by number or id. */
  async sendOne(
    reference: string,
    { again = false }: { readonly again?: boolean | undefined } = {}
  ): Promise<Outcome<InvoiceHead, InvoiceSendingRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<InvoiceHead, InvoiceSendingRefusal>>(tenant, async client => {
      const found = await findInvoice(client, tenant, reference)
      if (found === undefined) return refuse('unknown-invoice', `There is no invoice ${reference}.`)
      if (found.status !== 'issued')
        return refuse('not-issued', `Invoice ${reference} is ${found.status}: only an issued invoice is sent.`)
      const at = this.clock.now()
      const claimed = await claimOne(client, tenant, { account: found.account, invoice: found.id, again, at })
      if (claimed === undefined)
        return refuse('already-sent', `Invoice ${reference} was sent already: say that it is to be sent again.`)
      await this.#tell(client, [claimed], at)
      return { ok: true, value: { ...found, sentAt: at, timesSent: claimed.times } }
    })
  }

  async #tell(client: ClientBase, invoices: readonly InvoiceToSend[], at: Temporal.Instant): Promise<void> {
    await this.queue.add(client, this.settings.tenant, await this.words.of(invoices, at))
  }
}

async function underWay(writer: Writer, tenant: string, run: string): Promise<Sending | null> {
  const [row] = await sql<{ number: number; again: boolean }>(
    writer,
    'select sendings as number, sends_again as again from billing_run where tenant = $1 and id = $2 and sending',
    [tenant, run]
  )
  return row === undefined ? null : { tenant, run, ...row }
}
