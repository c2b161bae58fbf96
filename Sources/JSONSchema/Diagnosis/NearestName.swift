/// Finds the name that was most likely meant by one that is not known.
package enum NearestName {
  /// The one name that is nearest, if any is near: first without regard to letter case, then to `_`, `-` and blanks,
  /// then by counting edits, of which a third of the name's length is allowed and one in any case. Two that are equally
  /// near are none, unless just one of them is preferred, or they are one name in different letter case.
  static func find(
    _ name: UnsafeBufferPointer<UInt8>, among candidates: UnsafeBufferPointer<Name>,
    preferring isPreferred: (Name) -> Bool = { _ in false }
  ) -> Int? {
    guard !name.isEmpty, name.count <= 64, !candidates.isEmpty else { return nil }
    var best = 0
    var bestDistance = Int.max
    var isAlone = true
    for (number, candidate) in candidates.enumerated() {
      guard let distance = Self.distance(name, candidate) else { continue }
      if distance < bestDistance {
        (best, bestDistance, isAlone) = (number, distance, true)
      } else if distance == bestDistance {
        isAlone = false
      }
    }
    guard bestDistance < .max else { return nil }
    if isAlone { return best }
    let near = candidates.indices.filter { distance(name, candidates[$0]) == bestDistance }
    let preferred = near.filter { isPreferred(candidates[$0]) }
    if preferred.count == 1 { return preferred[0] }
    return nearestInCase(name, among: near, of: candidates)
  }

  /// How far a candidate is from a name; nil if too far.
  private static func distance(_ name: UnsafeBufferPointer<UInt8>, _ candidate: Name) -> Int? {
    guard candidate.count <= 64 else { return nil }
    if isEqual(name, candidate.buffer, bare: false) { return 0 }
    if isEqual(name, candidate.buffer, bare: true) { return 1 }
    let limit = max(1, name.count / 3)
    guard abs(candidate.count - name.count) <= limit else { return nil }
    let edits = Self.edits(name, candidate.buffer, limit: limit, foldingCase: true)
    guard edits <= limit, edits < max(name.count, candidate.count) else { return nil }
    return 1 + edits
  }

  /// Of candidates that are one name in different letter case, the one whose letter case is the nearest.
  private static func nearestInCase(
    _ name: UnsafeBufferPointer<UInt8>, among near: [Int], of candidates: UnsafeBufferPointer<Name>
  ) -> Int? {
    guard let first = near.first else { return nil }
    guard near.allSatisfy({ isEqual(candidates[$0].buffer, candidates[first].buffer, bare: false) }) else { return nil }
    let distances = near.map { edits(name, candidates[$0].buffer, limit: 64, foldingCase: false) }
    let nearest = near.indices.filter { distances[$0] == distances.min() }
    return nearest.count == 1 ? near[nearest[0]] : nil
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
      let near = names.withUnsafeBufferPointer { names in
        Array(name.utf8).withUnsafeBufferPointer { find($0, among: names) }
      }
      return near.map { candidates[$0] }
    }
  }

  /// The keyword that differs from a name by letter case or one edit only. Short names are too easily near.
  static func keyword(near name: String) -> String? {
    let bytes = Array(name.utf8)
    guard bytes.count >= 5, bytes.count <= 24, !name.hasPrefix("x-") else { return nil }
    // OpenAPI's keyword, which people put into schemas on purpose.
    if name == "example" { return nil }
    for keyword in Keyword.allCases where keyword.exists(in: .draft7) {
      let other = keyword.word
      guard other.utf8CodeUnitCount >= 5, abs(other.utf8CodeUnitCount - bytes.count) <= 1 else { continue }
      let word = UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount)
      let edits = bytes.withUnsafeBufferPointer { Self.edits($0, word, limit: 1, foldingCase: true) }
      if edits <= 1, name != keyword.name { return keyword.name }
    }
    return nil
  }

  /// Whether two names are equal without regard to letter case and, if `bare`, to what stands between words.
  private static func isEqual(
    _ name: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>, bare: Bool
  ) -> Bool {
    if !bare, name.count != other.count { return false }
    var (i, j) = (0, 0)
    var letters = 0
    while true {
      if bare {
        while i < name.count, !isLetterOrDigit(name[i]) { i += 1 }
        while j < other.count, !isLetterOrDigit(other[j]) { j += 1 }
      }
      guard i < name.count, j < other.count else { break }
      guard lowercase(name[i]) == lowercase(other[j]) else { return false }
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
  private static func edits(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, limit: Int, foldingCase: Bool
  ) -> Int {
    func isSame(_ i: Int, _ j: Int) -> Bool { foldingCase ? lowercase(a[i]) == lowercase(b[j]) : a[i] == b[j] }
    // What both begin and end with takes no edits, and most misspelt names are right but for a place.
    var (start, endA, endB) = (0, a.count, b.count)
    while start < min(endA, endB), isSame(start, start) { start += 1 }
    while endA > start, endB > start, isSame(endA - 1, endB - 1) { (endA, endB) = (endA - 1, endB - 1) }
    if start == endA || start == endB { return max(endA, endB) - start }
    // Three rows of the table, in memory of the stack.
    let width = endB - start + 1
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * width) { rows in
      var beforeLast = rows.extracting(0..<width)
      var last = rows.extracting(width..<2 * width)
      var current = rows.extracting(2 * width..<3 * width)
      for j in 0..<width { last.initializeElement(at: j, to: j) }
      for i in start..<endA {
        current.initializeElement(at: 0, to: i - start + 1)
        var smallest = current[0]
        for j in start..<endB {
          let column = j - start
          var cost = min(last[column] + (isSame(i, j) ? 0 : 1), last[column + 1] + 1, current[column] + 1)
          if i > start, j > start, isSame(i, j - 1), isSame(i - 1, j) { cost = min(cost, beforeLast[column - 1] + 1) }
          current.initializeElement(at: column + 1, to: cost)
          smallest = min(smallest, cost)
        }
        if smallest > limit { return limit + 1 }
        (beforeLast, last, current) = (last, current, beforeLast)
      }
      return last[width - 1]
    }
  }
}
