// The files of usage and of subscribers that offline commands read.
import { readFileSync } from 'node:fs'
import { type ByteSource, openFile, openStream } from '@farthing/kernel/usage-file'
import { type Registry, unknownFormat, type UsageFormat, usageFormatsOf } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { type ReadSubscribers, readSubscribers } from '@farthing/simulator'
import { CallProblem, FoundProblem } from '../problems.ts'

export function formatNamed(code: string, registry: Registry, rules: RuleSet): UsageFormat {
  const formats = usageFormatsOf(registry, rules)
  const format = formats.get(code)
  if (format) return format
  throw new CallProblem(unknownFormat(code, formats.keys()))
}

export function subscribersOf(file: string, { operator }: RuleSet): Extract<ReadSubscribers, { ok: true }> {
  const read = readSubscribers(textOf(file), { zone: operator.zone, dialling: operator.dialling ?? null })
  if (read.ok) return read
  const lines = read.problems.map(({ line, field, message }) => `  ${file}:${line}: ${field}: ${message}`)
  throw new FoundProblem(`The subscribers cannot be read:\n${lines.join('\n')}`)
}

export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException
    throw new CallProblem(`${file} cannot be read: ${code === 'ENOENT' ? 'it does not exist' : message}`)
  }
}

export async function usageSource(file: string): Promise<ByteSource> {
  if (file === '-') return openStream(process.stdin)
  const opened = await openFile(file)
  if (opened.ok) return opened.source
  throw new CallProblem(opened.problem)
}
