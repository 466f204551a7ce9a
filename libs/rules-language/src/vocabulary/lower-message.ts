// `message` -> declaration.
import type { Match } from '../signature/match.ts'
import type { MessageDeclaration } from './declarations.ts'
import { childOf, headSpot, isOf, slotSpot } from './match-parts.ts'
import { messageFactsStatement, type messageStatement, messageTemplateStatement } from './policy-statements.ts'

export function lowerMessage(match: Match & Match<(typeof messageStatement)['slots']>): MessageDeclaration {
  const facts = childOf(match, messageFactsStatement)
  return {
    name: { value: match.slots.name, spot: slotSpot(match, 'name') },
    facts: (facts?.slots.facts ?? []).map((value, index) => ({
      value,
      spot: { source: match.source, ...(facts ?? match).slotSpan('facts' as never, index) }
    })),
    templates: match.children.flatMap(child => {
      if (!isOf(child, messageTemplateStatement)) return []
      const { channel, file, language } = child.slots
      return [{ channel, language: language ?? null, file, spot: headSpot(child) }]
    })
  }
}
