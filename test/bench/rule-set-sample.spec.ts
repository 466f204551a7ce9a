import { compileRules } from '@farthing/rules-language'
import { installedStatements } from './installed-statements.ts'
import { ruleSetSample } from './rule-set-sample.ts'

describe('the sample set of rules', () => {
  const size = { files: 40, plans: 20, rows: 200 }

  it('has the size asked for and nothing wrong in it', async () => {
    const files = ruleSetSample(size)
    const result = compileRules({ files, signatures: await installedStatements() })
    expect(result.diagnostics).toEqual([])
    if (!result.ok) throw new Error('rules were expected')
    expect([...files.keys()].filter(path => path.endsWith('.farthing'))).toHaveLength(40)
    expect(result.rules.plans.size).toBe(20)
    expect(files.get('deck/rates.csv')?.trim().split('\n')).toHaveLength(201)
  })

  it('is the same from the same seed, and another from another', () => {
    expect(ruleSetSample(size)).toEqual(ruleSetSample(size))
    expect(ruleSetSample({ ...size, seed: 2 })).not.toEqual(ruleSetSample(size))
  })
})
