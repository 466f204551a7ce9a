// What Handlebars says of a template that it cannot read or fill, with the place in the template that it means.

/** 1-based line and column. */
export interface TemplatePlace {
  readonly line: number
  readonly column: number
}

export interface TemplateFault extends TemplatePlace {
  readonly problem: string
}

/** Source: Handlebars' exceptions carry a place; its parser has the place only in its words, as an excerpt with a caret. */
export function templateFault(error: Error, source: string): TemplateFault {
  const [first = '', shown = '', caret = '', expected = ''] = error.message.split('\n')
  const stated = /^Parse error on line (\d+)/.exec(first)
  if (stated === null) return { ...placeOf(error), problem: taught(first) }
  if (expected.endsWith("got 'EOF'")) {
    return {
      ...placeAt(source, source.length),
      problem: 'the template ends inside a block: close it, as {{/if}} closes {{#if}}'
    }
  }
  const split = caret.indexOf('^')
  const [before, after] = [shown.slice(0, split), shown.slice(split)]
  const line = Number(stated[1])
  const place = excerptPlace(source, { before, after, line }) ?? { line, column: 1 }
  const start = (source.split('\n')[place.line - 1] ?? '').slice(
    Math.max(0, place.column - 1 - EXCERPT),
    place.column - 1
  )
  const what = start.trim() === '' ? 'this' : `what stands after \`${start.trimStart()}\``
  return { ...place, problem: `${what} cannot be read: }} closes a {{fact}}, and {{/if}} closes {{#if}}` }
}

function taught(message: string): string {
  const unclosed = /^(\S+) doesn't match (\S+)/.exec(message)
  if (unclosed) return `{{/${unclosed[2]}}} does not close {{#${unclosed[1]}}}`
  const helper = /You specified knownHelpersOnly, but used the unknown helper ([^ ]+)/.exec(message)
  if (helper) return `'${helper[1]}' is not known here: templates use if, unless, each and with`
  return message.replace(/ - \d+:\d+$/, '')
}

function placeOf(error: Error): TemplatePlace {
  const { lineNumber, column } = error as Error & { readonly lineNumber?: number; readonly column?: number }
  return { line: lineNumber ?? 1, column: (column ?? 0) + 1 }
}

/** Characters of the template on either side of the caret. */
const EXCERPT = 20

interface Excerpt {
  readonly before: string
  readonly after: string
  readonly line: number
}

/** Null when the excerpt is nowhere in the template. */
function excerptPlace(source: string, { before, after, line }: Excerpt): TemplatePlace | null {
  let found: TemplatePlace | null = null
  for (let at = 0; at <= source.length; at++) {
    if (
      !isShown(source.slice(at, at + EXCERPT), after) ||
      !isShown(source.slice(Math.max(0, at - EXCERPT), at), before)
    ) {
      continue
    }
    const place = placeAt(source, at)
    if (place.line === line) return place
    found ??= place
  }
  return found
}

/** Line ends are left out, and dots stand for what was cut off. */
function isShown(text: string, shown: string): boolean {
  const flat = text.replaceAll('\n', '')
  return shown === flat || shown === `...${flat}` || shown === `${flat}...`
}

function placeAt(source: string, at: number): TemplatePlace {
  const lines = source.slice(0, at).split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}
