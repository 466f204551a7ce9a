// A described statement in a few lines of Markdown: what an editor shows beside it.
import { fenced } from './markdown.ts'
import type { StatementDescription, ValueDescription } from './describe-statement.ts'

export function statementText(description: StatementDescription): string {
  const { syntax, doc, owner, slots, columns, example } = description
  const values = [...slots, ...columns].map(valueLine)
  const parts = [
    fenced(syntax),
    doc,
    values.join('\n'),
    `Example:\n\n${fenced(example)}`,
    owner === 'kernel' ? '' : `From the plugin \`${owner}\`.`
  ]
  return parts.filter(part => part !== '').join('\n\n')
}

/** '- `amount` the price of a full period: an amount of money such as 40.00' */
function valueLine({ name, doc, takes, optional }: ValueDescription): string {
  const meaning = doc === '' ? takes : `${doc} (${takes})`
  return `- \`${name}\`${optional ? ', if written' : ''}: ${meaning}`
}
