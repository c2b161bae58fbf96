extension RegularExpression {
  /// The UTF-8 encodings of a set of code points, as an acyclic graph of bytes from `root` to `exit`.
  ///
  /// Equal tails are one vertex, so `\p{L}` takes a few hundred edges and not one path for each of its ranges.
  struct UTF8Graph {
    struct Edge {
      var from: Int32
      var bytes: ByteSet
      var to: Int32
    }

    static let root: Int32 = 0
    static let exit: Int32 = 1

    /// In an order in which a vertex is reached (`to`) only after all edges that leave it (`from`).
    private(set) var edges: [Edge] = []
    private(set) var vertexCount: Int32 = 2

    /// - Parameter isBackward: whether the bytes of a code point are read from the last to the first.
    init(_ set: CodePointSet, isBackward: Bool) {
      var ascii = ByteSet()
      var wide: [CodePointRange] = []
      for range in set.ranges {
        if range.lower < 0x80 { ascii.insert(UInt8(range.lower)...UInt8(min(range.upper, 0x7F))) }
        // Surrogates have no encoding.
        Self.add(range, within: CodePointRange(0x80, 0xD7FF), to: &wide)
        Self.add(range, within: CodePointRange(0xE000, 0x10FFFF), to: &wide)
      }
      if ascii != ByteSet() { edges.append(Edge(from: Self.root, bytes: ascii, to: Self.exit)) }
      if wide == [CodePointRange(0x80, 0xD7FF), CodePointRange(0xE000, 0x10FFFF)] {
        addAllWide()
      } else if !wide.isEmpty {
        var builder = Builder(ranges: wide)
        builder.run()
        edges += builder.edges
        vertexCount = builder.vertexCount
      }
      if isBackward { reverse() }
    }

    private mutating func reverse() {
      func swapped(_ vertex: Int32) -> Int32 {
        vertex == Self.root ? Self.exit : vertex == Self.exit ? Self.root : vertex
      }
      edges = edges.reversed().map { Edge(from: swapped($0.to), bytes: $0.bytes, to: swapped($0.from)) }
    }

    private static func add(
      _ range: CodePointRange, within bounds: CodePointRange, to ranges: inout [CodePointRange]
    ) {
      let lower = max(range.lower, bounds.lower)
      let upper = min(range.upper, bounds.upper)
      if lower <= upper { ranges.append(CodePointRange(lower, upper)) }
    }

    /// All code points above ASCII, the commonest set by far: since the text is UTF-8, the lead byte alone says how many
    /// bytes follow, and the narrower second bytes of some leads need no edges of their own.
    private mutating func addAllWide() {
      vertexCount = 5
      edges.append(Edge(from: 2, bytes: .continuation, to: Self.exit))
      edges.append(Edge(from: 3, bytes: .continuation, to: 2))
      edges.append(Edge(from: 4, bytes: .continuation, to: 3))
      edges.append(Edge(from: Self.root, bytes: ByteSet(0xC2...0xDF), to: 2))
      edges.append(Edge(from: Self.root, bytes: ByteSet(0xE0...0xEF), to: 3))
      edges.append(Edge(from: Self.root, bytes: ByteSet(0xF0...0xF4), to: 4))
    }

    private struct Builder {
      let ranges: [CodePointRange]
      var edges: [Edge] = []
      var vertexCount: Int32 = 2

      /// A block of 64, 64² or 64³ code points by content: for the smallest the members, else pairs of children.
      enum Content: Hashable {
        case members(UInt64)
        case children([Child])
      }
      struct Child: Hashable {
        var bytes: UInt64
        var vertex: Int32
      }
      private var known: [Content: Int32] = [:]

      init(ranges: [CodePointRange]) { self.ranges = ranges }

      mutating func run() {
        addLeads(0xC2...0xDF, base: 0x80, level: 1)
        addLeads(0xE0...0xEF, base: 0, level: 2)
        addLeads(0xF0...0xF4, base: 0, level: 3)
      }

      private mutating func addLeads(_ leads: ClosedRange<UInt8>, base: UInt32, level: UInt32) {
        var groups: [(vertex: Int32, bytes: ByteSet)] = []
        var start = base
        for lead in leads {
          defer { start += 1 << (6 * level) }
          // Below these a longer encoding would not be the shortest, and so is none.
          let least: UInt32 = level == 1 ? 0x80 : level == 2 ? 0x800 : 0x10000
          guard let vertex = block(start, level: level, least: least) else { continue }
          if let index = groups.firstIndex(where: { $0.vertex == vertex }) {
            groups[index].bytes.insert(lead...lead)
          } else {
            groups.append((vertex, ByteSet(lead...lead)))
          }
        }
        edges += groups.map { Edge(from: root, bytes: $0.bytes, to: $0.vertex) }
      }

      /// The vertex for the members in the block that starts at `start`, nil for none.
      private mutating func block(_ start: UInt32, level: UInt32, least: UInt32) -> Int32? {
        let end = start + 1 << (6 * level) - 1
        guard end >= least else { return nil }
        var index = firstRange(endingAtOrAfter: max(start, least))
        guard index < ranges.count, ranges[index].lower <= end else { return nil }
        let content: Content
        if level == 1 {
          var members: UInt64 = 0
          while index < ranges.count, ranges[index].lower <= end {
            let low = max(ranges[index].lower, start, least) - start
            let high = min(ranges[index].upper, end) - start
            members |= (UInt64.max >> UInt64(63 - high)) & (UInt64.max << UInt64(low))
            index += 1
          }
          content = .members(members)
        } else {
          let size: UInt32 = 1 << (6 * (level - 1))
          var children: [Child] = []
          var full: Int32?
          for number in UInt32(0)..<64 {
            let childStart = start + number * size
            let covering = firstRange(endingAtOrAfter: childStart)
            let isFull =
              covering < ranges.count && childStart >= least && ranges[covering].lower <= childStart
              && ranges[covering].upper >= childStart + size - 1
            let vertex = isFull && full != nil ? full : block(childStart, level: level - 1, least: least)
            guard let vertex else { continue }
            if isFull { full = vertex }
            if let known = children.firstIndex(where: { $0.vertex == vertex }) {
              children[known].bytes |= 1 << UInt64(number)
            } else {
              children.append(Child(bytes: 1 << UInt64(number), vertex: vertex))
            }
          }
          guard !children.isEmpty else { return nil }
          content = .children(children)
        }
        if let vertex = known[content] { return vertex }
        let vertex = vertexCount
        vertexCount += 1
        known[content] = vertex
        switch content {
        case .members(let members): addEdge(from: vertex, members, to: exit)
        case .children(let children): for child in children { addEdge(from: vertex, child.bytes, to: child.vertex) }
        }
        return vertex
      }

      private mutating func addEdge(from: Int32, _ continuations: UInt64, to: Int32) {
        var bytes = ByteSet()
        bytes.insertContinuations(continuations)
        edges.append(Edge(from: from, bytes: bytes, to: to))
      }

      private func firstRange(endingAtOrAfter codePoint: UInt32) -> Int {
        var low = 0
        var high = ranges.count
        while low < high {
          let middle = (low + high) / 2
          if ranges[middle].upper < codePoint { low = middle + 1 } else { high = middle }
        }
        return low
      }
    }
  }
}
