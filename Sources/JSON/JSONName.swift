/// A member name made ready for looking up: its UTF-8 bytes and their hash.
@frozen public struct JSONName: Sendable, ExpressibleByStringLiteral {
  // Sound: the bytes never change, and stay where they are for as long as `owner` lives, or for ever if there is none.
  @usableFromInline nonisolated(unsafe) let start: UnsafePointer<UInt8>
  @usableFromInline let count: Int
  /// The hash that the reader keeps beside each name; equal names have equal ones.
  public let hash: UInt32
  /// Holds the bytes of a name that is no literal.
  @usableFromInline let owner: JSONNameBytes?

  /// The name of those characters.
  public init(_ text: String) {
    self.init(bytes: Array(text.utf8))
  }

  /// The name of those UTF-8 bytes.
  public init(bytes: [UInt8]) {
    let owner = JSONNameBytes(bytes)
    start = owner.start
    count = bytes.count
    hash = jsonHash(start, count)
    self.owner = owner
  }

  /// The name of a literal: one that stands where it is looked up costs nothing, since the compiler works out its hash.
  @inlinable @inline(__always) public init(stringLiteral text: StaticString) {
    start = text.utf8Start
    count = text.utf8CodeUnitCount
    hash = jsonHash(start, count)
    owner = nil
  }

  /// The UTF-8 bytes of the name, without quotes and escapes.
  public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }
}

extension JSONName: Equatable {
  /// Whether both are the same bytes.
  public static func == (a: JSONName, b: JSONName) -> Bool {
    a.hash == b.hash && a.count == b.count && equalBytes(a.start, b.start, a.count)
  }
}

/// The bytes of a name, at one address.
@usableFromInline final class JSONNameBytes: Sendable {
  // Sound: written in `init` only, and freed with this object.
  nonisolated(unsafe) let start: UnsafePointer<UInt8>

  init(_ bytes: [UInt8]) {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
    memory.initialize(from: bytes, count: bytes.count)
    start = UnsafePointer(memory)
  }

  deinit { start.deallocate() }
}
