/// Finds the name that was most likely meant by one that is not known.
package enum NearestName {
  /// The one name that is nearest, if any is near: first without regard to letter case, then to `_`, `-` and blanks,
  /// then by counting edits, of which a third of the name's length is allowed and one in any case. Two that are equally
  /// near are none, unless just one of them is preferred, or they are one name in different letter case.
  static func find(
    _ name: [UInt8], among candidates: [Name], preferring isPreferred: (Int) -> Bool = { _ in false }
  )
    -> Int?
  {
    guard !name.isEmpty, name.count <= 64, !candidates.isEmpty else { return nil }
    let limit = max(1, name.count / 3)
    var best: [Int] = []
    var bestDistance = Int.max
    for (number, candidate) in candidates.enumerated() where candidate.count <= 64 {
      let distance: Int
      if isEqual(name, candidate, bare: false) {
        distance = 0
      } else if isEqual(name, candidate, bare: true) {
        distance = 1
      } else {
        guard abs(candidate.count - name.count) <= limit else { continue }
        let edits = self.edits(name.map(lowercase), candidate.buffer.map(lowercase), limit: limit)
        guard edits <= limit, edits < max(name.count, candidate.count) else { continue }
        distance = 1 + edits
      }
      if distance < bestDistance {
        best = [number]
        bestDistance = distance
      } else if distance == bestDistance {
        best.append(number)
      }
    }
    if best.count == 1 { return best[0] }
    let preferred = best.filter(isPreferred)
    if preferred.count == 1 { return preferred[0] }
    return nearestInCase(name, among: best, of: candidates)
  }

  /// Of candidates that are one name in different letter case, the one whose letter case is the nearest.
  private static func nearestInCase(_ name: [UInt8], among best: [Int], of candidates: [Name]) -> Int? {
    guard let first = best.first else { return nil }
    let folded = candidates[first].buffer.map(lowercase)
    guard best.allSatisfy({ candidates[$0].buffer.map(lowercase) == folded }) else { return nil }
    let distances = best.map { edits(name, Array(candidates[$0].buffer), limit: 64) }
    let nearest = best.indices.filter { distances[$0] == distances.min() }
    return nearest.count == 1 ? best[nearest[0]] : nil
  }

  /// The one of some names that was most likely meant by another, if any is near.
  package static func nearest(to name: String, among candidates: [String]) -> String? {
    // The names' bytes stand side by side in one array, which outlives their use as addresses.
    let bytes = candidates.map { Array($0.utf8) }
    return bytes.flatMap { $0 + [0] }.withUnsafeBufferPointer { all in
      guard var start = all.baseAddress else { return nil }
      let names = bytes.map { bytes in
        defer { start += bytes.count + 1 }
        return Name(bytes: start, count: bytes.count)
      }
      return find(Array(name.utf8), among: names).map { candidates[$0] }
    }
  }

  /// The keyword that differs from a name by letter case or one edit only. Short names are too easily near.
  static func keyword(near name: String) -> String? {
    let bytes = Array(name.utf8)
    guard bytes.count >= 5, bytes.count <= 24, !name.hasPrefix("x-") else { return nil }
    // OpenAPI's keyword, which people put into schemas on purpose.
    if name == "example" { return nil }
    let folded = bytes.map(lowercase)
    for keyword in Keyword.allCases where keyword.exists(in: .draft7) {
      let other = keyword.name.utf8
      guard other.count >= 5, abs(other.count - bytes.count) <= 1 else { continue }
      let near = edits(folded, other.map(lowercase), limit: 1)
      if near <= 1, name != keyword.name { return keyword.name }
    }
    return nil
  }

  /// Whether two names are equal without regard to letter case and, if `bare`, to what stands between words.
  private static func isEqual(_ name: [UInt8], _ other: Name, bare: Bool) -> Bool {
    if !bare, name.count != other.count { return false }
    var (i, j) = (0, 0)
    var letters = 0
    while true {
      if bare {
        while i < name.count, !isLetterOrDigit(name[i]) { i += 1 }
        while j < other.count, !isLetterOrDigit(other.bytes[j]) { j += 1 }
      }
      guard i < name.count, j < other.count else { break }
      guard lowercase(name[i]) == lowercase(other.bytes[j]) else { return false }
      (i, j, letters) = (i + 1, j + 1, letters + 1)
    }
    return i == name.count && j == other.count && letters > 0
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "_") && byte != UInt8(ascii: "-") && byte != UInt8(ascii: " ") && byte != UInt8(ascii: ".")
  }

  /// How many bytes have to be put in, left out, replaced or swapped with their neighbour (optimal string alignment);
  /// anything above `limit` may be told as `limit + 1`.
  static func edits(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
    // What both begin and end with takes no edits, and most misspelt names are right but for a place.
    var (start, endA, endB) = (0, a.count, b.count)
    while start < min(endA, endB), a[start] == b[start] { start += 1 }
    while endA > start, endB > start, a[endA - 1] == b[endB - 1] { (endA, endB) = (endA - 1, endB - 1) }
    if start == endA || start == endB { return max(endA, endB) - start }
    return editsOfRest(Array(a[start..<endA]), Array(b[start..<endB]), limit: limit)
  }

  private static func editsOfRest(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var current = beforeLast
    for i in 0..<a.count {
      current[0] = i + 1
      var smallest = current[0]
      for j in 0..<b.count {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        current[j + 1] = cost
        smallest = min(smallest, cost)
      }
      if smallest > limit { return limit + 1 }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[b.count]
  }
}
