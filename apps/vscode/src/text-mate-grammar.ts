// The colours of a rule file, as a TextMate grammar made from the signatures: what begins a statement, the words of its clauses, literals.
import { headsOf, type Signature } from '@farthing/rules-language'
import { UNITS } from '@farthing/billing-core/values'

interface Rule {
  readonly name?: string
  readonly match?: string
  readonly begin?: string
  readonly end?: string
  readonly captures?: Readonly<Record<string, { readonly name: string }>>
  readonly beginCaptures?: Readonly<Record<string, { readonly name: string }>>
  readonly patterns?: readonly Rule[]
  readonly include?: string
}

export interface Grammar {
  readonly $comment: string
  readonly name: string
  readonly scopeName: string
  readonly fileTypes: readonly string[]
  readonly patterns: readonly Rule[]
  readonly repository: Readonly<Record<string, Rule>>
}

/** Letters, digits and hyphens belong to a word: `mobile-40` is one. */
const BEFORE = '(?<![\\p{L}\\p{N}_-])'
const AFTER = '(?![\\p{L}\\p{N}_-])'
const NAME = '[\\p{L}_][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*|"[^"]*"'
const BEGINNING = '(?:^|(?<=[{;}]))\\s*'

export function textMateGrammar(signatures: readonly Signature[]): Grammar {
  const include = (...names: readonly string[]): Rule[] => names.map(name => ({ include: `#${name}` }))
  return {
    $comment: 'Made from the signatures by `npm run build:vsix`; not edited by hand.',
    name: 'Farthing rules',
    scopeName: 'source.farthing',
    fileTypes: ['farthing'],
    patterns: include('comment', 'row', 'declaration', 'statement', 'literal', 'value-word', 'clause', 'punctuation'),
    repository: {
      comment: { name: 'comment.line.number-sign.farthing', match: '#.*$' },
      row: { begin: '^\\s*(?=\\|)', end: '$', patterns: include('comment', 'bar', 'literal', 'value-word', 'column') },
      bar: { name: 'punctuation.separator.table.farthing', match: '\\|' },
      declaration: declarations(signatures),
      statement: {
        match: `${BEGINNING}(${alternatives(firstWords(signatures))})${AFTER}`,
        captures: { 1: { name: 'keyword.control.farthing' } }
      },
      column: {
        patterns: [
          { name: 'keyword.other.farthing', match: words(PRICE_WORDS) },
          { name: 'entity.name.tag.farthing', match: words(columnNames(signatures)) }
        ]
      },
      clause: { name: 'keyword.other.farthing', match: words(clauseWords(signatures)) },
      'value-word': { name: 'constant.language.farthing', match: words(VALUE_WORDS) },
      literal: { patterns: LITERALS },
      punctuation: { name: 'keyword.operator.farthing', match: '\\.\\.|[=*+/:<>]|(?<=\\s)-(?=\\s)' }
    }
  }
}

/** `plan mobile-40`: the word, and the name that it declares. */
function declarations(signatures: readonly Signature[]): Rule {
  const declaring = signatures.flatMap(({ pattern, slots }) => {
    const [, word, slot] = /^([\p{L}-]+) <([^>]+)>/u.exec(pattern) ?? []
    const declared = slot === undefined ? undefined : slots[slot]
    return word !== undefined && declared !== undefined && 'declares' in declared ? [word] : []
  })
  return {
    match: `${BEGINNING}(${alternatives(declaring)})\\s+(${NAME})`,
    captures: { 1: { name: 'keyword.control.farthing' }, 2: { name: 'entity.name.type.farthing' } }
  }
}

function firstWords(signatures: readonly Signature[]): string[] {
  return signatures.flatMap(signature => headsOf(signature).flatMap(({ word }) => (word === '' ? [] : [word])))
}

/** All words of all patterns, those that begin a statement too: `expect charge`. */
function clauseWords(signatures: readonly Signature[]): string[] {
  const ofPatterns = signatures.flatMap(({ pattern }) => pattern.replace(/<[^>]*>/g, ' ').match(/[\p{L}-]+/gu) ?? [])
  const ofChoices = signatures.flatMap(({ slots }) =>
    Object.values(slots).flatMap(slot => (slot.kind === 'choice' ? slot.of.flatMap(phrase => phrase.split(' ')) : []))
  )
  return [...ofPatterns, ...ofChoices, ...PRICE_WORDS]
}

function columnNames(signatures: readonly Signature[]): string[] {
  return signatures.flatMap(({ block }) => Object.keys(block?.table?.columns ?? {}))
}

/** Words of the closed syntax, which no signature holds. */
const PRICE_WORDS = ['per', 'started']
const PERIODS = ['day', 'week', 'month', 'quarter', 'year'].flatMap(word => [word, `${word}s`])
const UNIT_WORDS = [...UNITS.keys(), ...PERIODS]

const VALUE_WORDS = [
  'free',
  'unlimited',
  'weekdays',
  'weekends',
  'daily',
  'holidays',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday'
]

const LITERALS: readonly Rule[] = [
  {
    name: 'string.quoted.double.farthing',
    begin: '"',
    end: '"|$',
    patterns: [{ name: 'constant.character.escape.farthing', match: '\\\\.' }]
  },
  { name: 'constant.numeric.date.farthing', match: `${BEFORE}\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2})?Z?)?` },
  { name: 'constant.numeric.time.farthing', match: `${BEFORE}\\d{1,2}:\\d{2}(?::\\d{2})?` },
  { name: 'constant.numeric.telephone.farthing', match: '\\+\\d+' },
  {
    match: `${BEFORE}(\\d+(?:\\.\\d+)?)\\s*(%|(?:${alternatives(UNIT_WORDS)}|[A-Z]{3})${AFTER})?`,
    captures: { 1: { name: 'constant.numeric.farthing' }, 2: { name: 'keyword.other.unit.farthing' } }
  },
  { name: 'keyword.other.unit.farthing', match: words(UNIT_WORDS) }
]

function words(all: readonly string[]): string {
  return `${BEFORE}(?:${alternatives(all)})${AFTER}`
}

/** Longest first: of two that begin alike the longer one counts. */
function alternatives(all: readonly string[]): string {
  return [...new Set(all)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|')
}
