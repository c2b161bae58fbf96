/// One header field of a request or an answer (RFC 9110, section 5). Names compare without regard to ASCII case.
package struct HTTPHeader: Sendable, Equatable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Byte by byte: texts that are only equivalent, as String has it, are two things to send.
  package static func == (a: HTTPHeader, b: HTTPHeader) -> Bool {
    a.name.utf8.elementsEqual(b.name.utf8) && a.value.utf8.elementsEqual(b.value.utf8)
  }
}

extension [HTTPHeader] {
  /// The value of the first field of that name, or nil.
  package subscript(name: String) -> String? {
    first { field in
      // Most are told apart by their length.
      field.name.utf8.count == name.utf8.count
        && field.name.utf8.elementsEqual(name.utf8) { $0.asciiLowercase == $1.asciiLowercase }
    }?.value
  }
}
