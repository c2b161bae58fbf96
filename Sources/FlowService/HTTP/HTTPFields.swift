/// The header fields of an answer, in their order (RFC 9110, section 5).
///
/// Kept as the lines they came in: of ten fields that a service sends, one or two are asked for.
package struct HTTPFields: Sendable {
  /// One `Name: value` after the other, each ended by LF or CRLF, which neither can hold.
  private var lines: [UInt8] = []

  package init(_ fields: [HTTPHeader] = []) {
    for field in fields { append(field) }
  }

  package mutating func append(_ field: HTTPHeader) {
    lines.append(contentsOf: field.name.utf8)
    lines.append(UInt8(ascii: ":"))
    lines.append(contentsOf: field.value.utf8)
    lines.append(UInt8(ascii: "\n"))
  }

  /// Appends a field as it came: name, colon and value, blanks around the value included, and no line end.
  mutating func append(line: UnsafeRawBufferPointer) {
    lines.append(contentsOf: line)
    lines.append(UInt8(ascii: "\n"))
  }

  /// Goes on with the value of the last field: one on several lines means the same as one with a space between them
  /// (RFC 9112, section 5.2).
  mutating func appendToLast(_ continuation: UnsafeRawBufferPointer) {
    lines[lines.count - 1] = UInt8(ascii: " ")
    append(line: continuation)
  }

  /// - Parameters:
  ///   - lines: fields as they came, line ends included.
  ///   - isFolded: there is one on several lines among them.
  init(lines: UnsafeRawBufferPointer, isFolded: Bool) {
    guard isFolded else {
      self.lines.append(contentsOf: lines)
      return
    }
    for line in lines.split(separator: 0x0A) {
      let content = UnsafeRawBufferPointer(rebasing: line).trimmingBlanks
      if line.first?.isBlank == true { appendToLast(content) } else { append(line: content) }
    }
  }

  package mutating func removeAll() {
    lines.removeAll()
  }

  package var isEmpty: Bool { lines.isEmpty }

  /// The value of the first field of that name, or nil.
  package subscript(name: String) -> String? {
    bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of the first field of that name as it came, or nil.
  func bytes(of name: String) -> ArraySlice<UInt8>? {
    let range: Range<Int>? = lines.withUnsafeBytes { lines in
      name.withMemory { name in
        var start = 0
        while let end = lines.firstIndex(of: 0x0A, from: start) {
          let line = UnsafeRawBufferPointer(rebasing: lines[start..<end])
          if line.isField(named: name) {
            let value = line.blanksTrimmed(from: name.count + 1)
            return start + value.lowerBound..<start + value.upperBound
          }
          start = end + 1
        }
        return nil
      }
    }
    return range.map { lines[$0] }
  }
}

extension HTTPFields: Sequence {
  package func makeIterator() -> [HTTPHeader].Iterator {
    lines.withUnsafeBytes { lines in
      lines.split(separator: 0x0A).map { line in
        let line = UnsafeRawBufferPointer(rebasing: line)
        let colon = line.firstIndex(of: UInt8(ascii: ":"), from: 0) ?? line.count
        return HTTPHeader(String(decoding: line[..<colon], as: UTF8.self), line.valueText(after: colon))
      }
    }.makeIterator()
  }
}

extension HTTPFields: Equatable {
  package static func == (a: HTTPFields, b: HTTPFields) -> Bool { a.elementsEqual(b) }
}

extension HTTPFields: ExpressibleByArrayLiteral {
  package init(arrayLiteral fields: HTTPHeader...) {
    self.init(fields)
  }
}

extension UnsafeRawBufferPointer {
  /// Names compare without regard to ASCII case. Most are told apart by their length.
  fileprivate func isField(named name: UnsafeRawBufferPointer) -> Bool {
    count > name.count && self[name.count] == UInt8(ascii: ":")
      && zip(self, name).allSatisfy { $0.asciiLowercase == $1.asciiLowercase }
  }

  /// What follows the colon, which is at that index.
  fileprivate func valueText(after colon: Int) -> String {
    colon < count ? String(decoding: self[blanksTrimmed(from: colon + 1)], as: UTF8.self) : ""
  }
}
