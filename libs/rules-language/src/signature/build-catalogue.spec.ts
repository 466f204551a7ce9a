import { exampleProblems } from '../statement/example-problems.ts'
import { sampleSignatures } from '../statement/sample-signatures.ts'
import { buildCatalogue } from './build-catalogue.ts'
import type { Signature } from './signature.ts'
import type { Slot, SlotSet } from './slot.ts'

function signature(
  id: Signature['id'],
  pattern: string,
  slots: SlotSet = {},
  more: Partial<Signature> = {}
): Signature {
  return { id, in: ['file'], pattern, slots, doc: 'Something.', example: '', ...more }
}

function problemsOf(...signatures: Signature[]): readonly string[] {
  const built = buildCatalogue(signatures)
  return built.ok ? [] : built.problems
}

const name = { kind: 'name' } as const
const optionalName = { kind: 'name', optional: true } as const
const money = { kind: 'money' } as const

describe('buildCatalogue', () => {
  it('accepts the sample vocabulary', () => {
    expect(buildCatalogue(sampleSignatures)).toMatchObject({ ok: true })
  })

  it.each([
    ['a name against a fixed word', 'go <who>', { who: name }, 'go home', {}, 'go home'],
    [
      'an optional clause against its absence',
      'go <who> [to <place>]',
      { who: name, place: optionalName },
      'go <who>',
      { who: name },
      'go x'
    ],
    ['money against a count', 'pay <n>', { n: money }, 'pay <n>', { n: { kind: 'count' } as const }, 'pay 1'],
    ['a period against a name', 'each <p>', { p: { kind: 'period' } as const }, 'each <p>', { p: name }, 'each day'],
    [
      'an expression against money',
      'is <a>',
      { a: { kind: 'expression', result: 'money' } as const },
      'is <a>',
      { a: money },
      'is 1'
    ]
  ])('refuses an overlap with a text that fits both: %s', (_, patternA, slotsA, patternB, slotsB, witness) => {
    const one = signature('a.one', patternA, slotsA as SlotSet)
    expect(problemsOf(one, signature('b.two', patternB, slotsB as SlotSet))).toEqual([
      `a.one and b.two both read '${witness}' at the top level: begin one of them with another word`
    ])
  })

  it.each([
    ['different first words', signature('a.one', 'go <x>', { x: name }), signature('b.two', 'come <x>', { x: name })],
    ['different blocks', signature('a.one', 'go', {}), signature('b.two', 'go', {}, { in: ['plan'] })],
    [
      'different units',
      signature('a.one', 'go <x>', { x: { kind: 'duration' } }),
      signature('b.two', 'go <x>', { x: { kind: 'quantity', of: ['byte'] } })
    ],
    [
      'one needs a block, the other has none',
      signature('a.one', 'go', {}, { block: { kind: 'go' } }),
      signature('b.two', 'go')
    ]
  ])('lets two signatures stand beside each other: %s', (_, one, two) => {
    expect(problemsOf(one, two)).toEqual([])
  })

  it.each([
    ['a duplicate id', [signature('a.one', 'go'), signature('a.one', 'come')], 'a.one: two signatures have this id'],
    ['a slot that is not declared', [signature('a.one', 'go <x>')], "a.one: <x> is in the pattern but not in 'slots'"],
    [
      'a slot that is not used',
      [signature('a.one', 'go', { x: name })],
      "a.one: slot 'x' is declared but not in the pattern"
    ],
    [
      'an optional clause that starts with a slot',
      [signature('a.one', 'go [<x>]', { x: optionalName })],
      'a.one: an optional clause must start with a fixed word'
    ],
    [
      'a slot that can be left out',
      [signature('a.one', 'go [to <x>]', { x: name })],
      "a.one: slot 'x' can be left out: declare it 'optional: true'"
    ],
    [
      'a slot that cannot be left out',
      [signature('a.one', 'go <x>', { x: optionalName })],
      "a.one: slot 'x' is declared optional but always written"
    ],
    [
      'a kind of slot that there is not, with the nearest that there is',
      [signature('a.one', 'go <x>', { x: { kind: 'monney' } as unknown as Slot })],
      "a.one: slot 'x' is of the kind 'monney', which there is not: did you mean 'money'?"
    ],
    [
      'a slot without a kind',
      [signature('a.one', 'go <x>', { x: 'money' as unknown as Slot })],
      expect.stringContaining("a.one: slot 'x' has no kind: write { kind: 'money' }, or another of money, percent")
    ],
    [
      'a column of such a kind',
      [
        signature(
          'a.one',
          'go',
          {},
          { block: { kind: 'go', table: { columns: { fee: { slot: { kind: 'mony' } as unknown as Slot } } } } }
        )
      ],
      "a.one: column 'fee' is of the kind 'mony', which there is not: did you mean 'money'?"
    ],
    [
      'two clauses with one phrase',
      [signature('a.one', 'go [to sea] [to sea]')],
      "a.one: two clauses begin with 'to sea'"
    ],
    [
      'a clause that what follows looks like',
      [signature('a.one', 'go [to <x>] to <y>', { x: optionalName, y: name })],
      "a.one: the clause 'to' cannot be told from what follows it"
    ],
    [
      'a slot with a name that every object has',
      [signature('a.one', 'go <constructor>', { constructor: name })],
      "a.one: 'constructor' is a name that every object has: choose another"
    ],
    ['a bracket without partner', [signature('a.one', 'go [to sea')], "a.one: pattern 'go [to sea': ']' is missing"],
    [
      'a comma that begins no clause',
      [signature('a.one', 'go here, there')],
      "a.one: pattern 'go here, there': a comma stands only at the start of a clause: [, clause]"
    ],
    ['a stray character', [signature('a.one', 'go $')], "a.one: pattern 'go $': '$' has no meaning in a pattern"],
    ['an empty pattern', [signature('a.one', ' ')], "a.one: pattern ' ': the pattern is empty"],
    ['a bad id', [signature('One.two', 'go')], "One.two: the id is not of the form 'plugin.statement'"],
    ['no place to stand', [signature('a.one', 'go', {}, { in: [] })], "a.one: 'in' names no place where it may stand"],
    [
      'two statements that begin with slots',
      [signature('a.one', '<d>', { d: { kind: 'date' } }), signature('b.two', '<t>', { t: { kind: 'time' } })],
      "a.one and b.two both begin with a slot in 'file' blocks: at most one may"
    ]
  ])('refuses %s', (_, signatures, problem) => {
    expect(problemsOf(...signatures)).toContainEqual(problem)
  })

  it('is quick: 120 statements in one block', () => {
    const many = Array.from({ length: 120 }, (_, index) =>
      signature(`a.s${index}`, `w${index % 10} k${index} <a> per <p> [in <x>] [, by <y>]`, {
        a: money,
        p: { kind: 'period' },
        x: optionalName,
        y: optionalName
      })
    )
    const started = process.cpuUsage()
    expect(problemsOf(...many)).toEqual([])
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000)
  })
})

describe('exampleProblems', () => {
  const catalogueOf = (...signatures: readonly Signature[]) => {
    const built = buildCatalogue(signatures)
    if (!built.ok) throw new Error(built.problems.join())
    return built.catalogue
  }

  it('finds nothing wrong with the examples of the sample vocabulary', () => {
    expect(exampleProblems(catalogueOf(...sampleSignatures))).toEqual([])
  })

  it('names an example that fits another signature, none, or more than one', () => {
    const other = signature('b.two', 'come', {}, { example: 'go' })
    const wrong = signature('a.one', 'go', {}, { example: 'went' })
    const two = signature('c.three', 'stay', {}, { example: 'stay; stay' })
    expect(exampleProblems(catalogueOf(wrong, other, two))).toEqual([
      "a.one: its example 'went' does not fit: no statement at the top level of a file begins with `went`",
      "b.two: its example 'go' is read as a.one",
      "c.three: its example 'stay; stay' is 2 statements"
    ])
  })
})
