import { compileRules } from '../rule-set/compile-rules.ts'
import type { Signature } from '../signature/signature.ts'

const item: Signature = {
  id: 'tests.item',
  in: ['file'],
  pattern: 'item <name> <title> [, category <category>] [, for <months> months] [, the rest at once when service ends]',
  slots: {
    name: { kind: 'name', declares: 'item', doc: 'its name' },
    title: { kind: 'text', doc: 'what the customer reads' },
    category: { kind: 'name', declares: 'category', optional: true, doc: 'where it is counted' },
    months: { kind: 'count', min: 1, max: 99, optional: true, doc: 'how long' }
  },
  doc: 'Something to buy.',
  example: 'item phone "Phone"'
}

function nameOf(text: string): string | undefined {
  const files = new Map([
    ['a.farthing', `operator "Coastal" {\n  currency AUD\n  time zone "Australia/Melbourne"\n}\n${text}\n`]
  ])
  const compiled = compileRules({ files, signatures: [item] })
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'))
  return compiled.rules.statements[0]?.at.rule
}

describe('the name of a statement that stands by itself', () => {
  it.each([
    ['is the statement', 'item phone "Phone", category goods', 'item phone "Phone", category goods'],
    [
      'is whole when it is written on several lines',
      'item phone "Phone", category goods, # large\n  the rest at once when service ends',
      'item phone "Phone", category goods, the rest at once when service ends'
    ],
    [
      'is cut at a word when it is long, without the comma before',
      'item phone "A phone that has a camera on either side and two batteries", category telephones, for 36 months, the rest at once when service ends',
      'item phone "A phone that has a camera on either side and two batteries", category telephones, for 36 ...'
    ],
    ['keeps signs of a text', 'item phone "Phone #2 {red}" # large', 'item phone "Phone #2 {red}"']
  ])('%s', (_, text, name) => {
    expect(nameOf(text)).toBe(name)
  })
})
