// A statement to fill in: the example of its signature, with a place to stop at in each value.
import { formatFile } from '../formatter/format-file.ts'
import type { Match } from '../signature/match.ts'
import type { Signature } from '../signature/signature.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { parseStatements } from '../statement/parse-file.ts'
import { withBlock } from './rules-workspace.ts'

/** In the snippet syntax of editors: `rent ${1:40.00} per ${2:month}`. Lines inside a block begin with a tab. */
export function snippetOf(signature: Signature, catalogue: SignatureCatalogue): string {
  const kind = signature.in[0] ?? 'file'
  const text = formatFile({ file: signature.id, text: opened(signature) }, catalogue, kind).trimEnd()
  const { matches } = parseStatements({ file: signature.id, text }, catalogue, kind)
  const stops = matches.flatMap(match => [...withBlock(match)].flatMap(stopsOf)).sort((a, b) => a.start - b.start)
  let snippet = ''
  let end = 0
  stops.forEach(({ start, end: stopEnd }, index) => {
    snippet += `${plain(text.slice(end, start))}\${${index + 1}:${plain(text.slice(start, stopEnd))}}`
    end = stopEnd
  })
  return snippet + plain(text.slice(end))
}

/** What the example writes for a slot of its first statement: `40.00`; nothing when it leaves the slot out. */
export function exampleOf(
  { id, example, in: kinds }: Signature,
  slot: string,
  catalogue: SignatureCatalogue
): string[] {
  const [match] = parseStatements({ file: id, text: example }, catalogue, kinds[0] ?? 'file').matches
  if (match?.slots[slot] === undefined) return []
  const { start, end } = match.slotSpan(slot)
  return [example.slice(start, end)]
}

/** A block in lines of its own: there is more to be written in it. */
function opened({ block, example }: Signature): string {
  if (block === undefined) return example // braces are in a text
  const [first, last] = [example.indexOf('{'), example.lastIndexOf('}')]
  if (first === -1 || last < first) return example
  return `${example.slice(0, first + 1)}\n${example.slice(first + 1, last)}\n${example.slice(last)}`
}

function stopsOf(match: Match): { readonly start: number; readonly end: number }[] {
  const { text } = match.source
  return Object.keys(match.slots).map(slot => {
    const { start, end } = match.slotSpan(slot)
    return text[start] === '"' ? { start: start + 1, end: end - 1 } : { start, end }
  })
}

function plain(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&').replace(/^( {2})+/gm, indent => '\t'.repeat(indent.length / 2))
}
