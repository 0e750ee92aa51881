// Rows of text with their columns under one another.

/** The last column is left as long as it is. */
export function table(rows: readonly (readonly string[])[], indent = '  '): string {
  const columns = Math.max(...rows.map(row => row.length))
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]!))).join('  '))
    .map(line => `${indent}${line}`.trimEnd())
    .join('\n')
}
