// Every code of the front half of the language: what it is called and what to do about it. Codes are stable: never reused.
import type { DiagnosticCode } from './diagnostic.ts'

export interface CatalogueEntry {
  readonly title: string
  /** One or two sentences for the page of this code. */
  readonly advice: string
}

/** R0001-R0009 characters and lines, R0010-R0019 braces, R0020-R0029 statements, R0030-R0049 values, R0050-R0069 tables, R0070-R0079 blocks, R0080-R0089 limits, R0099 the count, R0621 fields of CSV files. */
export const catalogue = {
  R0001: {
    title: 'Unknown character',
    advice: 'Remove the character. Quotation marks are ", ranges are .., comments begin with #.'
  },
  R0002: {
    title: 'Text without an end',
    advice: 'Close the text with " before the end of the line. A quotation mark inside is written \\".'
  },
  R0003: {
    title: 'Line too long',
    advice: 'A line may have 65,536 characters. Break the list after a comma, or move the table into a CSV file.'
  },
  R0004: {
    title: 'File too large',
    advice: 'A rule file may have 64 million characters. Move tables into CSV files or split the file.'
  },
  R0005: {
    title: 'Damaged text',
    advice: 'The text holds half of a character. Save the file as UTF-8 and type the character again.'
  },
  R0006: { title: 'Unknown escape', advice: 'Inside a text only \\" and \\\\ have a backslash.' },
  R0007: {
    title: 'Quotation marks missing',
    advice: 'Texts, and names that begin with a digit or hold a space, stand between quotation marks.'
  },
  R0008: {
    title: 'Quotation marks too many',
    advice: 'Only texts stand between quotation marks; dates, amounts and times do not.'
  },
  R0009: {
    title: 'Range without its dots',
    advice: 'A range is written with two dots: 08:00..20:00, monday..friday, 2026-03-01..2026-04-01.'
  },
  R0010: {
    title: 'Brace never closed',
    advice:
      'Add the missing } where the block ends. Statements inside a block are indented; one that begins in the first column is taken to stand outside.'
  },
  R0011: { title: 'Closing brace without an opening one', advice: 'Remove the }, or add the { that it should close.' },
  R0012: {
    title: 'Nested too deep',
    advice: 'Blocks nest up to 32 deep, brackets up to 64. Nothing in the language needs more.'
  },
  R0013: { title: 'Block without a statement', advice: 'Write the statement before its {, on the same line.' },
  R0014: {
    title: 'Block missing',
    advice: 'Write { at the end of the line and } after the statements that belong to it.'
  },
  R0015: { title: 'Statement takes no block', advice: 'Remove the braces.' },
  R0016: {
    title: 'Table row in the wrong place',
    advice: 'Rows | a | b | stand in blocks that take a table, such as rates { } in a tariff.'
  },
  R0020: {
    title: 'Unknown statement',
    advice:
      'The first word decides which statement a line is. Use one of the words listed, or install the plugin that brings the statement.'
  },
  R0021: { title: 'Statement in the wrong place', advice: 'Move the statement into a block where it may stand.' },
  R0022: {
    title: 'Something else was expected',
    advice: 'Replace what stands at the caret by one of the things listed.'
  },
  R0023: {
    title: 'Statement ends too soon',
    advice: 'Continue the statement with one of the things listed. A list goes on in the next line only after a comma.'
  },
  R0024: {
    title: 'Statement goes on too long',
    advice: 'Remove what is left over, or begin a new statement on the next line.'
  },
  R0025: {
    title: 'Clause out of order',
    advice: 'The clauses of a statement have one order. Move the clause to its place.'
  },
  R0026: { title: 'Clause written twice', advice: 'Remove one of the two.' },
  R0027: { title: 'Comma missing', advice: 'Write a comma before the clause.' },
  R0028: { title: 'Comma too many', advice: 'Remove the comma.' },
  R0030: {
    title: 'Number without a unit',
    advice:
      "Numbers carry their unit: 1000 min, 5 GB, 100 sms, 90s, 12.5%. Only money may go without, and is then in the operator's currency."
  },
  R0031: {
    title: 'Unknown unit',
    advice:
      'Time: s, min, h. Data: B, kB, MB, GB, TB (powers of 1000), KiB, MiB, GiB, TiB (powers of 1024). Counts: sms, mms, messages, calls, events.'
  },
  R0032: {
    title: 'Wrong kind of value',
    advice: 'Write a value of the kind that the statement wants: money where money is wanted, a time where a time is.'
  },
  R0033: {
    title: 'Money in a foreign currency',
    advice:
      "Amounts are in the operator's currency, or in the one that their file says. Convert the amount, or put the rule into a file that begins with currency EUR."
  },
  R0034: { title: 'Unknown currency', advice: 'Currencies are the three capital letters of ISO 4217: AUD, EUR, USD.' },
  R0035: {
    title: 'Not a date',
    advice: 'Dates are written year-month-day, 2026-03-01; date and time 2026-03-02 10:00.'
  },
  R0036: {
    title: 'Not a time of day',
    advice: 'Times are written with two digits each, 08:00 to 23:59; a range may end at 24:00.'
  },
  R0037: { title: 'Number out of range', advice: 'Write a whole number within the limits named.' },
  R0038: {
    title: 'Not a telephone number',
    advice: 'Write the number with + and the country code, 5 to 15 digits: +61293334444.'
  },
  R0039: { title: 'Too many digits', advice: 'Numbers have at most six decimals and twelve digits before the point.' },
  R0040: { title: 'Units do not fit together', advice: 'Add like to like; multiply and divide by plain numbers.' },
  R0041: { title: 'Bracket without its partner', advice: 'Close every ( with ).' },
  R0042: {
    title: 'Division without an exact result',
    advice: 'The result has more than six decimals. Write the amount itself.'
  },
  R0044: {
    title: 'Separator inside a number',
    advice: 'Digits are not grouped, and decimals follow a point: 1000.50.'
  },
  R0045: {
    title: 'Empty range',
    advice: 'The end of a range must come after its beginning. Ranges of dates do not include their end.'
  },
  R0047: { title: 'Listed twice', advice: 'Remove one of the two.' },
  R0050: { title: 'Table without a header', advice: 'The first row names the columns.' },
  R0051: { title: 'Unknown column', advice: 'Use the column names listed.' },
  R0052: { title: 'Column twice', advice: 'Remove one of the two.' },
  R0053: { title: 'Column missing', advice: 'Add the column to the header and to every row.' },
  R0054: { title: 'Wrong number of cells', advice: 'A row has as many cells as the header.' },
  R0055: { title: 'Empty cell', advice: 'Fill in the cell.' },
  R0056: {
    title: '* does not stand here',
    advice: 'Only columns that choose among named things take * for all of them.'
  },
  R0057: { title: 'Row without its bars', advice: 'Begin and end every row with |.' },
  R0058: { title: 'Cell goes on too long', advice: 'A cell holds one value.' },
  R0059: {
    title: 'Quotation mark never closed in a CSV file',
    advice: 'Close the field with ". A quotation mark inside a field is doubled.'
  },
  R0621: {
    title: 'Text after a field of a CSV file',
    advice: 'Put all of the field between its quotation marks, or leave them out. A quotation mark inside is doubled.'
  },
  R0060: { title: 'Table without rows', advice: 'Add at least one row below the header.' },
  R0070: { title: 'Statement missing in the block', advice: 'Add the statement; the block means nothing without it.' },
  R0071: { title: 'Statement twice in one block', advice: 'Remove one of the two.' },
  R0080: {
    title: 'Too many files',
    advice: 'A set of rules may have 10,000 files. Put plans of one kind into one file.'
  },
  R0081: { title: 'Too large a set', advice: 'All files of a set together may have 256 million characters.' },
  R0082: {
    title: 'Too many rows',
    advice: 'A table may have a million rows. Join prefixes of one zone, or split the table.'
  },
  R0083: {
    title: 'Statement too long',
    advice: 'A statement may have 20,000 words and marks. A list that long is better a table.'
  },
  R0084: {
    title: 'List too long',
    advice: 'A list may have 1,000 items, and a band 100 stretches of hours. Use a zone, or *, for many at once.'
  },
  R0085: { title: 'Name too long', advice: 'A name may have 200 characters.' },
  R0086: { title: 'Sum too long', advice: 'A sum may have 1,000 numbers. Write what part of it comes to.' },
  R0087: {
    title: 'Example with too many lines',
    advice: 'An example may have 1,000 lines. Tell the story in several examples.'
  },
  R0088: {
    title: 'Example that lasts too long',
    advice: 'An example may last 11,000 days, about 30 years. Look for a mistyped year.'
  },
  R0089: {
    title: 'Tariff with too many cells',
    advice: 'Zones times bands of a tariff may be 2 million. Join zones of one price, or use fewer bands.'
  },
  R0099: { title: 'More problems', advice: 'Mend the problems listed, then check again.' }
} as const satisfies Record<DiagnosticCode, CatalogueEntry>
