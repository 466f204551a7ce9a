// Codes R0470 to R0479, R0485, R0627, R0640: conditions and effects that read well and never come about, or undo each other.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'

export const effectCatalogue = {
  R0470: {
    title: 'Too much to prove',
    advice: 'Let one of the two rules override the other, or write conditions with fewer parts after or.'
  },
  R0471: {
    title: 'Condition that never holds',
    advice: 'Look for a test that contradicts another, or a word that should be or. Or remove the statement.'
  },
  R0472: {
    title: 'No text by this channel',
    advice: 'Give the message a text for the channel: by sms from "FILE.hbs". Or name a channel for which it has one.'
  },
  R0473: {
    title: 'Message without a text',
    advice: 'Give the message a text: by sms from "FILE.hbs". Without one nobody is told.'
  },
  R0474: {
    title: 'Nothing that could be barred',
    advice: 'Name a service of a tariff, or international, outgoing or roaming.'
  },
  R0475: {
    title: 'Two texts for one channel',
    advice: 'Give the two texts different languages: by sms in en from "FILE.hbs". Or remove one.'
  },
  R0476: {
    title: 'Message that nobody sends',
    advice: 'Name a message that rules declare, or one of those that customers always get: invoice, invoice-overdue.'
  },
  R0477: {
    title: 'Free by a price of nothing',
    advice: 'Write free, so that nobody takes it for a slip.'
  },
  R0627: {
    title: 'Message of invoices',
    advice: 'Declare a message of another name for the policy. This one is sent with the invoices of a run.'
  },
  R0640: {
    title: 'Abroad from nowhere',
    advice: 'Say which country the operator is of: country 61, trunk prefix 0, international prefix 0011.'
  },
  R0485: {
    title: 'Restored while it is restricted',
    advice: 'Write conditions of which only one can hold: bar when owed > 50.00, restore when owed <= 50.00.'
  }
} as const satisfies Record<`R${string}`, CatalogueEntry>
