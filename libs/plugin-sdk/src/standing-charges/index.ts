// Charges that come back every period, added, changed and ended at any time: all of a plugin but its words.
import type { ExampleText } from '@farthing/rules-language'
import type { Plugin } from '../plugin.ts'
import { standingDeeds } from './standing-deeds.ts'
import type { StandingWords } from './standing-fields.ts'
import { standingLines } from './standing-lines.ts'
import { standingStatements } from './standing-statement.ts'
import { standingType } from './standing-targets.ts'

/** What such a plugin contributes. `worked`: rules in which its statement does its work. */
export function standingCharges(kind: StandingWords, worked: ExampleText): Plugin['contributes'] {
  const deeds = standingDeeds(kind)
  return {
    statements: [...standingStatements(kind, worked), ...standingLines(kind, deeds)],
    chargeTypes: [standingType(kind, deeds)],
    deeds: [deeds.add, deeds.change, deeds.end]
  }
}
