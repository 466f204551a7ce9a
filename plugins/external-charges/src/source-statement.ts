// `charges from parking, category parking, at most 500.00`: another system that may charge customers.
import { defineStatement } from '@farthing/plugin-sdk'
import { sourceAtWork } from './source-at-work.ts'

export interface Source {
  readonly name: string
  /** Of charges that name none. */
  readonly category: string
  /** Of one charge, micro of the account's currency; null: any. */
  readonly limit: bigint | null
}

export const sourceStatement = defineStatement({
  id: 'external-charges.source',
  in: ['file'],
  pattern: 'charges from <name> [, category <category>] [, at most <limit>]',
  slots: {
    name: { kind: 'name', declares: 'source of charges', doc: 'what the system calls itself' },
    category: {
      kind: 'name',
      declares: 'category',
      optional: true,
      doc: 'where charges that name none are booked, and how they are taxed; external when left out'
    },
    limit: { kind: 'money', optional: true, doc: 'a single charge above it is refused, and so is a credit' }
  },
  doc: 'Another system whose charges are billed here: each is known by the id that it has there, and is on the next invoice.',
  example: 'charges from parking, category parking, at most 500.00',
  charges: ['external-charge', 'external'],
  worked: sourceAtWork,
  lower(match, context) {
    const { category = 'external', limit, name } = match.slots
    const source: Source = { name, category, limit: limit === undefined ? null : context.micro(limit) }
    if (source.limit !== 0n) return { ok: true, value: source }
    const message = 'a limit of nothing refuses every charge: leave the statement out'
    return { ok: false, diagnostics: [context.error(match, match.slotSpan('limit'), message)] }
  }
})
