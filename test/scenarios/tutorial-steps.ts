// The tutorial as steps: files to write or to edit, commands with what they print.
export type Step =
  | { readonly kind: 'file'; readonly file: string; readonly text: string }
  | { readonly kind: 'edit'; readonly file: string; readonly edit: (before: string) => string }
  | { readonly kind: 'commands'; readonly commands: readonly CommandStep[]; readonly keepsRunning: boolean }

export interface CommandStep {
  readonly command: string
  /** `...` alone in a line is any lines, `…` and `...` within a line any text. */
  readonly output: string
}

const BLOCK = /(?:^<!-- (.*) -->\n)?^```(\w+)\n([\s\S]*?)^```$/gm

export function stepsOf(markdown: string): Step[] {
  return [...markdown.matchAll(BLOCK)].map(([, note = '', language, text = '']) => {
    if (language === 'console')
      return { kind: 'commands', commands: commandsOf(text), keepsRunning: note === 'keeps running' }
    return fileStep(note, text)
  })
}

function fileStep(note: string, text: string): Step {
  const [, file] = /^file (\S+)$/.exec(note) ?? []
  if (file !== undefined) return { kind: 'file', file, text }
  const [, ended] = /^at the end of (\S+)$/.exec(note) ?? []
  if (ended !== undefined) return { kind: 'edit', file: ended, edit: before => before + text }
  const [, edited = '', how, mark = ''] = /^in (\S+), (after|instead of) "(.*)"$/.exec(note) ?? []
  if (how === undefined) throw new Error(`no file is named for the block:\n${text}`)
  return {
    kind: 'edit',
    file: edited,
    edit: before => editLine(before, mark, line => (how === 'after' ? line + text : text))
  }
}

function editLine(before: string, mark: string, edit: (line: string) => string): string {
  const lines = before.split(/(?<=\n)/)
  const found = lines.filter(line => line.includes(mark))
  if (found.length !== 1) throw new Error(`${found.length} lines hold ${mark}`)
  return lines.map(line => (line.includes(mark) ? edit(line) : line)).join('')
}

function commandsOf(text: string): CommandStep[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map(part => {
      const [, command = '', output = ''] = /^((?:.*\\\n)*.*)\n?([\s\S]*)$/.exec(part) ?? []
      return { command: command.replaceAll(/\\\n\s*/g, ''), output: output.trimEnd() }
    })
}

/** What printed text must look like. */
export function patternOf(output: string): RegExp {
  const lines = output.split('\n').map(line => (line === '...' ? '(?:.*\\n)*?' : `${quoted(line)}\\n`))
  return new RegExp(`^\\s*${lines.join('')}\\s*$`)
}

function quoted(line: string): string {
  return line
    .split(/…|\.\.\./)
    .map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
    .join('.*')
}
