// Makes a failing text small: drops whole files, then lines, then characters, as long as it fails in the same way.

type Files = ReadonlyMap<string, string>

/** So many trials at most: what is found late is hardly smaller. */
const MOST_TRIALS = 1_500

/** `fails`: do these files fail in the same way as the first ones? */
export async function shrink(files: Files, fails: (files: Files) => Promise<boolean>): Promise<Files> {
  let left = MOST_TRIALS
  const still = async (smaller: Files): Promise<boolean> => left-- > 0 && (await fails(smaller))
  let smallest = files
  for (const path of files.keys()) {
    const without = new Map([...smallest].filter(([other]) => other !== path))
    if (await still(without)) smallest = without
  }
  for (const pieces of [/(?<=\n)/, /(?<=\s)/, '']) {
    for (const [path, text] of smallest) {
      let parts = text.split(pieces)
      for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
        for (let at = 0; at < parts.length; ) {
          if (left <= 0) return smallest
          const fewer = parts.toSpliced(at, size)
          if (await still(new Map([...smallest, [path, fewer.join('')]]))) {
            parts = fewer
            smallest = new Map([...smallest, [path, fewer.join('')]])
          } else at += size
        }
      }
    }
  }
  return smallest
}
