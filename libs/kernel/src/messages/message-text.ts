// A message on one channel: its template, and the text that comes of it.
import type { Message } from '@farthing/rules-language'
import { renderMessage } from '../templates/index.ts'
import type { NewMessage } from './message-queue.ts'

export type MessageText = Pick<NewMessage, 'language' | 'template' | 'text'>

/** What its templates may use, by name. */
export type MessageFacts = Readonly<Record<string, string>>

/** Those that are named, else every one for which the message has a template; null: it has none. */
export function channelsOf({ templates }: Message, named: readonly string[] = []): readonly (string | null)[] {
  const all = named.length > 0 ? named : [...new Set(templates.map(({ channel }) => channel))]
  return all.length > 0 ? all : [null]
}

/** By the template for every language, else by the first: accounts have no language of their own. `sources` by path. */
export function textOn(
  channel: string | null,
  message: Message,
  facts: MessageFacts,
  sources: ReadonlyMap<string, string>
): MessageText {
  const own = message.templates.filter(each => each.channel === channel)
  const template = own.find(({ language }) => language === null) ?? own[0]
  const source = template && sources.get(template.file)
  if (template === undefined || source === undefined) return { language: null, template: null, text: null }
  return { language: template.language, template: template.file, text: renderMessage(template.file, source, facts) }
}
