import { grouped } from './progress.ts'

/** 1 -> 'one file', 0 -> 'no files', 12 -> '12 files' */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  if (count === 0) return `no ${many}`
  return count === 1 ? `one ${one}` : `${grouped(count)} ${many}`
}
