extension RegularExpression {
  /// A pattern that is a row of classes, each so often, and after `^` leaves no choice: where one class may end, none of
  /// its characters can begin what follows. Then one pass that takes as much as it can decides, and it need not wait
  /// for one byte's state before it looks at the next. Examples: `^[0-9]{2,3}\.[0-9]$`, `^[a-f0-9]{8}-[a-f0-9]{4}$`.
  final class RunSequence: @unchecked Sendable {
    // Unchecked for the pointers, which are written in `init` only.

    private struct Run {
      /// The bit of the class in `classes`.
      let bit: UInt32
      let minimum: Int
      let maximum: Int
    }

    /// For each byte the classes that have it.
    private let classes: UnsafeMutablePointer<UInt32>
    private let runs: UnsafeMutableBufferPointer<Run>
    private let isAnchoredAtEnd: Bool

    /// Nil when the pattern has another shape.
    init?(_ tree: Node, sets: [CodePointSet]) {
      guard let parts = Parts(tree, sets: sets), parts.leavesNoChoice else { return nil }
      var bits: [ByteSet] = []
      for part in parts.items where !bits.contains(part.members) { bits.append(part.members) }
      guard bits.count <= 32 else { return nil }
      isAnchoredAtEnd = parts.isAnchoredAtEnd
      classes = .allocate(capacity: 256)
      classes.initialize(repeating: 0, count: 256)
      for (number, members) in bits.enumerated() {
        for byte in UInt8.min...UInt8.max where members.contains(byte) { classes[Int(byte)] |= 1 << UInt32(number) }
      }
      runs = .allocate(capacity: parts.items.count)
      for (number, part) in parts.items.enumerated() {
        let bit = bits.firstIndex(of: part.members) ?? 0
        runs.initializeElement(
          at: number, to: Run(bit: 1 << UInt32(bit), minimum: part.minimum, maximum: part.maximum))
      }
    }

    deinit {
      classes.deallocate()
      runs.deallocate()
    }

    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
      // Without a base address the text is empty, and then nothing is read through this pointer.
      let bytes = text.baseAddress ?? UnsafePointer(UnsafeRawPointer(classes).assumingMemoryBound(to: UInt8.self))
      let end = text.count
      var position = 0
      for run in runs {
        let limit = run.maximum < end &- position ? position &+ run.maximum : end
        let start = position
        while position < limit, classes[Int(bytes[position])] & run.bit != 0 { position &+= 1 }
        if position &- start < run.minimum { return false }
      }
      return !isAnchoredAtEnd || position == end
    }
  }
}

extension RegularExpression.RunSequence {
  /// The pattern as a row of classes of bytes.
  private struct Parts {
    struct Item {
      var members: RegularExpression.ByteSet
      var minimum: Int
      var maximum: Int
    }

    var items: [Item] = []
    var isAnchoredAtEnd = false
    private static let mostItems = 128

    init?(_ tree: RegularExpression.Node, sets: [RegularExpression.CodePointSet]) {
      guard case .sequence(let nodes) = tree, case .assertion(.start) = nodes.first else { return nil }
      var rest = nodes.dropFirst()
      if case .assertion(.end) = rest.last {
        rest.removeLast()
        isAnchoredAtEnd = true
      }
      for node in rest {
        guard let new = Self.items(node, sets), items.count + new.count <= Self.mostItems else { return nil }
        items += new
      }
      guard !items.isEmpty else { return nil }
    }

    private static func items(_ node: RegularExpression.Node, _ sets: [RegularExpression.CodePointSet]) -> [Item]? {
      switch node {
      case .scalar(let value):
        guard let scalar = Unicode.Scalar(value), let bytes = UTF8.encode(scalar) else { return nil }
        return bytes.map { Item(members: Self.set($0...$0), minimum: 1, maximum: 1) }
      case .set(let number):
        return members(sets[number]).map { [Item(members: $0, minimum: 1, maximum: 1)] }
      case .repetition(let repetition):
        guard let body = items(repetition.body, sets), body.count == 1 else { return nil }
        guard body[0].minimum == 1, body[0].maximum == 1 else { return nil }
        return [Item(members: body[0].members, minimum: repetition.minimum, maximum: repetition.maximum)]
      case .empty, .sequence, .alternatives, .group, .assertion, .look, .backReference:
        return nil
      }
    }

    /// The class as bytes, if it has nothing beyond ASCII: there one byte is one character.
    private static func members(_ set: RegularExpression.CodePointSet) -> RegularExpression.ByteSet? {
      guard let last = set.ranges.last, last.upper < 0x80 else { return nil }
      var bytes = RegularExpression.ByteSet()
      for range in set.ranges { bytes.insert(UInt8(range.lower)...UInt8(range.upper)) }
      return bytes
    }

    private static func set(_ range: ClosedRange<UInt8>) -> RegularExpression.ByteSet {
      var bytes = RegularExpression.ByteSet()
      bytes.insert(range)
      return bytes
    }

    /// Whether taking as much as possible of each class is never wrong.
    var leavesNoChoice: Bool {
      for (number, item) in items.enumerated() where item.minimum != item.maximum {
        for next in items[(number + 1)...] {
          if !Self.areDisjoint(item.members, next.members) { return false }
          if next.minimum > 0 { break }
        }
      }
      return true
    }

    private static func areDisjoint(_ a: RegularExpression.ByteSet, _ b: RegularExpression.ByteSet) -> Bool {
      !(UInt8.min...UInt8.max).contains { a.contains($0) && b.contains($0) }
    }
  }
}
