// Templates of messages: untrusted text of the operator. What they may name is the message's list of facts.
import type { Diagnostic, Message, MessageTemplate } from '@farthing/rules-language'
import { oneOf } from '@farthing/rules-language'
import Handlebars from 'handlebars'
import { templateFault, type TemplatePlace } from './template-fault.ts'

const HELPERS: ReadonlySet<string> = new Set(['if', 'unless'])

/** Each template of each message: there, readable, and naming nothing but the message's facts. Each fault is told once. */
export function checkMessageTemplates(messages: readonly Message[], files: ReadonlyMap<string, string>): Diagnostic[] {
  const found = messages.flatMap(message => {
    const byFile = Map.groupBy(message.templates, ({ file }) => file)
    return [...byFile].flatMap(([file, named]) => {
      const source = files.get(file)
      return source === undefined ? named.map(missing) : checkTemplate(file, source, message)
    })
  })
  // what cannot be read is so for every message that has the template
  const places = new Set<string>()
  return found.filter(one => {
    const place = `${one.file}:${one.line}:${one.column} ${one.message}`
    return !places.has(place) && places.add(place)
  })
}

function missing({ at, file }: MessageTemplate): Diagnostic {
  const { column, line } = at
  const message = `there is no template ${file} in the rules folder`
  return {
    code: 'R0312',
    severity: 'error',
    message,
    file: at.file,
    line,
    column,
    endLine: line,
    endColumn: column + 1
  }
}

function checkTemplate(file: string, source: string, { facts, name }: Message): Diagnostic[] {
  let program: Node
  try {
    program = Handlebars.parse(source) as unknown as Node
  } catch (error) {
    const { problem, ...place } = templateFault(error as Error, source)
    return [diagnosticAt(file, place, 'R0311', problem)]
  }
  return namesIn(program).flatMap(({ isHelper, name: used, ...place }) => {
    if (isHelper ? HELPERS.has(used) : facts.includes(used)) return []
    const unknown = { ...place, length: used.length }
    if (isHelper)
      return [
        diagnosticAt(file, unknown, 'R0311', `'${used}' is not known here: templates of messages use if and unless`)
      ]
    const list = facts.length === 0 ? 'it has none' : `it has ${oneOf(facts, 'and')}`
    return [diagnosticAt(file, unknown, 'R0310', `message "${name}" has no fact '${used}': ${list}`)]
  })
}

function diagnosticAt(
  file: string,
  { line, column, length = 1 }: TemplatePlace & { readonly length?: number },
  code: Diagnostic['code'],
  message: string
): Diagnostic {
  return { code, severity: 'error', message, file, line, column, endLine: line, endColumn: column + length }
}

/** As much of Handlebars' syntax tree as is looked at. Its columns begin at 0. */
interface Node {
  readonly type: string
  readonly loc: { readonly start: TemplatePlace }
  readonly [part: string]: unknown
}

interface UsedName extends TemplatePlace {
  readonly name: string
  readonly isHelper: boolean
}

/** Every path and helper of a template, also in branches that a sample would not reach. */
function namesIn(node: Node): UsedName[] {
  if (node.type === 'PathExpression') return [named(node, false)]
  const path = node['path'] as Node | undefined
  const params = (node['params'] ?? []) as readonly Node[]
  if (node.type.startsWith('Partial') || node.type.startsWith('Decorator')) {
    return [{ ...startOf(node), name: '>', isHelper: true }]
  }
  const isCall = path !== undefined && (params.length > 0 || node.type === 'BlockStatement')
  const own = path === undefined ? [] : isCall ? [named(path, true)] : namesIn(path)
  const { pairs = [] } = (node['hash'] ?? {}) as { readonly pairs?: readonly { readonly value: Node }[] }
  const inner = [
    ...pairs.map(({ value }) => value),
    ...((node['body'] ?? []) as readonly Node[]),
    ...params,
    ...(['program', 'inverse'] as const).flatMap(part => (node[part] ? [node[part] as Node] : []))
  ]
  return [...own, ...inner.flatMap(namesIn)]
}

function named(path: Node, isHelper: boolean): UsedName {
  return { ...startOf(path), name: String(path['original']), isHelper }
}

function startOf({ loc: { start } }: Node): TemplatePlace {
  return { line: start.line, column: start.column + 1 }
}
