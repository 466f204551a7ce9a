// Which lines fold: blocks, and comments of several lines. By braces alone, so that a file with mistakes folds too.
import { lexChunks } from '../lexer/lex.ts'
import { LBrace, RBrace } from '../lexer/tokens.ts'
import type { RulesWorkspace } from './rules-workspace.ts'

/** 1-based lines; the last one stays in sight when it is a block's brace. */
export interface Fold {
  readonly first: number
  readonly last: number
  readonly kind: 'block' | 'comment'
}

export function foldsOf(workspace: RulesWorkspace, path: string): Fold[] {
  const source = workspace.source(path)
  const folds: Fold[] = []
  const open: number[] = []
  const commented: number[] = []
  for (const { tokens, comments } of lexChunks(source.text, () => undefined)) {
    for (const { tokenType, startOffset } of tokens) {
      if (tokenType === LBrace) open.push(source.lineOf(startOffset))
      const first = tokenType === RBrace ? open.pop() : undefined
      const last = first === undefined ? 0 : source.lineOf(startOffset)
      if (first !== undefined && last > first) folds.push({ first, last: last - 1, kind: 'block' })
    }
    for (const { startOffset } of comments) {
      const line = source.lineOf(startOffset)
      if (source.lineText(line).trimStart().startsWith('#')) commented.push(line)
    }
  }
  return [...folds, ...runsOf(commented)].sort((a, b) => a.first - b.first)
}

function runsOf(lines: readonly number[]): Fold[] {
  const runs: { first: number; last: number; kind: 'comment' }[] = []
  for (const line of lines) {
    const run = runs.at(-1)
    if (run !== undefined && run.last === line - 1) run.last = line
    else runs.push({ first: line, last: line, kind: 'comment' })
  }
  return runs.filter(({ first, last }) => last > first)
}
