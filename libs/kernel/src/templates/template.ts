// Operator-editable templates: Handlebars without access to prototypes, unknown helpers or unknown facts; values are HTML-escaped.
import Handlebars from 'handlebars'
import { type TemplateFault, templateFault } from './template-fault.ts'

export type RenderedTemplate =
  | { readonly ok: true; readonly html: string }
  | ({ readonly ok: false; readonly file: string } & TemplateFault)

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
    return { ok: false, file, ...faultOf(error, source) }
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

/** A name that the view does not have is told in the words of whatever noticed it. */
function faultOf(error: Error, source: string): TemplateFault {
  const unknown = /^"([^"]+)" not defined in|^Cannot use 'in' operator to search for '([^']+)'/.exec(error.message)
  const fault = templateFault(error, source)
  if (!unknown) return fault
  const name = unknown[1] ?? unknown[2] ?? ''
  const problem = `'${name}' is not a fact of this document. The facts it may use are in libs/kernel/src/templates/invoice-view.ts.`
  return { ...fault, problem }
}
