import { defineStatement } from '../signature/signature.ts'
import { stateStatement } from '../vocabulary/example-statements.ts'
import { ratesStatement } from '../vocabulary/tariff-statements.ts'
import { countedStatement } from '../vocabulary/tier-statements.ts'
import { describeStatement } from './describe-statement.ts'
import { statementText } from './statement-text.ts'

const late = defineStatement({
  id: 'late-fees.fee',
  in: ['plan', 'feature'],
  pattern:
    'late fee <amount> after <days> days [, at most <times> times] [, of which <share> is tax] [, named <title>]',
  slots: {
    amount: { kind: 'money', doc: 'the fee' },
    days: { kind: 'count' },
    times: { kind: 'count', optional: true },
    share: { kind: 'percent', optional: true },
    title: { kind: 'text', optional: true, doc: 'what stands on the invoice' }
  },
  block: { kind: 'late-fee', optional: true },
  doc: 'A fee for paying late.',
  example: 'late fee 15.00 after 7 days'
})

describe('describeStatement', () => {
  it('names owner, places and values in the order of the pattern', () => {
    const { owner, places, slots } = describeStatement(late)
    expect({ owner, places }).toEqual({ owner: 'late-fees', places: ['plan', 'feature'] })
    expect(slots.map(({ name, optional }) => [name, optional])).toEqual([
      ['amount', false],
      ['days', false],
      ['times', true],
      ['share', true],
      ['title', true]
    ])
    expect(slots[0]).toEqual({
      name: 'amount',
      kind: 'money',
      takes: 'an amount of money such as 40.00',
      doc: 'the fee',
      optional: false,
      any: false
    })
  })

  it('breaks a long pattern before its clauses and shows that a block may follow', () => {
    expect(describeStatement(late).syntax.split('\n')).toEqual([
      'late fee <amount> after <days> days',
      '  [, at most <times> times]',
      '  [, of which <share> is tax]',
      '  [, named <title>]',
      '  [{ ... }]'
    ])
  })

  it('has no brackets around what must be written and is no choice', () => {
    expect(describeStatement(countedStatement).syntax).toBe('counted per <scope>, reset <reset>')
    expect(describeStatement(stateStatement).syntax).toContain(
      'on <on> (suspend [because of <suspension>] | resume | terminate)'
    )
  })

  it('describes the columns of a table, with those that take *', () => {
    const { columns } = describeStatement(ratesStatement)
    expect(columns.find(({ name }) => name === 'zone')).toEqual({
      name: 'zone',
      kind: 'name',
      takes: 'the name of a zone',
      doc: 'zone; * is every other',
      optional: true,
      any: true
    })
    expect(columns.find(({ name }) => name === 'price')).toMatchObject({ optional: false, any: false })
  })
})

describe('statementText', () => {
  it('is a few lines of Markdown', () => {
    const text = statementText(describeStatement({ ...late, pattern: 'late fee <amount>', block: { kind: 'x' } }))
    expect(text).toBe(
      [
        '```farthing\nlate fee <amount> { ... }\n```',
        'A fee for paying late.',
        '- `amount`: the fee (an amount of money such as 40.00)',
        'Example:\n\n```farthing\nlate fee 15.00 after 7 days\n```',
        'From the plugin `late-fees`.'
      ].join('\n\n')
    )
  })
})
