// The first page of the reference: where to begin, and every statement by block.
import { docOfWord, firstSentence } from './block-page.ts'
import { anchor, code, link, page, table } from './markdown.ts'
import { type BlockPage, type PageMap, titleOf } from './page-map.ts'

/** The first line of the reference, by which its folder is known. */
export const REFERENCE_TITLE = '# The rules language'

export function indexPage(map: PageMap): string {
  return page(
    REFERENCE_TITLE,
    'Every statement that a rule file may hold, by the block in which it stands. These pages are written by `farthing docs` from the statements of this installation, those of its plugins included. Every example is run as a test.',
    table(
      ['to read', 'what it is'],
      [
        [link('Tutorial', '../tutorial.md'), 'from an empty folder to a first bill'],
        [link('Laws', '../laws.md'), 'what holds for every rule'],
        [link('Order of computation', '../computation.md'), 'how an amount comes about, step by step'],
        [link('Time and dates', '../time.md'), 'days, versions, clocks, bands and cycles'],
        [link('Values', 'values.md'), 'money, prices, quantities, dates, names: what may be written; units; tables'],
        [link('Limits', 'limits.md'), 'sizes that no rule needs'],
        [
          link('Errors', 'errors/README.md'),
          'every message of `farthing check`, with a wrong example and the right one'
        ]
      ]
    ),
    '## At the top level of a file',
    table(['statement', 'what it says'], map.pages.filter(({ top }) => top).flatMap(topRows)),
    ...map.pages.filter(({ inside }) => inside.length > 0).map(block => insideText(block, map))
  )
}

/** One for each word by which the page is found. */
function topRows(block: BlockPage): string[][] {
  const { words, file, heads } = block
  const [word = '', ...others] = words
  if (others.length === 0) return [[link(code(word), file), heads.map(({ doc }) => firstSentence(doc)).join(' ')]]
  return words.map(one => [link(code(one), `${file}#${anchor(one)}`), docOfWord(block, one)])
}

function insideText(block: BlockPage, map: PageMap): string {
  const { file, heads, inside, names, top } = block
  const outer = top ? [] : heads.flatMap(({ in: places }) => places)
  const where = outer.length > 0 ? ` (in ${[...new Set(outer)].map(kind => map.linkToBlock(kind)).join(', ')})` : ''
  const rows = inside.map(({ id, doc }) => {
    const name = names.get(id) ?? id
    const owner = id.slice(0, id.indexOf('.'))
    return [link(code(name), `${file}#${anchor(name)}`), firstSentence(doc), owner === 'kernel' ? '' : owner]
  })
  return page(`## In ${titleOf(block)}${where}`, table(['statement', 'what it says', 'plugin'], rows)).trimEnd()
}
