// ESLint rules of this repository's own.

/** `./x.js` (what the Nest generators write) becomes `./x.ts` with --fix: sources name sources. */
const relativeImportsEndInTs = {
  meta: { type: 'problem', fixable: 'code', schema: [] },
  create(context) {
    const check = source => {
      if (typeof source?.value !== 'string' || !/^\.\.?\//.test(source.value)) return
      if (/\.(ts|json|mjs|cjs)$/.test(source.value)) return
      const mended = source.value.endsWith('.js') ? source.value.replace(/\.js$/, '.ts') : `${source.value}.ts`
      context.report({
        node: source,
        message: `A relative import names its source file: '${mended}'.`,
        fix: fixer => fixer.replaceText(source, `'${mended}'`)
      })
    }
    return {
      ImportDeclaration: node => check(node.source),
      ExportNamedDeclaration: node => check(node.source),
      ImportExpression: node => check(node.source)
    }
  }
}

export const farthing = { rules: { 'relative-imports-end-in-ts': relativeImportsEndInTs } }
