// The few shapes of Markdown that the pages are made of, as GitHub renders them.

export function fenced(text: string, language: 'farthing' | 'text' | 'csv' | 'handlebars' = 'farthing'): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``
}

/** Columns without any content are left out. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const kept = header.flatMap((_, column) => (rows.some(row => row[column] !== '') ? [column] : []))
  const line = (cells: readonly string[]): string => `| ${kept.map(column => cell(cells[column] ?? '')).join(' | ')} |`
  return [line(header), `|${' --- |'.repeat(kept.length)}`, ...rows.map(line)].join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')
}

export function code(text: string): string {
  return `\`${text}\``
}

export function link(text: string, target: string): string {
  return `[${text}](${target})`
}

/** The anchor that GitHub gives a heading. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}

/** Parts of a page with an empty line between them; empty parts are left out. */
export function page(...parts: readonly string[]): string {
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}
