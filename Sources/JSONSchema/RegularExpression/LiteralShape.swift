extension RegularExpression {
  /// The commonest patterns of schemas, matched by comparing bytes without an automaton: after `^` a fixed prefix, then
  /// perhaps one class that may repeat, then one of a few fixed endings, then perhaps `$`. Also fixed endings before `$`
  /// without `^`. Examples: `^https://`, `^(a|b)$`, `\.csv$`, `^[A-Z0-9]{40}$`, `^https://[a-z.-]+\.example\.com/?$`.
  final class LiteralShape: @unchecked Sendable {
    // Unchecked for the pointers, which are written in `init` only.

    private let isAnchoredAtStart: Bool
    private let isAnchoredAtEnd: Bool
    private let prefix: Literal
    /// For each byte whether the class has it; nil without a class.
    private let members: UnsafeMutablePointer<Bool>?
    private let minimum: Int
    private let maximum: Int
    private let endings: UnsafeMutableBufferPointer<Literal>

    /// Nil when the pattern has another shape.
    init?(_ tree: Node, sets: [CodePointSet]) {
      guard var parts = Parts(tree, sets: sets), let endings = parts.endings() else { return nil }
      isAnchoredAtStart = parts.isAnchoredAtStart
      isAnchoredAtEnd = parts.isAnchoredAtEnd
      prefix = Literal(parts.prefix)
      minimum = parts.minimum
      maximum = parts.maximum
      members = parts.members.map { set in
        let table = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
        for byte in UInt8.min...UInt8.max { (table + Int(byte)).initialize(to: set.contains(byte)) }
        return table
      }
      self.endings = .allocate(capacity: endings.count)
      for (index, ending) in endings.enumerated() {
        self.endings.initializeElement(at: index, to: Literal(ending))
      }
    }

    deinit {
      prefix.bytes.deallocate()
      members?.deallocate()
      for ending in endings { ending.bytes.deallocate() }
      endings.deallocate()
    }

    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
      // Without a base address the text is empty, and then nothing is read through this pointer.
      let start = text.baseAddress ?? UnsafePointer(prefix.bytes)
      let count = text.count - prefix.count
      guard count >= 0, equal(start, prefix.bytes, prefix.count) else {
        return false
      }
      let rest = start + prefix.count
      for ending in endings {
        let middle = count - ending.count
        guard middle >= 0 else { continue }
        let bytes = ending.bytes
        if let members {
          guard middle >= minimum, middle <= maximum, equal(rest + middle, bytes, ending.count) else { continue }
          var index = 0
          while index < middle, members[Int(rest[index])] { index += 1 }
          if index == middle { return true }
        } else if isAnchoredAtStart {
          if isAnchoredAtEnd && middle != 0 { continue }
          if equal(rest, bytes, ending.count) { return true }
        } else if equal(rest + middle, bytes, ending.count) {
          return true
        }
      }
      return false
    }

    private struct Literal {
      let bytes: UnsafeMutablePointer<UInt8>
      let count: Int

      init(_ text: [UInt8]) {
        // Never nil, also for the empty string.
        bytes = .allocate(capacity: max(text.count, 1))
        bytes.initialize(from: text, count: text.count)
        count = text.count
      }
    }

    /// Compares eight bytes at a time, the last eight overlapping those before.
    @inline(__always)
    private func equal(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
      if count < 8 {
        var index = 0
        while index < count, left[index] == right[index] { index += 1 }
        return index == count
      }
      let left = UnsafeRawPointer(left)
      let right = UnsafeRawPointer(right)
      var index = 0
      while index < count - 8 {
        if left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          != right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        {
          return false
        }
        index += 8
      }
      return left.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    }
  }
}

extension RegularExpression.LiteralShape {
  typealias Node = RegularExpression.Node

  /// The parts of a pattern that has the shape.
  private struct Parts {
    let sets: [RegularExpression.CodePointSet]
    var isAnchoredAtStart = false
    var isAnchoredAtEnd = false
    var prefix: [UInt8] = []
    var members: RegularExpression.ByteSet?
    var minimum = 0
    var maximum = 0
    private var rest: ArraySlice<Node> = []

