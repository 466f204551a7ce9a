// Differences between two versions as a person reads them.
import type { RuleChange } from '@farthing/rules-language'
import { counted } from '../counted.ts'
import type { Terminal } from '../terminal.ts'

const SIGNS = { added: '+', removed: '-', changed: '~' } as const
const COLOURS = { added: 'green', removed: 'red', changed: 'yellow' } as const

export function ruleChangesText(changes: readonly RuleChange[], { paint }: Pick<Terminal, 'paint'>): string {
  const moved = (way: RuleChange['numbers']): number => changes.filter(({ numbers }) => numbers === way).length
  const count = (kind: RuleChange['kind']): number => changes.filter(each => each.kind === kind).length
  const words = [`${count('added')} added`, `${count('removed')} removed`, `${count('changed')} changed`]
  const numbers = [`${moved('up')} up`, `${moved('down')} down`]
  return [
    ...changes.map(change => changeText(change, paint)),
    `${counted(changes.length, 'statement')}: ${words.join(', ')}; numbers: ${numbers.join(', ')}\n`
  ].join('')
}

function changeText({ kind, name, numbers, before, after }: RuleChange, paint: Terminal['paint']): string {
  const side = (after ?? before)?.place
  const where = side === undefined ? '' : `  ${side.file}:${side.line}`
  const way = numbers === null ? '' : ` ${numbers}`
  const head = `${paint(COLOURS[kind], `${SIGNS[kind]}${way} ${name}`)}${where}\n`
  const texts = [before, after].flatMap(each => (each === null || each.text === '' ? [] : [each.text]))
  return `${head}${texts.map((text, index) => `    ${kind === 'changed' && index === 1 ? '-> ' : ''}${shown(text)}\n`).join('')}`
}

const WIDTH = 160

function shown(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > WIDTH ? `${line.slice(0, WIDTH)}...` : line
}
