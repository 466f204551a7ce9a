// Operator-editable templates: Handlebars without access to prototypes, unknown helpers or unknown facts; values are HTML-escaped.
import Handlebars from 'handlebars'

export type RenderedTemplate =
  | { readonly ok: true; readonly html: string }
  | { readonly ok: false; readonly file: string; readonly line: number | null; readonly problem: string }

type Compiled = ReturnType<typeof Handlebars.compile>

const engine = Handlebars.create()
const compiled = new Map<string, Compiled>()
const MAX_COMPILED = 64

const BLOCK_HELPERS = { if: true, unless: true, each: true, with: true, lookup: false, log: false }

/**
 * @param file the template's name for messages
 * @param view plain data: the facts that the template may use; a name that is not among them is a problem, not a blank
 */
export function renderTemplate(file: string, source: string, view: object): RenderedTemplate {
  try {
    return { ok: true, html: template(source)(view, RUNTIME) }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const line = lineOf(error)
    return { ok: false, file, line, problem: teach(error.message) }
  }
}

const RUNTIME = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false }

function template(source: string): Compiled {
  const known = compiled.get(source)
  if (known) return known
  if (compiled.size >= MAX_COMPILED) compiled.clear()
  const made = engine.compile(source, { strict: true, knownHelpers: BLOCK_HELPERS, knownHelpersOnly: true })
  compiled.set(source, made)
  return made
}

function lineOf(error: Error): number | null {
  const { lineNumber } = error as Error & { lineNumber?: number }
  if (lineNumber !== undefined) return lineNumber
  const stated = /(?:line |- )(\d+)/.exec(error.message)
  return stated ? Number(stated[1]) : null
}

function teach(message: string): string {
  const unknown = /^"([^"]+)" not defined in/.exec(message)
  if (unknown)
    return `'${unknown[1]}' is not a fact of this document. The facts it may use are in libs/kernel/src/templates/invoice-view.ts.`
  const helper = /You specified knownHelpersOnly, but used the unknown helper ([^ ]+)/.exec(message)
  if (helper) return `'${helper[1]}' is not known here: templates use if, unless, each and with.`
  const [first, before = '', caret = '', expected = ''] = message.split('\n')
  if (!first?.startsWith('Parse error')) return first as string
  if (expected.endsWith("got 'EOF'")) return 'the template ends inside a block: close it, as {{/if}} closes {{#if}}.'
  const read = before.slice(0, caret.indexOf('^'))
  return `what stands after \`${read}\` cannot be read: }} closes a {{fact}}, and {{/if}} closes {{#if}}.`
}
