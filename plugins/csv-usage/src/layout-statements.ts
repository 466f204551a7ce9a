// How the files of a carrier are written: separators, columns, marks of numbers, times and telephone numbers.
import { defineStatement, nationalSlots } from '@farthing/plugin-sdk'

export const BLOCK = 'usage-format'

export const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t', bar: '|', colon: ':' } as const
export const QUOTES = { 'double quotes': '"', 'single quotes': "'", nothing: '' } as const
export const MARKS = { comma: ',', point: '.', space: ' ', apostrophe: "'" } as const

export const separatedStatement = defineStatement({
  id: 'csv-usage.separated',
  in: [BLOCK],
  pattern: 'separated by <separator>',
  slots: {
    separator: { kind: 'choice', of: ['comma', 'semicolon', 'tab', 'bar', 'colon'], doc: 'what stands between fields' }
  },
  doc: 'What stands between the fields of a line; a comma, when left out.',
  example: 'separated by semicolon',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const quotedStatement = defineStatement({
  id: 'csv-usage.quoted',
  in: [BLOCK],
  pattern: 'quoted by <quote>',
  slots: {
    quote: {
      kind: 'choice',
      of: ['double quotes', 'single quotes', 'nothing'],
      doc: 'what stands around fields that hold a separator; twice inside one it stands for itself'
    }
  },
  doc: 'How fields are quoted; by double quotes where it is needed, when left out.',
  example: 'quoted by nothing',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const columnsStatement = defineStatement({
  id: 'csv-usage.columns',
  in: [BLOCK],
  pattern: 'columns <names>',
  slots: {
    names: { kind: 'names', doc: 'as the header names them, or as they shall be called where there is no header' }
  },
  doc: 'The columns of a file. Where it has a header they may stand in any order, and an import notes those that are neither listed here nor read; without a header it is by their order that they are found.',
  example: 'columns call-id, "A Number", "B Number"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const noHeaderStatement = defineStatement({
  id: 'csv-usage.no-header',
  in: [BLOCK],
  pattern: 'no header',
  slots: {},
  doc: 'The first line of a file is usage like any other: columns lists the fields in their order.',
  example: 'no header',
  lower: () => ({ ok: true, value: null })
})

export const zoneStatement = defineStatement({
  id: 'csv-usage.zone',
  in: [BLOCK],
  pattern: 'time zone <zone>',
  slots: { zone: { kind: 'text', doc: 'a zone of the IANA data base' } },
  doc: "The clock on which local times of the files are read; the operator's, when left out.",
  example: 'time zone "Europe/Berlin"',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const decimalStatement = defineStatement({
  id: 'csv-usage.decimal',
  in: [BLOCK],
  pattern: 'decimal <mark>',
  slots: { mark: { kind: 'choice', of: ['point', 'comma'], doc: 'what stands before the decimals of a number' } },
  doc: 'What stands before the decimals of quantities and values; a point, when left out. A number with another mark waits in quarantine.',
  example: 'decimal comma',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const thousandsStatement = defineStatement({
  id: 'csv-usage.thousands',
  in: [BLOCK],
  pattern: 'thousands <mark>',
  slots: {
    mark: {
      kind: 'choice',
      of: ['point', 'comma', 'space', 'apostrophe'],
      doc: 'what stands between groups of three digits'
    }
  },
  doc: 'What stands between thousands; nothing, when left out.',
  example: 'thousands point',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const numbersStatement = defineStatement({
  id: 'csv-usage.numbers',
  in: [BLOCK],
  pattern:
    'numbers (as dialled | with country code | of country <country> [, trunk prefix <trunk>] [, international prefix <international>] [, national numbers of <shortest> [to <longest>] digits])',
  slots: {
    country: { kind: 'count', optional: true, min: 1, max: 999, doc: 'the country calling code: 49' },
    trunk: { kind: 'count', optional: true, min: 0, max: 99, doc: 'what a national number begins with: 0' },
    international: {
      kind: 'count',
      optional: true,
      min: 0,
      max: 99_999,
      doc: 'what an international number begins with: 00'
    },
    ...nationalSlots
  },
  doc: "How telephone numbers are written: as the operator's subscribers dial, when left out; with their country code and no plus before it; or as subscribers of a country dial.",
  example: 'numbers of country 49, trunk prefix 0, international prefix 00',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const layoutStatements = [
  separatedStatement,
  quotedStatement,
  columnsStatement,
  noHeaderStatement,
  zoneStatement,
  decimalStatement,
  thousandsStatement,
  numbersStatement
]
