// Codes R0131 to R0149: prefixes of zones, and bands that fill the week.
import { type CodeExamples, ruleText } from '../code-example.ts'

const zones = (...rows: readonly string[]): string =>
  `zones world {\n  | prefix | zone     |\n${rows.map(row => `  ${row}\n`).join('')}}\n`

const bands = (...lines: readonly string[]): string => ruleText`
  tariff voice-standard for voice {
    ${lines.join('\n    ')}
    rates {
      | band | price           |
      | *    | 0.25 per minute |
    }
  }
`

const withCalendar = (...lines: readonly string[]): { readonly 'rules.farthing': string } => ({
  'rules.farthing': `${ruleText`
    operator "Coastal Telecom" {
      currency AUD
      time zone "Australia/Melbourne"
      holidays AU-VIC
    }

    holidays AU-VIC {
      | date       | name        |
      | 2026-12-25 | "Christmas" |
    }
  `}\n${bands(...lines)}`
})

const stack = (order: string, ...more: readonly string[]): string => ruleText`
  zones home {
    | prefix | zone     |
    | 613    | local    |
  }

  zones world {
    | prefix | zone     |
    ${['| 61     | national |', ...more].join('\n    ')}
  }

  tariff voice-standard for voice {
    zone by called number in ${order}
    rates {
      | price           |
      | 0.25 per minute |
    }
  }
`

const calendar = (...lines: readonly string[]): string => ruleText`
  holidays AU-VIC {
    ${lines.join('\n    ')}
  }
`

export const zoneAndBandExamples: CodeExamples = {
  R0131: {
    meaning: 'The prefix is in the table twice, and a call could be in either zone.',
    wrong: zones('| 612    | national |', '| 612    | local    |'),
    right: zones('| 612    | national |', '| 613    | local    |')
  },
  R0132: {
    meaning: 'Every number that begins with this prefix also begins with a longer one, which decides.',
    wrong: zones('| 61     | local    |', ...Array.from('0123456789', digit => `| 61${digit}    | national |`)),
    right: zones(...Array.from('0123456789', digit => `| 61${digit}    | national |`))
  },
  R0133: {
    meaning: 'The table says the same without this row.',
    wrong: zones('| 61     | national |', '| 612    | national |'),
    right: zones('| 61     | national |')
  },
  R0134: {
    meaning: 'The first table that knows a number decides. This one is never the first.',
    wrong: stack('world then home'),
    right: stack('home then world')
  },
  R0135: {
    meaning: 'A table before this one knows every number under the prefix, so the row is never asked.',
    wrong: stack('home then world', '| 613    | mobile   |'),
    right: stack('home then world')
  },
  R0140: {
    meaning: 'At the moment named two bands hold, and a call would have two prices.',
    wrong: withCalendar('band peak = weekdays 08:00..20:00', 'band free-day = holidays', 'band offpeak = otherwise'),
    right: withCalendar(
      'band peak = weekdays 08:00..20:00 except holidays',
      'band free-day = holidays',
      'band offpeak = otherwise'
    )
  },
  R0141: {
    meaning: 'At the times named no band holds, and a call would have no price.',
    wrong: bands('band peak = weekdays', 'band leisure = saturday'),
    right: bands('band peak = weekdays', 'band leisure = otherwise')
  },
  R0142: {
    meaning: 'Two bands take what the others leave. Which of them does a call belong to?',
    wrong: bands('band peak = otherwise', 'band offpeak = otherwise'),
    right: bands('band peak = weekdays 08:00..20:00', 'band offpeak = otherwise')
  },
  R0143: {
    meaning: 'A band speaks of holidays, and the operator does not say which days those are.',
    wrong: bands('band peak = weekdays 08:00..20:00 except holidays', 'band offpeak = otherwise'),
    right: withCalendar('band peak = weekdays 08:00..20:00 except holidays', 'band offpeak = otherwise')
  },
  R0144: {
    meaning: 'The other bands take every minute of the week. Prices of this one are never used.',
    wrong: bands('band always = monday..sunday', 'band offpeak = otherwise'),
    right: bands('band peak = weekdays', 'band offpeak = otherwise')
  },
  R0145: {
    meaning: 'No tariff has so many parts of a week. The rest of the tariff is not checked.',
    wrong: bands(
      ...Array.from({ length: 201 }, (_, index) => `band b${index} = monday ${clock(index)}..${clock(index + 1)}`),
      'band offpeak = otherwise'
    ),
    right: bands('band peak = monday 00:00..03:21', 'band offpeak = otherwise')
  },
  R0146: {
    meaning:
      'Each date and each calendar doubles the kinds of days for which every minute is looked at. A tariff has at most 200 kinds.',
    wrong: bands(
      `band festive = ${Array.from({ length: 31 }, (_, index) => `${index + 1} december`).join(', ')}`,
      'band ordinary = otherwise'
    ),
    right: bands('band festive = 1 december..1 january', 'band ordinary = otherwise')
  },
  R0200: {
    meaning: 'The day is in the calendar because the region keeps it, and is added once more.',
    wrong: calendar('public holidays of AU-VIC from 2026-01-01 until 2027-01-01', 'add 2026-11-03 "Melbourne Cup"'),
    right: calendar('public holidays of AU-VIC from 2026-01-01 until 2027-01-01')
  },
  R0201: {
    meaning: 'A day is taken out of a calendar that does not hold it. The date is probably mistyped.',
    wrong: calendar('public holidays of AU-VIC from 2026-01-01 until 2027-01-01', 'remove 2026-11-04'),
    right: calendar('public holidays of AU-VIC from 2026-01-01 until 2027-01-01', 'remove 2026-11-03')
  },
  R0202: {
    meaning: 'Public holidays are known by country and by part of a country. This name is none of them.',
    wrong: calendar('public holidays of VIC from 2026-01-01 until 2027-01-01'),
    right: calendar('public holidays of AU-VIC from 2026-01-01 until 2027-01-01')
  }
}

/** Minutes since midnight as a time of day. */
function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0')).join(':')
}
