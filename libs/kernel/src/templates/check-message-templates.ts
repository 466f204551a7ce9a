// Templates of messages: untrusted text of the operator. What they may name is the message's list of facts.
import type { Diagnostic, Message, MessageTemplate } from '@farthing/rules-language'
import { oneOf } from '@farthing/rules-language'
import Handlebars from 'handlebars'

const HELPERS: ReadonlySet<string> = new Set(['if', 'unless'])

/** Each template of each message: there, readable, and naming nothing but the message's facts. */
export function checkMessageTemplates(messages: readonly Message[], files: ReadonlyMap<string, string>): Diagnostic[] {
  return messages.flatMap(message =>
    message.templates.flatMap(template => {
      const source = files.get(template.file)
      return source === undefined ? [missing(template)] : checkTemplate(template.file, source, message)
    })
  )
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
    const line = Number(/line (\d+)/.exec((error as Error).message)?.[1] ?? 1)
    return [problem(file, line, 'R0311', 'this cannot be read: }} closes a {{fact}}, and {{/if}} closes {{#if}}')]
  }
  return namesIn(program).flatMap(({ isHelper, line, name: used }) => {
    if (isHelper ? HELPERS.has(used) : facts.includes(used)) return []
    if (isHelper)
      return [problem(file, line, 'R0311', `'${used}' is not known here: templates of messages use if and unless`)]
    const list = facts.length === 0 ? 'it has none' : `it has ${oneOf(facts, 'and')}`
    return [problem(file, line, 'R0310', `message "${name}" has no fact '${used}': ${list}`)]
  })
}

function problem(file: string, line: number, code: Diagnostic['code'], message: string): Diagnostic {
  return { code, severity: 'error', message, file, line, column: 1, endLine: line, endColumn: 2 }
}

/** As much of Handlebars' syntax tree as is looked at. */
interface Node {
  readonly type: string
  readonly loc: { readonly start: { readonly line: number } }
  readonly [part: string]: unknown
}

interface UsedName {
  readonly name: string
  readonly line: number
  readonly isHelper: boolean
}

/** Every path and helper of a template, also in branches that a sample would not reach. */
function namesIn(node: Node): UsedName[] {
  const { line } = node.loc.start
  if (node.type === 'PathExpression') return [{ name: String(node['original']), line, isHelper: false }]
  const path = node['path'] as Node | undefined
  const params = (node['params'] ?? []) as readonly Node[]
  if (node.type.startsWith('Partial') || node.type.startsWith('Decorator')) {
    return [{ name: '>', line, isHelper: true }]
  }
  const isCall = path !== undefined && (params.length > 0 || node.type === 'BlockStatement')
  const own = isCall
    ? [{ name: String(path['original']), line, isHelper: true }]
    : path === undefined
      ? []
      : namesIn(path)
  const { pairs = [] } = (node['hash'] ?? {}) as { readonly pairs?: readonly { readonly value: Node }[] }
  const inner = [
    ...pairs.map(({ value }) => value),
    ...((node['body'] ?? []) as readonly Node[]),
    ...params,
    ...(['program', 'inverse'] as const).flatMap(part => (node[part] ? [node[part] as Node] : []))
  ]
  return [...own, ...inner.flatMap(namesIn)]
}
