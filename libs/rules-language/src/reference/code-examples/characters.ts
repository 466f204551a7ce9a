// Codes R0001 to R0009: characters, texts and lines.
import { type CodeExamples, ruleText } from '../code-example.ts'

export const characterExamples: CodeExamples = {
  R0001: {
    meaning:
      'The character has no meaning in rules. Word processors and other programs put such characters in: curly quotation marks, long dashes, currency signs.',
    wrong: ruleText`
      plan mobile-20 “Mobile 20” {
        rent 20.00 per month
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
    `
  },
  R0002: {
    meaning: 'A text begins with a quotation mark and its line ends before the closing one.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20 {
        rent 20.00 per month
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
    `
  },
  R0003: {
    meaning: 'Nobody can read or review a line of such length, so the line is not read either.',
    wrong: `plan mobile-20 "Mobile 20" { rent 20.00 per month } # ${'-'.repeat(65_536)}\n`,
    right: ruleText`
      plan mobile-20 "Mobile 20" { rent 20.00 per month }
    `
  },
  R0004: {
    meaning: 'The file is larger than any rule file that people write. It is not read.',
    wrong: `# ${' '.repeat(64_000_000)}\n`,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
    `
  },
  R0005: {
    meaning: 'A program has cut a character in two, so the text cannot be shown or stored.',
    wrong: ruleText`
      plan holiday "Holiday ${'\ud83c'}" {
        rent 20.00 per month
      }
    `,
    right: ruleText`
      plan holiday "Holiday 🌴" {
        rent 20.00 per month
      }
    `
  },
  R0006: {
    meaning: 'A backslash in a text announces a quotation mark or a backslash. There are no other signs of this kind.',
    wrong: ruleText`
      plan mobile-20 "Mobile\n20" {
        rent 20.00 per month
      }
    `,
    right: ruleText`
      plan mobile-20 "The \"20\"" {
        rent 20.00 per month
      }
    `
  },
  R0007: {
    meaning:
      'A name may stand without quotation marks when it is one word that begins with a letter. Everything else is a text and is quoted.',
    wrong: ruleText`
      plan 5g-max "5G Max" {
        rent 60.00 per month
      }
    `,
    right: ruleText`
      plan "5g-max" "5G Max" {
        rent 60.00 per month
      }
    `
  },
  R0008: {
    meaning: 'The value is quoted, and would be a text. Here a value of another kind is wanted.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        from "2026-01-01"
        rent 20.00 per month
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        from 2026-01-01
        rent 20.00 per month
      }
    `
  },
  R0009: {
    meaning: 'A hyphen belongs to a name or a date, so a range has a sign of its own: two dots.',
    wrong: ruleText`
      tariff voice-standard for voice {
        band peak = weekdays 08:00-20:00
        band offpeak = otherwise
        rates {
          | band | price           |
          | *    | 0.25 per minute |
        }
      }
    `,
    right: ruleText`
      tariff voice-standard for voice {
        band peak = weekdays 08:00..20:00
        band offpeak = otherwise
        rates {
          | band | price           |
          | *    | 0.25 per minute |
        }
      }
    `
  }
}
