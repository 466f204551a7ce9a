// The demo operator's rules with random damage: whatever happens to a file, the answer is diagnostics, and formatting keeps its meaning.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  buildCatalogue,
  compileRules,
  formatFile,
  kernelVocabulary,
  parseFile,
  renderDiagnostic
} from '@farthing/rules-language'
import fc from 'fast-check'
import { plugin as bonds } from '../../plugins/bonds/src/index.ts'
import { plugin as recurringCharges } from '../../plugins/recurring-charges/src/index.ts'
import { plugin as setupFees } from '../../plugins/setup-fees/src/index.ts'
import { plugin as usageCharges } from '../../plugins/usage-charges/src/index.ts'

const rules = join(import.meta.dirname, '../../rules')
const intact = new Map(
  readdirSync(rules)
    .filter(file => /\.(farthing|csv)$/.test(file))
    .map(file => [file, readFileSync(join(rules, file), 'utf8')] as const)
)
const signatures = [bonds, recurringCharges, setupFees, usageCharges].flatMap(
  plugin => plugin.contributes.statements ?? []
)
const built = buildCatalogue([...kernelVocabulary, ...signatures])
if (!built.ok) throw new Error(built.problems.join('\n'))
const { catalogue } = built

const scraps = [
  '{',
  '}',
  '"',
  '|',
  ',',
  ';',
  '\n',
  ' ',
  '0',
  '-',
  '..',
  '(',
  '%',
  '\u0000',
  '*',
  'per',
  'from',
  '1 min'
]
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const damage = fc.record({
  file: fc.constantFrom(...intact.keys()),
  at: place,
  other: place,
  how: fc.constantFrom('insert', 'cut', 'drop line', 'repeat line', 'swap word'),
  scrap: fc.constantFrom(...scraps)
})

function damaged(
  text: string,
  { at, other, how, scrap }: { at: number; other: number; how: string; scrap: string }
): string {
  const offset = Math.floor(at * text.length)
  if (how === 'insert') return text.slice(0, offset) + scrap + text.slice(offset)
  if (how === 'cut') return text.slice(0, offset) + text.slice(offset + 1 + Math.floor(other * 8))
  const parts = text.split(how === 'swap word' ? /(\s+)/ : /(?<=\n)/)
  const [one, two] = [Math.floor(at * parts.length), Math.floor(other * parts.length)]
  if (how === 'drop line') parts.splice(one, 1)
  else if (how === 'repeat line') parts.splice(two, 0, parts[one] ?? '')
  else parts[one] = parts[two] ?? ''
  return parts.join('')
}

const problemsOf = (file: string, text: string): string[] =>
  parseFile({ file, text }, catalogue).diagnostics.map(({ code, message }) => `${code} ${message}`)

describe('rules with random damage', () => {
  it('end in rules or diagnostics, and are formatted without a change of meaning', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), damages => {
        const files = new Map(intact)
        for (const one of damages) files.set(one.file, damaged(files.get(one.file) ?? '', one))
        const result = compileRules({ files, signatures })
        if (!result.ok) expect(result.diagnostics.length).toBeGreaterThan(0)
        for (const found of result.diagnostics)
          expect(renderDiagnostic(found, files.get(found.file) ?? '')).toContain(found.code)
        for (const { file } of damages.filter(one => one.file.endsWith('.farthing'))) {
          const text = files.get(file) ?? ''
          const formatted = formatFile({ file, text }, catalogue)
          expect(problemsOf(file, formatted)).toEqual(problemsOf(file, text))
          expect(formatFile({ file, text: formatted }, catalogue)).toBe(formatted)
        }
      }),
      { numRuns: 60 }
    )
  })
})
