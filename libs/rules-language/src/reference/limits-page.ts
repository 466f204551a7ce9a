// The page of limits. Each keeps one part of the work in proportion to the size of the rules; none is near what an operator needs.
import { LARGEST_MICRO } from '../checker/check-money.ts'
import { MOST_BANDS } from '../checker/check-week.ts'
import { LONGEST_YEARS } from '../checker/days-of-region.ts'
import { LISTED_PER_CODE } from '../checker/report.ts'
import { MAX_DIAGNOSTICS } from '../diagnostics/diagnostic-list.ts'
import { MAX_LINE } from '../lexer/lex.ts'
import { MAX_NESTING } from '../segmenter/segmenter.ts'
import { MAX_BRACKETS } from '../slots/expression-value.ts'
import { MAX_FILE } from '../statement/parse-file.ts'
import { link, page, table } from './markdown.ts'

const LIMITS: readonly (readonly [what: string, limit: number, code: string])[] = [
  ['characters of a rule file', MAX_FILE, 'R0004'],
  ['characters of a line', MAX_LINE, 'R0003'],
  ['blocks inside blocks', MAX_NESTING, 'R0012'],
  ['brackets inside brackets', MAX_BRACKETS, 'R0012'],
  ['digits of a number before the point', 12, 'R0039'],
  ['decimals of a number', 6, 'R0039'],
  ['an amount of money', Number(LARGEST_MICRO / 1_000_000n), 'R0160'],
  ['bands of a tariff', MOST_BANDS, 'R0145'],
  ['years that a calendar of holidays spans', LONGEST_YEARS, 'R0118'],
  ['problems of one file that are listed', MAX_DIAGNOSTICS, 'R0099'],
  ['findings of one code that are listed', LISTED_PER_CODE, 'R0099']
]

export function limitsPage(): string {
  const rows = LIMITS.map(([what, limit, code]) => [what, limit.toLocaleString('en'), link(code, `errors/${code}.md`)])
  return page(
    '# Limits',
    'No rule that people write comes near these limits. They keep reading and checking quick, whatever a file holds: what is beyond a limit gives an error that names the limit.',
    table(['what', 'at most', 'error'], rows),
    'Tables have no limit of their own: a CSV file of 100,000 rows is checked in seconds.',
    link('All statements', 'README.md')
  )
}
