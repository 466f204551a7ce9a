// Codes R0430 to R0449: how far versions reach, and what may stand beside each other.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'

export const reachCatalogue = {
  R0430: {
    title: 'Nothing that it could reach',
    advice: 'Keep the version that customers have had above it, ended by until DATE. Or say nothing of reach.'
  },
  R0431: {
    title: 'Reaches back to no earlier day',
    advice: 'Write a day before the first day of the version.'
  },
  R0432: {
    title: 'Reaches too far back',
    advice: 'Bills are corrected for 730 days. For older days enter a credit by hand.'
  },
  R0433: {
    title: 'Reaches over another version',
    advice:
      'Reach back to the first day of the version before it, or later. Or remove the version that nobody would have had.'
  },
  R0434: {
    title: 'Version that some never have',
    advice: 'Let a month lie between the two versions, or give the earlier one another reach.'
  },
  R0440: {
    title: 'Said by plan and feature',
    advice:
      'Take one of the two out: a subscription with the plan may have the feature, and only one of them can be meant.'
  }
} as const satisfies Record<`R${string}`, CatalogueEntry>
