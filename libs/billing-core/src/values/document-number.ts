// Legal numbers of documents: of each series consecutive, written with the text of the series around them.

/** How rules say that invoices are numbered. */
export interface NumberForm {
  /** {number} stands for the number, once; {year} for the year. */
  readonly text: string
  /** At least so many. */
  readonly digits: number
}

/** Documents whose numbers have no gap and no repeat among themselves. */
export interface NumberSeries extends NumberForm {
  /** All but the number: 'DE-2026-{number}'. */
  readonly text: string
}

/**
 * What begins the numbers of whatever is numbered, with a hyphen: 'CN-000001'. Each number is one thing alone, also where people and
 * programs name things by their numbers.
 */
export const NUMBERED = {
  A: 'accounts',
  CN: 'credit notes',
  CR: 'payments of commissions',
  DN: 'debit notes',
  G: 'groups of pockets',
  INV: 'invoices',
  PAY: 'payments',
  RF: 'refunds',
  WO: 'write-offs'
} as const
export type NumberedBy = keyof typeof NUMBERED

export const LEAST_DIGITS = 6

/** INV-000001: as invoices are numbered where rules do not say. */
export const INVOICE_NUMBERS: NumberForm = { text: 'INV-{number}', digits: LEAST_DIGITS }

/** Which series it is in a year. Two forms of the same text are one series, however many digits they have. */
export function seriesIn({ digits, text }: NumberForm, year: number): NumberSeries {
  return { text: text.replaceAll('{year}', String(year).padStart(4, '0')), digits }
}

/** 'DE-2026-{number}' of 6 digits and 123 -> 'DE-2026-000123'; longer numbers are written in full. */
export function numberIn({ digits, text }: NumberSeries, sequence: number | bigint): string {
  return text.replace('{number}', String(sequence).padStart(digits, '0'))
}

/** 'CN' and 123 -> 'CN-000123'. */
export function documentNumber(by: NumberedBy, sequence: number | bigint): string {
  return numberIn({ text: `${by}-{number}`, digits: LEAST_DIGITS }, sequence)
}
