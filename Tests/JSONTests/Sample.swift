import JSON
import Testing

/// A text of a table, whole characters or not, shown readably where a test tells which one failed.
struct Sample: Sendable, ExpressibleByStringInterpolation, CustomTestStringConvertible {
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }
  init(stringLiteral text: String) { self.init(text) }
  init(bytes: [UInt8]) { self.bytes = bytes }

  /// A text, some bytes that no string literal can hold, and more text.
  init(_ before: String, _ bytes: [UInt8], _ after: String) {
    self.bytes = Array(before.utf8) + bytes + Array(after.utf8)
  }

  var testDescription: String {
    let shown = bytes.prefix(80).map { byte in
      0x20..<0x7F ~= byte ? String(UnicodeScalar(byte)) : "<" + String(byte, radix: 16) + ">"
    }
    return shown.joined() + (bytes.count > 80 ? "... (\(bytes.count) bytes)" : "")
  }
}

/// What a reader says of the text; nil if it takes it.
func rejection(of sample: Sample, maximumDepth: Int = 512) -> JSONParseError? {
  do throws(JSONParseError) {
    _ = try JSONDocument(sample.bytes, maximumDepth: maximumDepth)
    return nil
  } catch {
    return error
  }
}

/// The outermost value of a text that is JSON.
func root(_ text: String) throws -> JSONValue { try JSONDocument(text).root }

/// Lends the outermost value of a text: a cursor by itself keeps nothing alive.
func withRoot<T>(_ text: String, _ body: (JSONCursor) throws -> T) throws -> T {
  let document = try JSONDocument(text)
  return try withExtendedLifetime(document) { try body(document.root.cursor) }
}

extension JSONValue {
  /// The UTF-8 bytes of a string, which String's own equality would compare only up to canonical equivalence.
  var stringBytes: [UInt8] { Array(cursor.stringBytes) }

  /// The bytes in the text as a string.
  var rawString: String { String(decoding: rawBytes, as: UTF8.self) }
}

/// Collects what went wrong in a long loop, so that a broken reader fails a test once and not a million times.
struct Mistakes {
  private var first: [String] = []
  private var count = 0

  mutating func append(_ mistake: @autoclosure () -> String) {
    count += 1
    if first.count < 10 { first.append(mistake()) }
  }

  /// Records one issue if there were any.
  func report(sourceLocation: SourceLocation = #_sourceLocation) {
    guard count > 0 else { return }
    Issue.record("\(count) mistakes, among them \(first.joined(separator: "; "))", sourceLocation: sourceLocation)
  }
}

/// Numbers that look random and come out the same every time (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
