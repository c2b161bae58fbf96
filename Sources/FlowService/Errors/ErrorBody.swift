import JSON

/// What an error answer says about itself, whichever of the shapes it has: Flow Service's own (two generations of it),
/// the platform's problem document, the gateway's, and that of OAuth (RFC 6749, section 5.2).
struct ErrorBody {
  var detail: String?
  var title: String?
  var code: String?
  var requestID: String?
  /// The `error` of OAuth, such as `invalid_client`.
  var oauthError: String?

  /// A body beyond this is no error message.
  private static let longestBody = 1 << 20
  private static let longestText = 2_000

  /// Takes what must not show up out of every text, before anything is cut short or put on one line: half of a secret
  /// would not be found any more.
  private let mask: SecretMask

  init(_ body: [UInt8], mask: SecretMask = .none) {
    self.mask = mask
    guard body.count <= Self.longestBody else { return }
    if let document = try? JSONDocument(body) {
      read(document.root)
    } else {
      readText(mask.applied(to: String(decoding: body, as: UTF8.self)))
    }
  }

  private mutating func read(_ root: JSONValue) {
    if let text = root.string { return detail = clipped(text) }
    // Some gateways wrap the error: {"error": {…}}.
    let object = root["error"].flatMap { $0.kind == .object ? $0 : nil } ?? root
    let report = object["report"]
    let texts = [
      report?["detailed-message"], object["errorMessage"], object["detail"], object["message"],
      object["error_description"], object["errorDetails"],
    ]
    detail = texts.lazy.compactMap { $0?.string }.first { !$0.isEmpty }.map(clipped)
    title = object["title"]?.string.flatMap { $0.isEmpty ? nil : clipped($0) }
    code = object["type"]?.string.flatMap(Self.code(inType:)) ?? object["error_code"].flatMap(Self.code(of:))
    requestID = (report?["request-id"]?.string ?? object["requestId"]?.string).map(clipped)
    oauthError = root["error"]?.string
    if detail == nil, let oauthError { detail = clipped(oauthError) }
  }

  /// What proxies and load balancers answer: a page whose title says it, or a line of text.
  private mutating func readText(_ text: String) {
    let lower = text.lowercased()
    if let start = lower.range(ofASCII: "<title>"), let end = lower.range(ofASCII: "</title>"), start.upper < end.lower
    {
      // Lower-casing keeps the length of ASCII only; anywhere else the title is not worth a wrong cut.
      guard lower.utf8.count == text.utf8.count else { return }
      let bytes = Array(text.utf8)[start.upper..<end.lower]
      let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      if !words.isEmpty { detail = clipped(words.joined(separator: " ")) }
      return
    }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let first = words.first, first.first != "<", !text.utf8.contains(0) else { return }
    detail = clipped(words.joined(separator: " "))
  }

  /// `FLOW-1439-404` of `https://ns.adobe.com/aep/errors/FLOW-1439-404`; nil for a type that ends in no such code.
  private static func code(inType type: String) -> String? {
    guard let tail = type.split(separator: "/").last, tail.utf8.count <= 64 else { return nil }
    let parts = tail.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.drop { $0.utf8.allSatisfy { isLetter($0) } && !$0.isEmpty }
    let isCode = !numbers.isEmpty && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { isDigit($0) } }
    return isCode ? String(tail) : nil
  }

  /// A string in one place and a number in another.
  private static func code(of value: JSONValue) -> String? {
    let text = value.string ?? (value.kind == .number ? String(decoding: value.rawBytes, as: UTF8.self) : "")
    return text.isEmpty || text.utf8.count > 64 ? nil : text
  }

  /// Bounded, and without control characters: it may end up on a terminal.
  private func clipped(_ text: String) -> String {
    var text = mask.applied(to: text)
    if text.utf8.count > Self.longestText { text = String(text.prefix(Self.longestText / 4)) + "…" }
    guard text.unicodeScalars.contains(where: Self.isControl) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(Self.isControl(scalar) ? " " : scalar) }
    return String(scalars)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}

private func isLetter(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
}

extension String {
  /// Where an ASCII text occurs first, in UTF-8 offsets.
  fileprivate func range(ofASCII needle: StaticString) -> (lower: Int, upper: Int)? {
    let bytes = Array(utf8)
    let needle = needle.withUTF8Buffer { Array($0) }
    guard bytes.count >= needle.count else { return nil }
    for start in 0...(bytes.count - needle.count) where bytes[start..<start + needle.count].elementsEqual(needle) {
      return (start, start + needle.count)
    }
    return nil
  }
}
