import { compileFolder } from '../installation/rules.ts'
import { installedPlugins } from '../installation/plugins.ts'
import { counted } from '../counted.ts'
import { showDiagnostics } from '../diagnostics.ts'
import { FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

/** `farthing check rules`: everything that is wrong with the rules, in one run. */
export async function check(path: string, options: { readonly json?: true }, terminal: Terminal): Promise<void> {
  const compiled = compileFolder(path, await installedPlugins())
  const { diagnostics, rules, files } = compiled
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  if (options.json) {
    const version = rules?.version ?? null
    terminal.out(
      `${JSON.stringify({ ok: rules !== undefined, version, files: files.size, errors, warnings, diagnostics })}\n`
    )
  } else {
    terminal.out(showDiagnostics(diagnostics, compiled, terminal.looksOut))
    const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0]
    if (first) terminal.out(`Read more about an error: farthing explain ${first.code}\n`)
    const found = `${counted(files.size, 'file')}, ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`
    terminal.out(
      rules
        ? `${terminal.paint('green', 'fine')}: ${found}\nversion ${rules.version}\n`
        : `${terminal.paint('red', 'wrong')}: ${found}\n`
    )
  }
  if (!rules) throw new FoundProblem()
}
