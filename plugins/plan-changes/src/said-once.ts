// Of one change of plan one table speaks: its cell, or its levels. Two that do are refused, with both places.
import type { Diagnostic, Match, TogetherContext } from '@farthing/plugin-sdk'
import { type Direction, DIRECTIONS, directionOf, stepId } from './directions.ts'

type Cell = Match['cells'][number]

interface Levels {
  readonly table: Match
  readonly family: string
  readonly steps: ReadonlyMap<Direction, Match>
}

export function saidOnce(tables: readonly Match[], context: TogetherContext): Diagnostic[] {
  const levels = tables.flatMap(levelsOf)
  return [...twoCells(tables, context), ...twoLevels(levels, context), ...cellsBesideLevels(tables, levels, context)]
}

/** Cells that say something. */
function cellsOf({ cells }: Match): Cell[] {
  return cells.filter(({ match }) => match !== null)
}

function levelsOf(table: Match): Levels[] {
  const steps = DIRECTIONS.flatMap(direction => {
    const found = table.children.find(({ signature }) => signature.id === stepId(direction))
    return found === undefined ? [] : [[direction, found] as const]
  })
  return steps.length === 0 ? [] : [{ table, family: String(table.slots['family']), steps: new Map(steps) }]
}

function twoCells(tables: readonly Match[], { errorOfNew }: TogetherContext): Diagnostic[] {
  const first = new Map<string, { readonly table: Match; readonly cell: Cell }>()
  return tables.flatMap(table =>
    cellsOf(table).flatMap(cell => {
      const pair = pairOf(cell)
      const before = first.get(pair)
      if (before === undefined) first.set(pair, { table, cell })
      if (before === undefined || before.table === table) return []
      const message = `the change from ${cell.row.name} to ${cell.column.name} has a cell ${whereIs(before.cell)} already`
      return [errorOfNew(cell, cell, message, { code: 'R0613' })]
    })
  )
}

function pairOf({ column, row }: Cell): string {
  return JSON.stringify([row.name, column.name])
}

function twoLevels(levels: readonly Levels[], { errorOfNew }: TogetherContext): Diagnostic[] {
  const first = new Map<string, Match>()
  return levels.flatMap(({ family, steps }) =>
    [...steps].flatMap(([direction, step]) => {
      const key = `${direction} ${family}`
      const before = first.get(key)
      if (before === undefined) first.set(key, step)
      if (before === undefined) return []
      const message = `${direction} in family ${family} is said ${whereIs(before)} already`
      return [errorOfNew(step, step, message, { code: 'R0613' })]
    })
  )
}

function cellsBesideLevels(
  tables: readonly Match[],
  levels: readonly Levels[],
  context: TogetherContext
): Diagnostic[] {
  const others = levels.map(each => ({ ...each, own: new Set(cellsOf(each.table).map(pairOf)) }))
  return tables.flatMap(table =>
    cellsOf(table).flatMap(cell => {
      const other = others.find(
        each => each.table !== table && !each.own.has(pairOf(cell)) && speakOf(each, cell, context)
      )
      if (other === undefined) return []
      const message = `levels ${whereIs(other.table)} price the change from ${cell.row.name} to ${cell.column.name} already: write its cell there`
      return [context.errorOfNew(cell, cell, message, { code: 'R0613' })]
    })
  )
}

/** In some version of the two plans. Of one without a level they say that it is not possible. */
function speakOf({ family, steps }: Levels, { column, row }: Cell, { placesOf }: TogetherContext): boolean {
  const [left, taken] = [row.name, column.name].map(plan => placesOf(plan).filter(place => place.family === family))
  return (left ?? []).some(from =>
    (taken ?? []).some(to => from.level === null || to.level === null || steps.has(directionOf(from.level, to.level)))
  )
}

function whereIs({ source, start }: Pick<Match, 'source' | 'start'>): string {
  return `on line ${source.place(start).line} of ${source.file}`
}
