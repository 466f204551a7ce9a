// Every code that a gate can be told: what it is called and what to do about it. Codes are stable: never reused.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'

export const gateCatalogue = {
  R0380: {
    title: 'Unknown gate',
    advice: 'A gate watches account, plan, total, unrated or parked: account +20%, total -1%, unrated 0.'
  },
  R0381: { title: 'Gate of the wrong length', advice: 'A gate is one word and one limit: account +20%.' },
  R0382: {
    title: 'Limit that cannot be read',
    advice: 'Write + or - and percent or money (+20%, -5.00); what is counted takes a whole number (unrated 0).'
  },
  R0383: { title: 'Too many gates', advice: 'A set of gates holds up to 100. Keep the strictest of each kind.' }
} as const satisfies Record<DiagnosticCode, CatalogueEntry>
