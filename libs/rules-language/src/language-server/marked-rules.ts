// Rules for specs, with a mark where the cursor stands.
import { defineStatement, type Signature } from '../signature/signature.ts'
import { type FileOffset, RulesWorkspace } from './rules-workspace.ts'

export const MARK = '▮'

/** A statement as a plugin brings one. */
export const rentStatement: Signature = defineStatement({
  id: 'recurring.rent',
  in: ['plan'],
  pattern: 'rent <amount> per <period> [in advance | in arrears] [, prorated by <basis>]',
  slots: {
    amount: { kind: 'money', doc: 'the price of a full period' },
    period: { kind: 'period' },
    basis: { kind: 'choice', of: ['day', 'second'], optional: true }
  },
  doc: 'A price for every period.',
  example: 'rent 40.00 per month in advance, prorated by day'
})

export const tariffsStatement: Signature = defineStatement({
  id: 'usage.tariff',
  in: ['plan'],
  pattern: 'tariff <names>',
  slots: { names: { kind: 'names', refersTo: 'tariff', doc: 'tariffs' } },
  doc: 'The tariffs of the plan.',
  example: 'tariff voice-standard'
})

export const BASE: Readonly<Record<string, string>> = {
  'operator.farthing':
    'operator "Coastal" { currency AUD; time zone "Australia/Melbourne" }\nzones world from "zones.csv"\n',
  'zones.csv': 'prefix,zone\n61,local\n612,national\n614,mobile\n',
  'voice.farthing': `# Calls.
# Of mobiles.
tariff voice for voice {
  from 2026-01-01
  zone by called number in world
  band peak = weekdays 08:00..20:00
  band offpeak = otherwise
  rates {
    | zone     | band    | price           |
    | local    | *       | 0.15 per call   |
    | national | peak    | 0.25 per minute |
    | national | offpeak | 0.12 per minute |
    | mobile   | *       | free            |
  }
}
`,
  'plans.farthing': `plan payg "Pay as you go" {
  from 2026-01-01
  family mobile
  rent 5.00 per month
  tariff voice
}

example "a call" {
  on 2026-03-02 subscribe payg
  at 2026-03-02 10:00 call +61293334444 for 61s
  expect charge 1.5 * 0.25
}
`
}

export interface Marked {
  readonly workspace: RulesWorkspace
  readonly at: FileOffset
}

/** The base rules, with these files instead of or beside theirs; the mark is taken out of the text. */
export function marked(files: Readonly<Record<string, string>> = {}): Marked {
  const workspace = new RulesWorkspace({ signatures: [rentStatement, tariffsStatement] })
  let at = { path: 'plans.farthing', offset: 0 }
  for (const [path, text] of Object.entries({ ...BASE, ...files })) {
    const offset = text.indexOf(MARK)
    if (offset >= 0) at = { path, offset }
    workspace.write(path, text.replace(MARK, ''))
  }
  return { workspace, at }
}

/** The base rules with the mark in one of their files, before the text. */
export function markedBefore(path: string, text: string): Marked {
  const whole = BASE[path] ?? ''
  if (!whole.includes(text)) throw new RangeError(`${path} does not hold '${text}'`)
  return marked({ [path]: whole.replace(text, `${MARK}${text}`) })
}
