// A message: its facts are known and asked of nothing, of that for invoices those of an invoice, and no two templates are for the same channel and language.
import type { FactSignature } from '../conditions/fact-signature.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { quoted } from '../diagnostics/wording.ts'
import { INVOICE_FACTS, INVOICE_MESSAGE, type Message } from '../rule-set/message.ts'
import type { MessageDeclaration } from '../vocabulary/declarations.ts'
import { related, type Report, ruleAt } from './report.ts'

export function checkMessages(
  declared: readonly MessageDeclaration[],
  facts: ReadonlyMap<string, FactSignature>,
  report: Report
): Message[] {
  const asked = [...facts.values()].filter(({ argument }) => argument?.needed !== true).map(({ name }) => name)
  return declared.map(({ name, facts: used, templates }) => {
    const known = name.value === INVOICE_MESSAGE ? INVOICE_FACTS : asked
    for (const { value, spot } of used) {
      if (known.includes(value)) continue
      const text = `there is no fact named ${quoted(value)} that a message may use`
      const more = { nearest: nearest(value, known), expected: known }
      // a policy may have sent a message of this name before invoices were sent by it
      if (asked.includes(value)) report.errorOfNew(spot, 'R0300', text, more)
      else report.error(spot, 'R0300', text, more)
    }
    checkTemplates(templates, report)
    const rule = `message "${name.value}"`
    return {
      name: name.value,
      facts: used.map(({ value }) => value),
      templates: templates.map(({ channel, file, language, spot }) => ({
        channel,
        language,
        file,
        at: ruleAt(spot, rule)
      })),
      at: ruleAt(name.spot, rule)
    }
  })
}

/** Which of two texts a customer gets would depend on their order. */
function checkTemplates(templates: MessageDeclaration['templates'], report: Report): void {
  templates.forEach((template, index) => {
    const { channel, language, spot } = template
    const first = templates.slice(0, index).find(other => other.channel === channel && other.language === language)
    if (first === undefined) return
    const of = language === null ? `by ${channel}` : `by ${channel} in ${language}`
    report.error(spot, 'R0475', `the message has a text ${of} already`, {
      related: [related('it is here', first.spot)]
    })
  })
}
