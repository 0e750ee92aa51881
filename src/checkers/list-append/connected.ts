// Strongly connected parts of a graph (Tarjan, Depth-first search and linear graph algorithms, 1972): every cycle lies
// within one of them.

interface Edge {
  readonly from: number
  readonly to: number
}

/** For each node, the number of its part. Without recursion, for paths may be as long as a history. */
export function connected(size: number, edges: readonly Edge[]): Int32Array {
  const following: number[][] = Array.from({ length: size }, () => [])
  for (const { from, to } of edges) following[from]!.push(to)
  const unmet = -1
  const part = new Int32Array(size).fill(unmet)
  /** When a node was met, and the earliest node on the stack that can be reached from it. */
  const met = new Int32Array(size).fill(unmet)
  const earliest = new Int32Array(size)
  const tried = new Int32Array(size)
  const stack: number[] = []
  let meetings = 0
  let parts = 0
  for (let root = 0; root < size; root++) {
    if (met[root] !== unmet) continue
    const path = [root]
    while (path.length > 0) {
      const node = path.at(-1)!
      if (met[node] === unmet) {
        met[node] = earliest[node] = meetings++
        stack.push(node)
      }
      const next = following[node]![tried[node]!++]
      if (next === undefined) {
        path.pop()
        const parent = path.at(-1)
        if (parent !== undefined) earliest[parent] = Math.min(earliest[parent]!, earliest[node]!)
        if (earliest[node] !== met[node]) continue
        while (part[node] === unmet) part[stack.pop()!] = parts
        parts++
      } else if (met[next] === unmet) {
        path.push(next)
      } else if (part[next] === unmet) {
        earliest[node] = Math.min(earliest[node]!, met[next]!)
      }
    }
  }
  return part
}
