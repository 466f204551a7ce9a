// Codes R0643 to R0645: how invoices are numbered.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'

export const numberingCatalogue = {
  R0643: {
    title: 'Form that gives no numbers',
    advice: 'Write {number} once and no digit beside it, {year} where you want it: "{year}-{number}", "DE-{number}".'
  },
  R0644: {
    title: 'Number that is no file name',
    advice: 'Write capital letters of A to Z and digits, with hyphens between them: "DE-{number}".'
  },
  R0645: { title: 'Numbers of something else', advice: 'Write something else before {number}: "DE-{number}".' }
} as const satisfies Record<`R${string}`, CatalogueEntry>
