import vm from 'node:vm'
import { build } from 'esbuild'
import { root } from './run-tool.ts'

/** What a page would do: check rules, run their examples, ask what may be written at a place. */
const PAGE = `
import { parseDecimal } from '@farthing/billing-core/values'
import { compileRules, completionsAt, RulesWorkspace } from '@farthing/rules-language'
import { loadRegistry } from '@farthing/plugin-sdk'
import { runExamples } from '@farthing/simulator'
import { plugin } from './plugins/usage-charges/src/index.ts'

const loaded = loadRegistry([{ plugin, file: 'plugins/usage-charges/src/index.ts' }])
const signatures = [...loaded.registry.statements.values()]

globalThis.check = text => {
  const { ok, diagnostics } = compileRules({ files: new Map([['page.farthing', text]]), signatures })
  return JSON.stringify({ ok, codes: diagnostics.map(({ code }) => code) })
}
globalThis.run = async text => {
  const { rules } = compileRules({ files: new Map([['page.farthing', text]]), signatures })
  const reports = await runExamples(rules, loaded.registry)
  return JSON.stringify(reports.map(({ title, ok, met }) => ({ title, ok, met })))
}
globalThis.complete = text => {
  const workspace = new RulesWorkspace({ signatures })
  workspace.write('page.farthing', text)
  return completionsAt(workspace, { path: 'page.farthing', offset: text.length }).map(({ label }) => label).join()
}
globalThis.decimal = text => String(parseDecimal(text))
`

const RULES = `operator "Page" { currency AUD; time zone "Australia/Melbourne" }
tariff sms for sms { rates { | price        |
                             | 0.20 per sms | } }
plan payg "Pay as you go" { tariff sms }
example "a message" {
  on 2026-03-02 subscribe payg
  at 2026-03-02 10:00 send sms to 0412345678
  expect charge 0.20
}
`

describe('the pure packages in a browser', () => {
  it('bundle without a module of Node, and work where there is nothing of Node', async () => {
    // every browser has them; the language itself does not
    const page = vm.createContext({ TextEncoder, setTimeout })
    vm.runInContext(await bundled(), page)
    const play = (expression: string): unknown => vm.runInContext(expression, page)
    expect(play('typeof process + typeof require + typeof Buffer')).toBe('undefinedundefinedundefined')
    page['text'] = RULES
    expect(play('check(text)')).toBe('{"ok":true,"codes":[]}')
    expect(await play('run(text)')).toBe('[{"title":"a message","ok":true,"met":1}]')
    page['text'] = RULES.replace('tariff sms }', 'tariff smss }')
    expect(play('check(text)')).toContain('R0111')
    page['text'] = `${RULES}plan x "X" {\n  tariff `
    expect(play('complete(text)')).toBe('sms')
    expect(play('decimal("0.39")')).toBe('390000')
  })
})

/** Fails on any import that a browser cannot follow. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: PAGE, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2024',
    conditions: ['source'],
    logLevel: 'silent'
  })
  return outputFiles[0]?.text ?? ''
}
