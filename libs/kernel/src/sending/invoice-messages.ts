// What customers are told of their invoices: by the message of the rules that is for it, or else in plain words.
import { invoiceTold } from '@farthing/billing-core'
import { formatAmount } from '@farthing/billing-core/values'
import { INVOICE_FACTS, INVOICE_MESSAGE, type Message } from '@farthing/rules-language'
import type { RuleBooks } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { channelsOf, type MessageFacts, type NewMessage, textOn } from '../messages/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import type { InvoiceToSend } from './sending-book.ts'

type Sources = ReadonlyMap<string, string>
const NO_SOURCES: Sources = new Map()

@Injectable()
export class InvoiceMessages {
  constructor(@Inject(RulesHost) private readonly host: RulesHost) {}

  /** Of one moment: the rules are read once for many. */
  async of(invoices: readonly InvoiceToSend[], now: Temporal.Instant): Promise<NewMessage[]> {
    if (invoices.length === 0) return []
    const books = await this.host.books(now)
    const sources = new Map<string, Promise<Sources>>()
    const sourcesOf = (version: string): Promise<Sources> =>
      sources.getOrInsertComputed(version, async () => (await this.host.files(version)) ?? NO_SOURCES)
    const messages: NewMessage[] = []
    for (const invoice of invoices) messages.push(...(await messagesFor(invoice, { books, now, sourcesOf })))
    return messages
  }
}

interface World {
  readonly books: RuleBooks
  readonly now: Temporal.Instant
  sourcesOf(version: string): Promise<Sources>
}

async function messagesFor(invoice: InvoiceToSend, { books, now, sourcesOf }: World): Promise<NewMessage[]> {
  const { account, currency, number, times, zone } = invoice
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const rules = books.in(currency).at(today)
  const message = rules?.messages.find(({ name }) => name === INVOICE_MESSAGE)
  const reason = times === 1 ? `invoice ${number} is sent` : `invoice ${number} is sent again: ${times} times by now`
  const facts = factsOf(invoice)
  const common = { account, subscription: null, name: INVOICE_MESSAGE, facts, dueOn: today, reason }
  const plain = { channel: null, language: null, template: null, text: plainWords(invoice), rule: null, version: null }
  if (rules === undefined || !hasText(message)) return [{ ...common, ...plain }]
  const sources = await sourcesOf(rules.version)
  const own = Object.fromEntries(message.facts.map(name => [name, facts[name] ?? '']))
  const ruled = { ...common, facts: own, rule: message.at, version: rules.version }
  return channelsOf(message).map(channel => ({ ...ruled, channel, ...textOn(channel, message, own, sources) }))
}

/** One that policies sent before invoices were sent by its name may use facts that no invoice has. */
function hasText(message: Message | undefined): message is Message {
  if (message === undefined || message.templates.length === 0) return false
  return message.facts.every(name => INVOICE_FACTS.includes(name))
}

function plainWords({ creditUsed, currency, due, number, total }: InvoiceToSend): string {
  return invoiceTold({ number, currency, total, due, toPay: total - creditUsed })
}

/** By the names of `INVOICE_FACTS`. */
function factsOf(invoice: InvoiceToSend): MessageFacts {
  const { accountNumber, billDate, creditUsed, currency, customer, due, number, total } = invoice
  const toPay = total > creditUsed ? total - creditUsed : 0n
  return {
    ...{ number, account: accountNumber, customer, currency },
    date: billDate.toString(),
    total: formatAmount(total, currency),
    asked: formatAmount(toPay, currency),
    due: due.toString(),
    pdf: `/invoices/${number}/pdf`
  }
}
