// Measures files, functions and parameter lists for the size ratchet; `--tighten` lowers the baseline to what is true now and never raises it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { root } from './packages.mjs'

/** @type {Record<string, number>} */
export const limits = { fileLines: 250, functionLines: 40, parameters: 4 }
const baselineFile = 'test/architecture/size-baseline.json'
const ignored = /(^|\/)(node_modules|dist|planted|plugin-template)(\/|$)/

export function sources(folders = ['libs', 'plugins', 'apps', 'test', 'tools'], base = root) {
  return folders
    .filter(folder => existsSync(join(base, folder)))
    .flatMap(folder => readdirSync(join(base, folder), { recursive: true }).map(name => `${folder}/${name}`))
    .filter(file => /\.(ts|mjs)$/.test(file) && !file.endsWith('.d.ts') && !ignored.test(file))
    .sort()
}

/** Every measure of one file: `path` -> lines, `path > function` -> lines, `path > function ()` -> parameters. */
export function measure(file, text) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const measures = [{ kind: 'fileLines', name: file, size: text.replace(/\n$/, '').split('\n').length }]
  if (file.endsWith('.spec.ts') || file.startsWith('test/')) return measures
  const visit = node => {
    if (isFunction(node)) measures.push(...measureFunction(file, tree, node))
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return measures
}

export function offenders(base = root) {
  return sources(undefined, base)
    .flatMap(file => measure(file, readFileSync(join(base, file), 'utf8')))
    .filter(({ kind, size }) => size > limits[kind])
}

/** What is wrong against the baseline: offenders that are new and offenders that grew. */
export function compare(found, baseline) {
  return found.flatMap(({ kind, name, size }) => {
    const before = baseline[name]
    if (before === undefined)
      return [`${name}: ${size} (${kind}, the limit is ${limits[kind]}): split it by what it does`]
    return size > before ? [`${name}: grew from ${before} to ${size} (${kind}, the limit is ${limits[kind]})`] : []
  })
}

export function readBaseline(base = root) {
  return JSON.parse(readFileSync(join(base, baselineFile), 'utf8'))
}

function isFunction(node) {
  return (
    (ts.isFunctionDeclaration(node) ||
      ts.isFunctionExpression(node) ||
      ts.isArrowFunction(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isConstructorDeclaration(node) ||
      ts.isAccessor(node)) &&
    node.body !== undefined
  )
}

function measureFunction(file, tree, node) {
  const line = position => tree.getLineAndCharacterOfPosition(position).line
  const name = `${file} > ${nameOf(node)}`
  const lines = line(node.getEnd()) - line(node.getStart(tree)) + 1
  return [
    { kind: 'functionLines', name, size: lines },
    { kind: 'parameters', name: `${name} ()`, size: ts.isConstructorDeclaration(node) ? 0 : node.parameters.length }
  ]
}

function nameOf(node) {
  if (ts.isConstructorDeclaration(node)) return `${node.parent.name?.text ?? 'class'}.constructor`
  if (node.name) return node.name.getText()
  const parent = node.parent
  if (parent?.name) return parent.name.getText()
  return ts.isCallExpression(parent) ? `${parent.expression.getText().slice(0, 40)} callback` : 'anonymous'
}

function tighten() {
  const before = readBaseline()
  const now = Object.fromEntries(
    offenders()
      .filter(({ name }) => name in before)
      .map(({ name, size }) => [name, Math.min(size, before[name])])
  )
  writeFileSync(join(root, baselineFile), `${JSON.stringify(now, null, 2)}\n`)
}

if (resolve(process.argv[1] ?? '') === import.meta.filename) {
  if (process.argv.includes('--tighten')) tighten()
  const wrong = compare(offenders(), readBaseline())
  if (process.argv.includes('--json')) console.log(JSON.stringify(wrong))
  else console.log(wrong.length === 0 ? 'sizes: fine' : wrong.join('\n'))
  process.exit(wrong.length === 0 ? 0 : 1)
}
