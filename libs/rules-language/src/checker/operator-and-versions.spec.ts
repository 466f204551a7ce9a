// The operator, and versions that follow each other.
import { type CheckedText, findingsOf } from './findings-of.ts'

const OPERATOR = `operator "X" { currency AUD; time zone "Australia/Melbourne" }
`

const cases: readonly CheckedText[] = [
  {
    title: 'wants an operator',
    text: `plan p "P" { from 2026-01-01 }`,
    found: ['a.farthing:1:1 R0100 no operator is declared: prices have no currency, and dates no zone']
  },
  {
    title: 'takes one operator',
    text:
      OPERATOR +
      `operator "X" { currency AUD; time zone "Australia/Melbourne" }
`,
    found: ['a.farthing:2:1 R0101 a second operator is declared: a set of rules has one']
  },
  {
    title: 'wants a currency',
    text: `operator "X" { time zone "UTC" }`,
    found: ['a.farthing:1:1 R0070 this `operator` has no `currency`; write, for example: currency AUD']
  },
  {
    title: 'names a statement by its word alone, though no space follows it',
    text: `operator"X"{ time zone "UTC" }`,
    found: ['a.farthing:1:1 R0070 this `operator` has no `currency`; write, for example: currency AUD']
  },
  {
    title: 'knows currencies and zones',
    text: `operator "X" { currency AUX; time zone "Mars/Base" }`,
    found: [
      'a.farthing:1:25 R0034 AUX is not a currency of ISO 4217',
      'a.farthing:1:40 R0102 `Mars/Base` is not a zone of the IANA data base'
    ]
  },
  {
    title: 'wants a rounding step that the currency has',
    text: `operator "X" { currency JPY; time zone "UTC"; round half up to 0.01 }`,
    found: [
      'a.farthing:1:64 R0103 amounts on invoices cannot be rounded to 0.01: it is no multiple of 1, the smallest amount of JPY'
    ]
  },
  {
    title: 'rounds to something',
    text: `operator "X" { currency AUD; time zone "UTC"; round half up to 0 }`,
    found: ['a.farthing:1:64 R0103 amounts cannot be rounded to nothing: the smallest amount of AUD is 0.01']
  },
  {
    title: 'names a reason of adjustments once, and their limit in its own money',
    text: `operator "X" { currency AUD; time zone "UTC"; approve adjustments above 50.00 EUR
adjustment reason outage "Outage"
adjustment reason outage "No network" }`,
    found: [
      'a.farthing:1:73 R0033 50.00 EUR is foreign money: amounts here are in AUD',
      'a.farthing:3:19 R0110 adjustment reason outage is declared twice'
    ]
  },
  {
    title: 'wants outliers beyond the last bill, and their money in its own',
    text: `operator "X" { currency AUD; time zone "UTC"; outlier above 80% of the last bill
outlier below 100% of the last bill, by 5.00 EUR or more
outlier total below -10.00 }`,
    found: [
      'a.farthing:1:61 R0567 a bill like the last one is above 80% of it, or nearly: every bill would be an outlier',
      'a.farthing:2:15 R0567 a bill like the last one is below 100% of it, or nearly: every bill would be an outlier',
      'a.farthing:2:41 R0033 5.00 EUR is foreign money: amounts here are in AUD'
    ]
  },
  ...(
    [
      ['{year}/{number}', 'R0644 `/` parts folders: a number is the name of a file, and a part of an address'],
      ['RE {number}', 'R0644 a space does not belong in a number: it is the name of a file, and a part of an address'],
      [
        'de-{number}',
        'R0644 `d` is no capital letter: numbers that differ in that alone would be one file on many disks'
      ],
      ['É-{number}', 'R0644 `É` does not belong in a number: it is the name of a file, and a part of an address'],
      ['-{number}', 'R0644 a number that begins or ends with a hyphen reads as an option of a command, or as cut off'],
      ['LIMITED-COMPANY-{year}-{number}', 'R0644 there are 21 characters beside the number, and 20 are the most'],
      ['DE-{year}', 'R0643 {number} is missing: all invoices would bear the same number'],
      ['{number}-{number}', 'R0643 {number} stands here twice: a number is written once'],
      ['{month}-{number}', 'R0643 {month} is nothing that numbers of invoices hold'],
      ['{number-1', 'R0643 {number} is missing: all invoices would bear the same number'],
      ['{number}{', 'R0644 `{` does not belong in a number: it is the name of a file, and a part of an address'],
      [
        '{year}{number}',
        'R0643 a digit beside {number} reads as a digit of the number, and two series could come to the same one'
      ],
      [
        '{number}1',
        'R0643 a digit beside {number} reads as a digit of the number, and two series could come to the same one'
      ],
      ['{year}12-{number}', 'R0643 so many digits beside {number} read as a number: 5 in a row are the most'],
      ['CN-{number}', 'R0645 credit notes are numbered CN-000001 and so on: a number would be two things'],
      ['PAY-{number}', 'R0645 payments are numbered PAY-000001 and so on: a number would be two things']
    ] as const
  ).map(([form, message]) => ({
    title: `has no numbers of invoices like ${form}`,
    text: `operator "X" { currency AUD; time zone "UTC"; invoices numbered "${form}" }`,
    found: [`a.farthing:1:65 ${message}`]
  })),
  ...['INV-{number}', '{number}', '{year}-{number}', 'PAY-{year}-{number}', 'B2B-{number}-{year}', '2026-{number}'].map(
    form => ({
      title: `may have numbers of invoices like ${form}`,
      text: `operator "X" { currency AUD; time zone "UTC"; invoices numbered "${form}", at least 8 digits }`,
      found: []
    })
  ),
  {
    title: 'leaves the step alone while the currency is unknown',
    text: `operator "X" { currency AUX; time zone "UTC"; round half up to 0.001 }`,
    found: ['a.farthing:1:25 R0034 AUX is not a currency of ISO 4217']
  },
  {
    title: 'offers the nearest statement',
    text: OPERATOR + `tarif v for voice { }`,
    found: ['a.farthing:2:1 R0020 no statement at the top level of a file begins with `tarif`']
  },
  {
    title: 'warns of an example that expects nothing',
    text:
      OPERATOR +
      `plan p "P" { }
example "a month" {
  on 2026-01-01 subscribe p
}
example "another" {
  on 2026-01-01 subscribe p
  expect balance 0.00
}
`,
    found: ['a.farthing:3:9 R0171 example `a month` expects nothing: it proves nothing']
  },
  {
    title: 'says nothing of an expectation that cannot be read',
    text: OPERATOR + `example "x" { expekt balance 0.00 }`,
    found: ['a.farthing:2:15 R0020 no statement in an `example` block begins with `expekt`']
  },
  {
    title: 'keeps the paths of tables inside the rules folder',
    text:
      OPERATOR +
      `zones w from "../../etc/passwd"
zones u from "/etc/passwd"
zones x from "sub/../../x.csv"
zones y from "../a.csv"
`,
    found: [
      'a.farthing:2:14 R0122 `../../etc/passwd` leaves the rules folder: files that rules name stay inside it',
      'a.farthing:3:14 R0122 `/etc/passwd` leaves the rules folder: files that rules name stay inside it',
      'a.farthing:4:14 R0122 `sub/../../x.csv` leaves the rules folder: files that rules name stay inside it',
      'a.farthing:5:14 R0122 `../a.csv` leaves the rules folder: files that rules name stay inside it'
    ],
    files: { 'a.csv': 'prefix,zone\n61,local\n', 'x.csv': 'prefix,zone\n61,local\n' }
  },
  {
    title: 'takes a path through a folder of the rules',
    text: OPERATOR + `zones w from "./sub/../sub/x.csv"`,
    found: [],
    files: { 'sub/x.csv': 'prefix,zone\n61,local\n' }
  },
  {
    title: 'refuses a day with two versions',
    text:
      OPERATOR +
      `tariff t for sms { from 2026-01-01 until 2026-07-01; rates {
| price |
| 0.20 per sms |
} }
tariff t for sms { from 2026-06-01; rates {
| price |
| 0.20 per sms |
} }
`,
    found: [
      'a.farthing:6:25 R0113 two versions of tariff t hold on 2026-06-01: end the earlier one with until 2026-06-01'
    ]
  },
  {
    title: 'refuses a day without a version between two',
    text:
      OPERATOR +
      `plan t "T" { from 2026-01-01 until 2026-07-01 }
plan t "T" { from 2026-08-01 }
`,
    found: ['a.farthing:3:19 R0114 no version of plan t holds from 2026-07-01 until 2026-08-01']
  },
  {
    title: 'wants the earlier version to end',
    text:
      OPERATOR +
      `plan t "T" { from 2026-01-01 }
plan t "T" { from 2026-08-01 }
`,
    found: [
      'a.farthing:3:19 R0113 two versions of plan t hold on 2026-08-01: end the earlier one with until 2026-08-01'
    ]
  },
  {
    title: 'wants until after from',
    text:
      OPERATOR +
      `plan t "T" { from 2026-01-01 until 2026-01-01 }
`,
    found: ['a.farthing:2:36 R0045 until 2026-01-01 is not after from 2026-01-01: no day is between them']
  }
]

describe('the checker', () => {
  it.each(cases)('$title', one => {
    expect(findingsOf(one)).toEqual(one.found)
  })
})
