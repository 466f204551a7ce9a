// Each code that an author of rules can meet is produced by its own example, and the example's right text is clean.
import { codeExamples, errorCodes, errorCodesWith } from '@farthing/rules-language'
import { codesOf, signatures } from './installation.ts'

const howTo = (code: string): string =>
  `${code} has no example. Write one into a file of libs/rules-language/src/reference/code-examples/ (a new file is listed in code-examples.ts beside it):
  ${code}: {
    meaning: 'What it is about and why it matters, in one to three short sentences.',
    wrong: ruleText\`...\`,   // rule text that produces ${code} and no other code; several files: { 'a.farthing': ..., 'b.csv': ... }
    right: ruleText\`...\`    // the same, mended: nothing is wrong with it
  }
Then run: npx farthing docs`

/** Those of the plugins' statements too. */
const all = errorCodesWith(signatures)

describe('every code', () => {
  it('has an example, its title and its advice', () => {
    const without = [...all].flatMap(([code, { example }]) => (example === undefined ? [code] : []))
    expect(without.map(howTo)).toEqual([])
    for (const { title, advice } of [...all.values()].map(({ entry }) => entry)) {
      expect(title).not.toMatch(/\.$/)
      expect(advice).toMatch(/\.$/)
    }
  })

  it('is in a catalogue when it has an example', () => {
    expect(Object.keys(codeExamples).filter(code => !errorCodes.has(code as `R${string}`))).toEqual([])
  })

  it('is used by one part of the language or one statement of a plugin', () => {
    const codes = [...errorCodes.keys(), ...signatures.flatMap(({ errors = {} }) => Object.keys(errors))]
    expect(codes).toHaveLength(all.size)
  })

  it.each([...all.keys()])('%s is produced by its wrong text alone, and its right text is clean', code => {
    const example = all.get(code)?.example
    if (example === undefined) throw new Error(`no ${code}`)
    const beside = example.statement ? [example.statement] : []
    const wrong = codesOf(example.wrong, code, beside)
    expect(wrong).toContain(code)
    // what counts the messages that are not listed needs others to count
    if (code !== 'R0099') expect(wrong).toEqual([code])
    expect(codesOf(example.right, code, beside)).toEqual([])
    expect(example.meaning).toMatch(/[.?]$/)
  })
})
