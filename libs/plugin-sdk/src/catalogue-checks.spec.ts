import type { Signature } from '@farthing/rules-language'
import { catalogueProblems as problemsOf } from './catalogue-checks.ts'
import { definePlugin } from './plugin.ts'
import type { RegistryChecks } from './registry.ts'

const catalogueProblems = (accepted: Parameters<typeof problemsOf>[0], checks: RegistryChecks = 'everything') =>
  problemsOf(accepted, checks)

const levy = (id: `${string}.${string}`, pattern: string, example: string) => ({
  id,
  in: ['plan'],
  pattern,
  slots: { amount: { kind: 'money' as const } },
  doc: 'A levy.',
  example,
  lower: () => ({ ok: true as const, value: null })
})
const withStatement = (id: string, pattern: string, example = 'levy 1.00') => ({
  plugin: definePlugin({ id, sdk: '*', contributes: { statements: [levy(`${id}.levy`, pattern, example)] } }),
  file: `plugins/${id}/src/index.ts`
})

describe('the statements of all plugins', () => {
  it('are accepted beside the words of the kernel', () => {
    expect(catalogueProblems([withStatement('levies', 'levy <amount>')])).toEqual([])
  })

  it('are refused when a pattern is malformed, with the file of its plugin', () => {
    const problems = catalogueProblems([
      withStatement('levies', 'levy <amount>'),
      withStatement('tolls', 'toll <amont>', 'toll 1.00')
    ])
    expect(problems.length).toBeGreaterThan(0)
    for (const { cause, file, fix } of problems) {
      expect(file).toBe('plugins/tolls/src/index.ts')
      expect(cause).toMatch(/^statement `toll` of plugin tolls \(tolls\.levy\): /)
      expect(fix).toBe('mend the pattern or its slots as the cause says')
    }
  })

  it('are refused when one text could be either of two, with that text, and the later plugin is asked to change', () => {
    const [problem, ...others] = catalogueProblems([
      withStatement('levies', 'levy <amount>'),
      withStatement('tolls', 'levy <amount> [in advance]')
    ])
    expect(others).toEqual([])
    expect(problem?.file).toBe('plugins/tolls/src/index.ts')
    expect(problem?.cause).toMatch(/levies\.levy.*tolls\.levy.*levy /s)
    expect(problem?.fix).toBe('let one of the two begin with another word')
  })

  it('are refused when they could be a word of the kernel', () => {
    const clan = { ...levy('clans.clan', 'family <clan>', 'family smith'), slots: { clan: { kind: 'name' as const } } }
    const plugin = definePlugin({ id: 'clans', sdk: '*', contributes: { statements: [clan] } })
    const [problem] = catalogueProblems([{ plugin, file: 'plugins/clans/src/index.ts' }])
    expect(problem).toMatchObject({
      file: 'plugins/clans/src/index.ts',
      cause: expect.stringContaining('kernel.family')
    })
  })

  it('are refused when a slot is of a kind that there is not, with the nearest', () => {
    const toll = { ...levy('tolls.toll', 'toll <amount>', 'toll 1.00'), slots: { amount: { kind: 'monney' } } }
    const plugin = definePlugin({ id: 'tolls', sdk: '*', contributes: { statements: [toll as unknown as Signature] } })
    expect(
      catalogueProblems([withStatement('levies', 'levy <amount>'), { plugin, file: 'plugins/tolls/src/index.ts' }])
    ).toEqual([
      {
        file: 'plugins/tolls/src/index.ts',
        cause:
          "statement `toll` of plugin tolls (tolls.toll): slot 'amount' is of the kind 'monney', which there is not: did you mean 'money'?",
        fix: 'mend the pattern or its slots as the cause says'
      }
    ])
  })

  it('are refused when no statement opens the block in which they stand, with the nearest that there is', () => {
    const toll = { ...levy('tolls.toll', 'toll <amount>', 'toll 1.00'), in: ['feature', 'plann'] }
    const plugin = definePlugin({ id: 'tolls', sdk: '*', contributes: { statements: [toll] } })
    const file = 'plugins/tolls/src/index.ts'
    expect(catalogueProblems([withStatement('levies', 'levy <amount>'), { plugin, file }], 'start')).toEqual([
      {
        file,
        cause:
          "statement `toll` of plugin tolls (tolls.toll): it stands in 'plann' blocks, which no statement opens: did you mean plan?",
        fix: "write in `in` the kind of a block that a statement opens, or 'file'"
      }
    ])
    const tolled = { ...toll, in: ['gate'] }
    const gate = { ...levy('tolls.gate', 'gate <amount>', 'gate 1.00 { toll 1.00 }'), block: { kind: 'gate' } }
    const both = definePlugin({ id: 'tolls', sdk: '*', contributes: { statements: [tolled, gate] } })
    expect(catalogueProblems([{ plugin: both, file }], 'start').filter(({ fix }) => fix.includes('`in`'))).toEqual([])
  })

  it('are refused when an example does not show its statement', () => {
    expect(catalogueProblems([withStatement('tolls', 'toll <amount>', 'toll one')])).toEqual([
      {
        file: 'plugins/tolls/src/index.ts',
        cause: expect.stringMatching(
          /^statement `toll` of plugin tolls \(tolls\.levy\): its example 'toll one' does not fit: /
        ),
        fix: 'mend the example, or the statement that it shows'
      }
    ])
  })

  describe('with a worked example', () => {
    const working = (worked: string, checks?: RegistryChecks) => {
      const statement = { ...levy('tolls.toll', 'toll <amount>', 'toll 1.00'), worked }
      const plugin = definePlugin({ id: 'tolls', sdk: '*', contributes: { statements: [statement] } })
      return catalogueProblems([{ plugin, file: 'plugins/tolls/src/index.ts' }], checks).map(({ cause }) => cause)
    }

    it('are refused when its rules are', () => {
      expect(working('plan a "A" { toll 1.00 EUR }')).toEqual([
        expect.stringMatching(
          /^statement `toll` of plugin tolls .*its worked example is refused, rules\.farthing:1:19 R\d{4} /
        )
      ])
      expect(working('plan a "A" { tol 1.00 }')).toEqual([expect.stringContaining('begins with `tol`')])
    })

    it('are accepted at the start, which does not read it', () => {
      expect(working('plan a "A" { tol 1.00 }', 'start')).toEqual([])
    })

    it('are accepted when it is in order, or needs a statement of a plugin that is not here', () => {
      expect(working('plan a "A" { toll 1.00 }')).toEqual([])
      expect(working('plan a "A" { toll 1.00; gratuity 2.00 }')).toEqual([])
    })
  })
})
