// The units that rules declare. They are known before anything else is read: a number is nothing without its unit.
import { declareUnit, isCurrency, oneOfUnit, UNITS } from '@farthing/billing-core/values'
import { quoted } from '../diagnostics/wording.ts'
import type { Match } from '../signature/match.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import type { UnitWords } from '../signature/slot.ts'
import { parseFile } from '../statement/parse-file.ts'
import { PERIOD_WORDS } from '../slots/calendar.ts'
import { dayWords } from '../slots/days.ts'
import { isOf, slotSpot } from '../vocabulary/match-parts.ts'
import { unitStatement } from '../vocabulary/unit-statement.ts'
import { Memory } from './memory.ts'
import type { Report } from './report.ts'
import { RULE_FILE } from './rule-files.ts'

/** The statements, whose numbers may have the units that the rule files declare. Few files declare any, and only those are read twice. */
export function catalogueFor(
  files: ReadonlyMap<string, string>,
  catalogue: SignatureCatalogue,
  memory = new Memory()
): SignatureCatalogue {
  const declared = [...files].flatMap(([file, text]) => {
    if (!file.endsWith(RULE_FILE) || !/\bunit\b/.test(text)) return []
    return memory.recall(`units in ${file}`, [text, catalogue], () =>
      parseFile({ file, text }, catalogue).matches.filter(match => isOf(match, unitStatement))
    )
  })
  if (declared.length === 0) return catalogue
  const units = unitsOf(declared, catalogue)
  const key = [...units].map(([word, { unit }]) => `${word} ${unit}`).join()
  return memory.recall('units', [key, catalogue], () => catalogue.withUnits(units))
}

/** The words of the language and those that the statements declare; the first declaration of a word holds. */
function unitsOf(matches: readonly Match[], catalogue: SignatureCatalogue): UnitWords {
  const words = new Map(UNITS)
  const taken = takenWords(catalogue)
  for (const match of matches) {
    if (!isOf(match, unitStatement) || taken(match.slots.name)) continue
    const { decimals = 0, name } = match.slots
    const unit = declareUnit(name, decimals)
    for (const word of [name, oneOfUnit(name)]) if (!words.has(word) && !taken(word)) words.set(word, unit)
  }
  return words
}

/** A unit has a word that means nothing else after a number. */
export function checkUnits(matches: readonly Match[], catalogue: SignatureCatalogue, report: Report): void {
  const declared = matches.filter(match => isOf(match, unitStatement))
  if (declared.length === 0) return
  const taken = takenWords(catalogue)
  const spelled = new Map<string, string>()
  for (const match of declared) {
    const { name } = match.slots
    const spot = slotSpot(match, 'name')
    const other = spelled.get(oneOfUnit(name))
    spelled.set(oneOfUnit(name), name)
    const problem =
      taken(name) ?? (other === undefined || other === name ? null : `one of ${quoted(other)} is called so`)
    if (problem !== null) report.error(spot, 'R0283', `a unit cannot be called ${quoted(name)}: ${problem}`)
  }
}

/** Why a word is no name for a unit, or null. */
function takenWords(catalogue: SignatureCatalogue): (word: string) => string | null {
  const fixed = new Set([...catalogue.words(), ...LITERAL_WORDS, ...PERIOD_WORDS, ...dayWords])
  return word => {
    if (UNITS.has(word)) return 'it is a unit already'
    if (isCurrency(word)) return 'it is a currency'
    if (fixed.has(word)) return 'the word has a meaning in statements'
    return /^[\p{L}][\p{L}\p{N}-]*$/u.test(word) ? null : 'it is written as one word, of letters, digits and hyphens'
  }
}

/** Inside literals. */
const LITERAL_WORDS = [
  'per',
  'started',
  'free',
  'unlimited',
  'for',
  'the',
  'first',
  'next',
  'then',
  'of',
  'value',
  'tiers'
]
