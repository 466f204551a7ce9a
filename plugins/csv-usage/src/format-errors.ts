// What can be wrong with a `usage format`, each with a text that is, and the same mended.
import { ruleText, type StatementErrors } from '@farthing/plugin-sdk'

const tariff = ruleText`
  tariff calls for voice {
    from 2026-01-01

    rates {
      | price           |
      | 0.25 per minute |
    }
  }

  plan pay-per-use "Pay per use" {
    from 2026-01-01
    tariff calls
  }
`

const fields = {
  service: 'service is voice',
  subscriber: 'subscriber in payer',
  started: 'started in begun',
  quantity: 'quantity in seconds counted in s'
}

/** A format with these lines, which take the place of the fields that they name. */
function format(
  lines: readonly string[],
  { name = 'carrier-x', ...named }: Partial<typeof fields> & { name?: string } = {}
): string {
  const body = [...lines, ...Object.values({ ...fields, ...named })]
  return `usage format ${name} {\n${body.map(line => `  ${line}\n`).join('')}}\n\n${tariff}`
}

const columns = 'columns payer, begun, seconds'

export const formatErrors: StatementErrors = {
  R0500: {
    title: 'Name that no usage format can have',
    advice: 'Use small letters, digits and hyphens, at most 40 of them: carrier-x.',
    meaning:
      'The name of a format is a folder in the inbox, a word of command lines, and the beginning of the name of every event that it reads.',
    wrong: format([], { name: '"Carrier X"' }),
    right: format([], { name: 'carrier-x' })
  },
  R0501: {
    title: 'Unknown time zone of files',
    advice: 'Write the name of a zone of the IANA data base: "Europe/Berlin".',
    meaning: 'Local times of the files are read on a clock that does not exist.',
    wrong: format(['time zone "Berlin"']),
    right: format(['time zone "Europe/Berlin"'])
  },
  R0502: {
    title: 'Mark that means two things',
    advice: 'Give decimals, thousands and fields marks of their own, or have fields quoted.',
    meaning:
      'The same mark stands before decimals, between thousands or between fields: 1,234 would be read as two different numbers.',
    wrong: format(['decimal comma', 'thousands comma']),
    right: format(['decimal comma', 'thousands point'])
  },
  R0503: {
    title: 'Fields without names',
    advice: 'List the columns in the order in which they stand: columns payer, begun, seconds.',
    meaning:
      'Where no header names the fields of a line, as in files without one and in samples, only the list of columns says which is which.',
    wrong: format(['no header']),
    right: format(['no header', columns])
  },
  R0504: {
    title: 'Columns that cannot be told apart',
    advice: 'Give each column a name of its own; a line may have 256 fields.',
    meaning: 'Two columns have one name, and nothing says which of them is read. Capitals make no difference.',
    wrong: format(['columns payer, begun, seconds, Begun']),
    right: format(['columns payer, begun, seconds, ended'])
  },
  R0505: {
    title: 'Column that is not listed',
    advice: 'Use a name of the list of columns, or add it there.',
    meaning: 'A part of the event is read from a column that files do not have.',
    wrong: format([columns], { quantity: 'quantity in second counted in s' }),
    right: format([columns])
  },
  R0506: {
    title: 'Words that explain nothing',
    advice: 'Explain each word once, and only words of a column: service in kind { voice for "MOC" }.',
    meaning:
      'The block of a service or unit says what words of its column mean. A word has two meanings, or there is no column.',
    wrong: format([], { service: 'service in kind {\n    voice for "MOC", "MOC"\n  }' }),
    right: format([], { service: 'service in kind {\n    voice for "MOC", "MTC"\n  }' })
  },
  R0507: {
    title: 'Date format that says too little or too much',
    advice:
      'Write year, month, day, hour and minutes once each: YYYY or YY, MM, M or MMM, DD or D, HH or H (hh or h with A), mm; and ss, S and Z where the files have them. Or "seconds since 1970".',
    meaning:
      'A format that leaves something open, or says it twice, would read other times than were written. MM is the month, and mm the minutes.',
    wrong: format([], { started: 'started in begun as "DD.MM.YYYY HH:MM"' }),
    right: format([], { started: 'started in begun as "DD.MM.YYYY HH:mm"' })
  },
  R0508: {
    title: 'Quantity without one unit',
    advice:
      'Say once how the quantity is counted: counted in s, as "hours:minutes:seconds", or unit in COLUMN. A quantity that is the same for every line has its unit: quantity is 1 sms.',
    meaning: 'A number alone is no quantity, and one that is counted in two units is none either.',
    wrong: format([], { quantity: 'quantity in seconds' }),
    right: format([], { quantity: 'quantity in seconds counted in s' })
  },
  R0509: {
    title: 'Currency of nothing known',
    advice: 'Name a currency by ISO 4217, beside the column of the value.',
    meaning: 'The currency is none, or there is no value that could be in it.',
    wrong: format(['currency is EUR']),
    right: format(['value in amount', 'currency is EUR'])
  },
  R0510: {
    title: 'Sample that is read otherwise',
    advice: 'Correct the sample, or the statement that reads it wrong: the message says what the line comes to.',
    meaning:
      'A sample is a line of which somebody knows what it says. The format makes something else of it, and would do so with every file.',
    wrong: format([columns, 'sample "anna,2026-03-02 10:00:00,61", is 61 min of voice by anna at 2026-03-02 10:00']),
    right: format([columns, 'sample "anna,2026-03-02 10:00:00,61", is 61s of voice by anna at 2026-03-02 10:00'])
  },
  R0634: {
    title: 'Totals of what is not read',
    advice:
      'Compare a sum only where a column is read: quantity in a column, value in a column; each total in a field of its own.',
    meaning:
      'A line of totals has a sum with which nothing can be compared, for no column of the file is read as quantity or value; or two totals stand in one field.',
    wrong: format(['totals in lines beginning with "TOTAL", records in field 2, value in field 3']),
    right: format(['value in amount', 'totals in lines beginning with "TOTAL", records in field 2, value in field 3'])
  },
  R0635: {
    title: 'Parts that cannot be joined',
    advice:
      'Name by id in what all parts of a use have in common and no other use has, and have the parts counted in a column of its own.',
    meaning:
      'Parts are of one use when one id names them, and are in order by a number that is no part of the id. A quantity that is the same for every line, or a number that means a whole use, cannot be summed or counted.',
    wrong: format(['id in call, seq', 'parts numbered in seq, last where cause is "0"']),
    right: format(['id in call', 'parts numbered in seq, last where cause is "0"'])
  },
  R0636: {
    title: 'Lines that are two things at once',
    advice: 'Let lines of totals begin with something with which no others begin; those of totals need not be skipped.',
    meaning:
      'A line that begins so is a line of totals and something else: another line of totals, or one that is skipped. Only one of them could be read.',
    wrong: format([
      'skip lines beginning with "TOTAL" as "trailer"',
      'totals in lines beginning with "TOTAL", records in field 2'
    ]),
    right: format(['totals in lines beginning with "TOTAL", records in field 2 as "trailer"'])
  }
}
