// Codes R0533 to R0537 and R0607: over how many days a fact is counted, and of whom.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'

export const factCatalogue = {
  R0533: {
    title: 'Fact that is not counted over days',
    advice: 'Only what adds up usage is counted over days: used and spend. Leave the days out.'
  },
  R0534: {
    title: 'No window of days',
    advice: 'Write from 1 to 92 whole days: in 7 days. What counts in the billing cycle needs none.'
  },
  R0535: {
    title: 'Fact that is not added up over an account',
    advice: 'Only used, included and spend are added up over the subscriptions of an account. Leave of account out.'
  },
  R0536: {
    title: 'Services that are not measured alike',
    advice: 'Name services of one unit, or write a test for each: used(voice) > 90 min or used(data) > 5 GB.'
  },
  R0537: {
    title: 'Told of an account, with a fact of a subscription',
    advice: 'Take the fact out of the message, or let it be sent by a condition of each subscription.'
  },
  R0607: {
    title: 'Fact that is not added up over a group',
    advice:
      'Only used is, and only in policies: used(data) of group > 50 GB. For money count the account, spend of account; what a group may use in all can also be a pocket of the group.'
  }
} as const satisfies Record<`R${string}`, CatalogueEntry>
