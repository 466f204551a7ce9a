// Codes R0050 to R0069, R0621: tables in blocks and in CSV files.
import { type CodeExamples, type ExampleText, ruleText } from '../code-example.ts'

const operator = ruleText`
  operator "Coastal Telecom" {
    currency AUD
    time zone "Australia/Melbourne"
  }
`

const zones = (...rows: readonly string[]): string => `zones world {\n${rows.map(row => `  ${row}\n`).join('')}}\n`

const rates = (...rows: readonly string[]): string =>
  `tariff sms-standard for sms {\n  rates {\n${rows.map(row => `    ${row}\n`).join('')}  }\n}\n`

const csv = (...lines: readonly string[]): ExampleText => ({
  'operator.farthing': operator,
  'zones.farthing': 'zones world from "zones.csv"\n',
  'zones.csv': `${lines.join('\n')}\n`
})

const rightZones = zones('| prefix | zone     |', '| 612    | national |')
const rightRates = rates('| price        | maximum |', '| 0.20 per sms | 1.00    |')

export const tableExamples: CodeExamples = {
  R0050: {
    meaning: 'The first row of a table says what its columns are. Here it holds values already.',
    wrong: zones('| 612 | national |', '| 614 | mobile   |'),
    right: zones('| prefix | zone     |', '| 612    | national |', '| 614    | mobile   |')
  },
  R0051: {
    meaning: 'The table has no column of this name.',
    wrong: zones('| prefix | zoen     |', '| 612    | national |'),
    right: rightZones
  },
  R0052: {
    meaning: 'Two columns have the same name. Which one should be read?',
    wrong: zones('| prefix | zone     | zone  |', '| 612    | national | local |'),
    right: rightZones
  },
  R0053: {
    meaning: 'The table lacks a column that every row needs.',
    wrong: zones('| prefix |', '| 612    |'),
    right: rightZones
  },
  R0054: {
    meaning: 'The row has more or fewer cells than the header has columns.',
    wrong: zones('| prefix | zone     |', '| 612    | national | 0.25 |'),
    right: rightZones
  },
  R0055: {
    meaning: 'The column wants a value in every row. Nothing is never taken for zero or for free.',
    wrong: rates('| price | maximum |', '|       | 1.00    |'),
    right: rightRates
  },
  R0056: {
    meaning: 'The star means every one of the named things, such as every zone. A price has nothing to choose from.',
    wrong: rates('| price        | maximum |', '| 0.20 per sms | *       |'),
    right: rightRates
  },
  R0057: {
    meaning: 'A row begins and ends with a bar, so that an empty cell at its end is seen.',
    wrong: zones('| prefix | zone     |', '| 612    | national'),
    right: rightZones
  },
  R0058: {
    meaning: 'The cell holds one value and something after it.',
    wrong: zones('| prefix | zone        |', '| 64     | new zealand |'),
    right: zones('| prefix | zone        |', '| 64     | new-zealand |')
  },
  R0059: {
    meaning:
      'A field of the CSV file begins with a quotation mark that is never closed. It would swallow the rest of the file.',
    wrong: csv('prefix,zone', '612,"national', '614,mobile'),
    right: csv('prefix,zone', '612,"national"', '614,mobile')
  },
  R0621: {
    meaning:
      'A field of the CSV file ends with its second quotation mark. What follows before the comma belongs to nothing.',
    wrong: csv('prefix,zone', '612,"national"-night', '614,mobile'),
    right: csv('prefix,zone', '612,national-night', '614,mobile')
  },
  R0060: {
    meaning: 'The table names its columns and holds nothing.',
    wrong: zones('| prefix | zone     |'),
    right: rightZones
  }
}
