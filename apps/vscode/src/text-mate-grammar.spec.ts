import { RulesWorkspace } from '@farthing/rules-language'
import { type Grammar, textMateGrammar } from './text-mate-grammar.ts'

const grammar = textMateGrammar(new RulesWorkspace({ signatures: [] }).catalogue.signatures)

/** The scopes of a line's pieces, as an editor paints them: at each place the first rule that fits. */
function painted(line: string, rules: Grammar['patterns'] = grammar.patterns): string[] {
  const found: string[] = []
  let at = 0
  while (at < line.length) {
    const hit = firstHit(line, at, rules)
    if (hit === null) break
    found.push(...hit.pieces)
    at = Math.max(hit.end, at + 1)
  }
  return found
}

interface Hit {
  readonly pieces: readonly string[]
  readonly start: number
  readonly end: number
}

function firstHit(line: string, at: number, rules: Grammar['patterns']): Hit | null {
  let best: Hit | null = null
  for (const rule of rules) {
    const hit = hitOf(line, at, rule)
    if (hit !== null && (best === null || hit.start < best.start)) best = hit
  }
  return best
}

function hitOf(line: string, at: number, rule: Grammar['patterns'][number]): Hit | null {
  if (rule.include !== undefined) return hitOf(line, at, grammar.repository[rule.include.slice(1)] ?? {})
  const source = rule.match ?? rule.begin
  if (source === undefined) return firstHit(line, at, rule.patterns ?? [])
  const pattern = new RegExp(source, 'duy')
  for (let start = at; start < line.length; start++) {
    pattern.lastIndex = start
    const match = pattern.exec(line)
    if (match === null) continue
    if (rule.begin !== undefined) return blockHit(line, match, rule)
    const pieces = Object.entries(rule.captures ?? {}).flatMap(([group, { name }]) => {
      const text = match[Number(group)]
      return text === undefined ? [] : [`${text} ${short(name)}`]
    })
    if (match[0] === '') continue
    return {
      pieces: rule.name === undefined ? pieces : [`${match[0]} ${short(rule.name)}`],
      start,
      end: start + match[0].length
    }
  }
  return null
}

/** A rule with a beginning and an end: here, to the end of the line or of the text. */
function blockHit(line: string, match: RegExpExecArray, rule: Grammar['patterns'][number]): Hit {
  const end = new RegExp(rule.end ?? '$', 'gu')
  end.lastIndex = match.index + Math.max(match[0].length, 1)
  const stop = end.exec(line)
  const after = stop === null ? line.length : stop.index + stop[0].length
  if (rule.name !== undefined) {
    return { pieces: [`${line.slice(match.index, after)} ${short(rule.name)}`], start: match.index, end: after }
  }
  return { pieces: painted(line.slice(match.index, after), rule.patterns), start: match.index, end: after }
}

const short = (scope: string): string => scope.replace('.farthing', '')

describe('the colours of rule files', () => {
  it.each([
    [
      'plan mobile-40 "Mobile 40" {',
      ['plan keyword.control', 'mobile-40 entity.name.type', '"Mobile 40" string.quoted.double']
    ],
    [
      '  from 2026-01-01  # now',
      ['from keyword.control', '2026-01-01 constant.numeric.date', '# now comment.line.number-sign']
    ],
    [
      '  band peak = weekdays 08:00..20:00 except holidays',
      [
        'band keyword.control',
        'peak entity.name.type',
        '= keyword.operator',
        'weekdays constant.language',
        '08:00 constant.numeric.time',
        '.. keyword.operator',
        '20:00 constant.numeric.time',
        'except keyword.other',
        'holidays constant.language'
      ]
    ],
    [
      '| national | 0.25 per minute | free |',
      [
        '| punctuation.separator.table',
        '| punctuation.separator.table',
        '0.25 constant.numeric',
        'per keyword.other',
        'minute keyword.other.unit',
        '| punctuation.separator.table',
        'free constant.language',
        '| punctuation.separator.table'
      ]
    ]
  ])('%s', (line, scopes) => {
    expect(painted(line)).toEqual(scopes)
  })

  it('leaves a name alone that holds the word of a clause', () => {
    expect(painted('  tariff-per-minute')).toEqual([])
  })
})
