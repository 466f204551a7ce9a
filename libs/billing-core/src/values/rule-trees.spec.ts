import { type RuleTree, ruleTrees } from './rule-trees.ts'

const ref = (line: number) => ({ rule: `rule ${line}`, file: 'a.farthing', line, column: 1 })
const shape = (trees: readonly RuleTree[]): unknown[] =>
  trees.map(({ at, within }) => (within.length === 0 ? at.line : [at.line, shape(within)]))

describe('ruleTrees', () => {
  it('finds rules in plain data, and which stand within another', () => {
    const plan = {
      at: ref(1),
      title: 'Basic',
      rules: [{ at: ref(2), value: { cells: [ref(3), ref(4)] } }, { at: ref(5) }]
    }
    expect(shape(ruleTrees({ plans: new Map([['basic', [plan]]]), others: new Set([ref(9)]) }))).toEqual([
      [1, [[2, [3, 4]], 5]],
      9
    ])
  })

  it('finds the rules that an explanation and its steps name', () => {
    const explanation = { rule: ref(7), steps: [{ step: 'bands', rule: ref(8) }, { step: 'amount' }] }
    expect(shape(ruleTrees({ explanation }))).toEqual([7, 8])
  })

  it('looks at every object once, and into no object of a class', () => {
    const own: Record<string, unknown> = { rule: 'no place' }
    own['itself'] = own
    expect(ruleTrees([own, Temporal.PlainDate.from('2026-03-01'), null, 'text', 1n, () => ref(1)])).toEqual([])
    const shared = ref(1)
    expect(shape(ruleTrees([shared, shared]))).toEqual([1])
  })
})
