// The files of usage and of subscribers that offline commands read.
import { readFileSync } from 'node:fs'
import { type ByteSource, openFile, openStream } from '@farthing/kernel/usage-file'
import type { Registry, UsageFormat } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { type ReadSubscribers, readSubscribers } from '@farthing/simulator'
import { CallProblem, FoundProblem } from '../problems.ts'

export function formatNamed(code: string, { usageFormats }: Registry): UsageFormat {
  const format = usageFormats.get(code)
  if (format) return format
  throw new CallProblem(`there is no usage format '${code}'. There are: ${[...usageFormats.keys()].sort().join(', ')}.`)
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
