// A written value after its judgement: a value, or what is wrong with it.
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'
import type { Problem } from '../diagnostics/problem.ts'
import type { Span } from '../signature/match.ts'

export type Judged<V> = { readonly ok: true; readonly value: V } | { readonly ok: false; readonly problem: Problem }

export function good<V>(value: V): Judged<V> {
  return { ok: true, value }
}

export function bad(
  code: DiagnosticCode,
  span: Span,
  message: string,
  more: Partial<Problem> = {}
): { ok: false; problem: Problem } {
  return { ok: false, problem: { ...more, code, message, start: span.start, end: span.end } }
}

/** Judges all items; the first problem wins. */
export function judgeAll<T, V>(items: readonly T[], judge: (item: T) => Judged<V>): Judged<V[]> {
  const values: V[] = []
  for (const item of items) {
    const judged = judge(item)
    if (!judged.ok) return judged
    values.push(judged.value)
  }
  return good(values)
}
