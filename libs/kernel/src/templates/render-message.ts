// Texts of messages: as letters on a telephone, not as a page, so nothing is escaped.
import Handlebars from 'handlebars'

const engine = Handlebars.create()
const compiled = new Map<string, ReturnType<typeof Handlebars.compile>>()
const MAX_COMPILED = 256
const NOTHING = /^0(\.0+)?$/

/** A fact without a value and an amount of zero are nothing to `if`; the template was checked when it was published. */
export function renderMessage(file: string, source: string, facts: Readonly<Record<string, string>>): string {
  const key = `${file}\n${source}`
  let template = compiled.get(key)
  if (template === undefined) {
    if (compiled.size >= MAX_COMPILED) compiled.clear()
    template = engine.compile(source, { strict: true, noEscape: !file.includes('.html'), knownHelpersOnly: true })
    compiled.set(key, template)
  }
  const view = Object.entries(facts).map(([name, text]) => [name, NOTHING.test(text) ? 0 : text])
  return template(Object.fromEntries(view), { allowProtoPropertiesByDefault: false }).trim()
}
