// The page of values: every kind, what may be written and what may not, the units, and tables.
import { MICRO, UNITS } from '@farthing/billing-core/values'
import { code, fenced, link, page, table } from './markdown.ts'
import { whyRefused } from './read-value.ts'
import { type ValueGuide, valueGuides } from './value-guides.ts'

const TABLES = `A table stands in the block of its statement, in rows between bars. The first row names the columns, in any order. A cell holds one value of its column. An empty cell says nothing, where the column allows that. Where a column takes \`*\`, it means all that have no row of their own.`

const TABLE_EXAMPLE = `rates {
  | zone     | band    | setup | price           |
  | national | peak    | 0.39  | 0.25 per minute |
  | national | offpeak | 0.39  | 0.12 per minute |
  | *        | *       |       | free            |
}`

const FILES = `A large table is better kept in a CSV file beside the rules, with the same columns: \`rates from "international.csv"\`. Fields are separated by commas, or by semicolons or tabs where the header has them. Names need no quotation marks there.`

const CSV_EXAMPLE = `zone,band,price
New Zealand,*,0.15 per minute
Japan,*,0.20 per minute`

export function valuePage(): string {
  const guides = Object.entries(valueGuides)
  return page(
    '# Values',
    'What may be written in each place of a statement. There are no bare numbers: a number carries its unit, and only money may go without, in the operator’s currency.',
    guides.map(([kind, { title }]) => link(title, `#${kind}`)).join(' · ') +
      ` · ${link('Units', '#units')} · ${link('Tables', '#tables')}`,
    ...guides.map(([kind, guide]) => guideText(kind, guide)),
    '## Units',
    table(['unit', 'may be written', 'is'], unitRows()),
    'Data by the thousand is `kB`, `MB`, `GB`, `TB`; by 1024 it is `KiB`, `MiB`, `GiB`, `TiB`. Capital letters count: `Mb` is no unit.',
    '## Tables',
    TABLES,
    fenced(TABLE_EXAMPLE),
    FILES,
    fenced(CSV_EXAMPLE, 'csv'),
    link('All statements', 'README.md')
  )
}

/** The anchor is the kind, whatever the title says. */
function guideText(kind: string, { title, doc, slot, good, bad }: ValueGuide): string {
  const refused = bad.map(text => {
    const why = whyRefused(slot, text)
    if (why === null) throw new Error(`'${text}' is shown as a wrong ${kind}, and is right`)
    return [code(text), why.message, link(why.code, `errors/${why.code}.md`)]
  })
  return page(
    `## <a id="${kind}"></a>${title}`,
    doc,
    table(
      ['write', 'meaning'],
      good.map(([text, meaning]) => [code(text), meaning])
    ),
    table(['not', 'why', 'error'], refused)
  ).trimEnd()
}

function unitRows(): string[][] {
  const groups = Map.groupBy(UNITS, ([, { unit, factor }]) => `${unit} ${factor}`)
  return [...groups.values()].map(words => {
    const [first, ...others] = words.map(([word]) => word)
    const { unit, factor } = words[0]?.[1] ?? { unit: 'event', factor: MICRO }
    const count = (factor / MICRO).toLocaleString('en')
    return [
      code(first ?? ''),
      others.map(code).join(', '),
      factor === MICRO ? `the ${unit}, counted one by one` : `${count} ${unit}s`
    ]
  })
}
