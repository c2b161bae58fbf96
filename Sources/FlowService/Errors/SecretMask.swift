/// Blots out credentials that a service echoes in its error texts.
///
/// A value is looked for in every form in which services quote requests (`SecretForms`). Values of fewer than four bytes
/// are left alone: they occur by chance.
package struct SecretMask: Sendable {
  static let replacement = "[redacted]"
  private let needles: [[UInt8]]

  package static let none = SecretMask([])

  package init(_ values: some Sequence<String>) {
    var needles: [[UInt8]] = []
    for value in values where value.utf8.count >= 4 { needles += SecretForms.all(of: value) }
    self.init(needles: needles)
  }

  private init(needles: [[UInt8]]) {
    // The longest first: a value that contains another must go whole.
    let sorted = needles.sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
    self.needles = sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
  }

  /// A mask for the values of both.
  func union(_ other: SecretMask) -> SecretMask {
    if needles.isEmpty { return other }
    if other.needles.isEmpty { return self }
    return SecretMask(needles: needles + other.needles)
  }

  package func applied(to text: String) -> String {
    guard !needles.isEmpty else { return text }
    var bytes = Array(text.utf8)
    var changed = false
    for needle in needles where bytes.count >= needle.count {
      changed = Self.blot(needle, in: &bytes) || changed
    }
    return changed ? String(decoding: bytes, as: UTF8.self) : text
  }

  private static func blot(_ needle: [UInt8], in bytes: inout [UInt8]) -> Bool {
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    while index + needle.count <= bytes.count {
      if bytes[index] == needle[0], bytes[index..<index + needle.count].elementsEqual(needle) {
        result += bytes[copied..<index]
        result += replacement.utf8
        index += needle.count
        copied = index
      } else {
        index += 1
      }
    }
    guard copied > 0 else { return false }
    result += bytes[copied...]
    bytes = result
    return true
  }
}

extension SecretMask: CustomStringConvertible, CustomReflectable {
  package var description: String { "SecretMask(\(needles.count))" }
  package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

extension FlowServiceError {
  /// The same error, with every text that a service may have filled masked.
  func masked(with mask: SecretMask) -> FlowServiceError {
    var error = self
    error.flowCode = self.flowCode.map(mask.applied)
    error.requestID = self.requestID.map(mask.applied)
    error.title = self.title.map(mask.applied)
    error.detail = self.detail.map(mask.applied)
    return error
  }
}