    private static let mostEndings = 16
    private static let longestEnding = 256

    init?(_ tree: Node, sets: [RegularExpression.CodePointSet]) {
      self.sets = sets
      var items: [Node] = []
      Self.flatten(tree, into: &items)
      rest = items[...]
      if case .assertion(.start) = rest.first {
        rest.removeFirst()
        isAnchoredAtStart = true
      }
      if case .assertion(.end) = rest.last {
        rest.removeLast()
        isAnchoredAtEnd = true
      }
      guard isAnchoredAtStart || isAnchoredAtEnd else { return nil }
    }

    private static func flatten(_ node: Node, into items: inout [Node]) {
      switch node {
      case .sequence(let parts): for part in parts { flatten(part, into: &items) }
      case .group(let body, _): flatten(body, into: &items)
      case .empty: break
      default: items.append(node)
      }
    }

    /// Takes the prefix and the class off, and returns the endings.
    mutating func endings() -> [[UInt8]]? {
      guard isAnchoredAtStart else { return expand(rest) }
      while case .scalar(let scalar) = rest.first, let scalar = Unicode.Scalar(scalar) {
        prefix += UTF8.encode(scalar)!  // Every scalar has an encoding.
        rest.removeFirst()
      }
      if let endings = expand(rest) { return endings }
      guard isAnchoredAtEnd, let first = rest.first, takeClass(first) else { return nil }
      return expand(rest.dropFirst())
    }

    private mutating func takeClass(_ node: Node) -> Bool {
      var body = node
      (minimum, maximum) = (1, 1)
      if case .repetition(let repetition) = node {
        body = repetition.body
        (minimum, maximum) = (repetition.minimum, repetition.maximum)
      }
      guard case .set(let number) = body else { return false }
      var bytes = RegularExpression.ByteSet()
      for range in sets[number].ranges where range.lower < 0x80 {
        bytes.insert(UInt8(range.lower)...UInt8(min(range.upper, 0x7F)))
      }
      if let last = sets[number].ranges.last, last.upper >= 0x80 {
        // Bytes can be counted for characters only as far as "none" and "at least one" go.
        guard last.lower <= 0x80, last.upper == 0x10FFFF, minimum <= 1, maximum == .max else { return false }
        bytes.insert(0x80...0xFF)
      }
      members = bytes
      return true
    }

    private func expand(_ nodes: ArraySlice<Node>) -> [[UInt8]]? {
      var result: [[UInt8]] = [[]]
      for node in nodes {
        guard let endings = expand(node), let product = product(result, endings) else { return nil }
        result = product
      }
      return result
    }

    private func product(_ left: [[UInt8]], _ right: [[UInt8]]) -> [[UInt8]]? {
      guard left.count * right.count <= Self.mostEndings else { return nil }
      var result: [[UInt8]] = []
      for first in left {
        for second in right {
          guard first.count + second.count <= Self.longestEnding else { return nil }
          result.append(first + second)
        }
      }
      return result
    }

    /// The strings that `node` matches, when they are few.
    private func expand(_ node: Node) -> [[UInt8]]? {
      switch node {
      case .empty: return [[]]
      case .scalar(let scalar): return Unicode.Scalar(scalar).map { [Array(UTF8.encode($0)!)] }  // As above.
      case .sequence(let parts): return expand(parts[...])
      case .group(let body, _): return expand(body)
      case .alternatives(let parts):
        guard parts.count <= Self.mostEndings else { return nil }
        var result: [[UInt8]] = []
        for part in parts {
          guard let endings = expand(part), result.count + endings.count <= Self.mostEndings else { return nil }
          result += endings
        }
        return result
      case .repetition(let repetition):
        guard repetition.maximum <= Self.mostEndings, let once = expand(repetition.body) else { return nil }
        var power: [[UInt8]] = [[]]
        var result = repetition.minimum == 0 ? power : []
        for times in 0..<repetition.maximum {
          guard let next = product(power, once) else { return nil }
          power = next
          guard result.count + power.count <= Self.mostEndings else { return nil }
          if times + 1 >= repetition.minimum { result += power }
        }
        return result
      case .set, .assertion, .look, .backReference: return nil
      }
    }
  }
}
