// The rules of the demo's operator: they compile, every example holds, every plan and tariff has one, zones are where they should be.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formatPlace } from '@farthing/billing-core/values'
import { loadPlugins } from '@farthing/kernel/plugin-host'
import { publicHolidays } from '@farthing/kernel/public-holidays'
import { readRulesFolder } from '@farthing/kernel/rules-folder'
import type { Registry } from '@farthing/plugin-sdk'
import { compileRules, type RuleSet, tariffAt } from '@farthing/rules-language'
import { renderExample, ruleCoverage, runExamples, TouchedRules } from '@farthing/simulator'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe("the demo operator's rules", () => {
  let registry: Registry
  let rules: RuleSet

  beforeAll(async () => {
    const loaded = await loadPlugins(`${root}plugins`)
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    registry = loaded.registry
    const read = readRulesFolder(`${root}rules`)
    if (!read.ok) throw new Error(read.detail)
    const compiled = compileRules({ files: read.files, signatures: [...registry.statements.values()], publicHolidays })
    expect(compiled.diagnostics).toEqual([])
    if (!compiled.ok) throw new Error('the rules do not compile')
    rules = compiled.rules
  })

  it('keep every promise of their examples', async () => {
    const reports = await runExamples(rules, registry)
    expect(reports.length).toBeGreaterThan(30)
    expect(reports.filter(report => !report.ok).map(report => renderExample(report))).toEqual([])
  })

  it('have an example for every rule', async () => {
    const touched = new TouchedRules()
    await runExamples(rules, registry, touched)
    const untouched = ruleCoverage(rules, touched.places).files.flatMap(file => file.untouched)
    expect(untouched.map(at => `${formatPlace(at)} ${at.rule}: write an example that uses it`)).toEqual([])
  })

  it.each([
    ['61398765432', 'national'],
    ['61412345678', 'mobile'],
    ['61131450', 'local'],
    ['611300123456', 'local'],
    ['611800123456', 'tollfree'],
    ['611900123456', 'premium'],
    ['6100', 'emergency'],
    ['61112', 'emergency'],
    ['12125550100', 'united-states'],
    ['14165550100', 'canada'],
    ['18765550100', 'jamaica'],
    ['64212345678', 'new-zealand-mobile'],
    ['6499999999', 'new-zealand'],
    ['442079460000', 'united-kingdom'],
    ['447700900123', 'united-kingdom-mobile'],
    ['79161234567', 'russia-mobile'],
    ['77012345678', 'kazakhstan-mobile'],
    ['77272501234', 'kazakhstan'],
    ['390669812345', 'vatican-city'],
    ['390612345678', 'italy'],
    ['886912345678', 'taiwan-mobile'],
    ['881612345678', 'satellite']
  ])('find %s in %s', (to, zone) => {
    const startedAt = Temporal.Instant.from('2026-09-02T00:00Z').epochMilliseconds
    const outcome = tariffAt(rules, 'voice-standard', startedAt)?.rate({ startedAt, quantity: 60_000, to })
    expect(outcome).toMatchObject({ ok: true, zone })
  })

  it('know every country calling code of the world', () => {
    const prefixes = new Set(
      readFileSync(`${root}rules/zones.csv`, 'utf8')
        .split('\n')
        .map(line => line.split(',')[0])
    )
    const codes =
      '1 20 211 212 213 216 218 27 290 291 297 298 299 30 31 32 33 34 350 359 36 370 379 380 389 39 40 41 420 421 423 43 44 ' +
      '45 46 47 48 49 500 509 51 52 53 54 55 56 57 58 590 599 60 62 63 64 65 66 670 672 679 680 692 7 800 81 82 84 850 852 ' +
      '853 855 856 86 870 880 881 882 883 886 90 91 92 93 94 95 960 968 970 977 98 992 996 998'
    expect(codes.split(' ').filter(code => !prefixes.has(code))).toEqual([])
  })
})
