// A notice as messages: one for each channel, with the facts that its templates may use and its text.
import { formatAmount, type RuleRef } from '@farthing/billing-core/values'
import type { FactValue } from '@farthing/plugin-sdk'
import { kernelFacts, type Message } from '@farthing/rules-language'
import { askFacts, type FactWorld } from '@farthing/simulator'
import { channelsOf, type NewMessage, textOn } from '../messages/index.ts'

export interface Notice {
  /** Null: the account is told. */
  readonly subscription: string | null
  readonly name: string
  /** None: every one for which the message has a template. */
  readonly channels: readonly string[]
  readonly reason: string
  readonly rule: RuleRef
}

/** By path. */
type Templates = ReadonlyMap<string, string>

export async function messagesOf(notice: Notice, world: FactWorld, templates: Templates): Promise<NewMessage[]> {
  const { history, ruleBook, today } = world
  const set = ruleBook.at(today)
  const message = set?.messages.find(({ name }) => name === notice.name)
  if (set === undefined || message === undefined) throw new Error(`there is no message "${notice.name}" on ${today}`)
  const facts = await factTexts(message, notice, world)
  const { channels: named, ...base } = notice
  const common = { ...base, account: history.account, facts, dueOn: today, version: set.version }
  return channelsOf(message, named).map(channel => ({
    ...common,
    channel,
    ...textOn(channel, message, facts, templates)
  }))
}

/** As customers read them: '12.50', '2026-03-01', 'mobile-20'; '' for what has no value. */
async function factTexts(
  message: Message,
  { subscription }: Notice,
  world: FactWorld
): Promise<Record<string, string>> {
  const source = askFacts(world)
  const texts: Record<string, string> = {}
  const asked = { arguments: [], ...(subscription === null && { of: 'account' as const }) }
  for (const name of message.facts) texts[name] = factText(name, await source.valueOf(name, asked), world)
  return texts
}

function factText(name: string, value: FactValue, { history, registry }: FactWorld): string {
  if (value === null) return ''
  if (typeof value !== 'bigint') return value.toString()
  const { type } = kernelFacts.find(fact => fact.name === name) ?? registry.facts.get(name) ?? {}
  return type === 'money' ? formatAmount(value, history.currency) : value.toString()
}
