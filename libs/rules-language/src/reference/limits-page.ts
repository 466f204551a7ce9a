// The page of limits. Each keeps one part of the work in proportion to the size of the rules; none is near what an operator needs.
import { type Limit, grouped, limits } from '../limits.ts'
import { link, page, table } from './markdown.ts'

export function limitsPage(): string {
  const rows = Object.values<Limit>(limits).map(({ of, most, code }) => [
    of,
    grouped(most),
    link(code, `errors/${code}.md`)
  ])
  return page(
    '# Limits',
    'No rule that people write comes near these limits. They keep reading and checking quick, whatever a file holds: what is beyond a limit gives an error that names the limit.',
    table(['what', 'at most', 'error'], rows),
    link('All statements', 'README.md')
  )
}
