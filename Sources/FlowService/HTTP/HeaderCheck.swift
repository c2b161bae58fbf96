extension HTTPHeader {
  /// Why this field must not be sent, or nil. Never names the value.
  ///
  /// A name is a token (RFC 9110, 5.6.2). A value holds no control character but the tab: CR, LF and NUL would end it
  /// and start something else. The fields that frame the message are the transport's own.
  var fault: String? {
    guard !name.isEmpty, name.hasOnlyBytes({ $0.isTokenByte }) else {
      return "a header name holds a forbidden character"
    }
    guard value.hasOnlyBytes({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      return "the value of header \(name) holds a control character"
    }
    guard !framingFields.contains(where: { isEqual($0, name) }) else {
      return "header \(name) is set by the transport"
    }
    return nil
  }

  /// The field as libcurl takes it; an empty value has a form of its own, as `Name:` alone would remove the field.
  var curlLine: String {
    value.hasOnlyBytes({ $0.isBlank }) ? "\(name);" : "\(name): \(value)"
  }
}

private let framingFields = [
  "content-length", "transfer-encoding", "host", "connection", "expect", "upgrade", "te", "trailer",
]

private func isEqual(_ lowercase: String, _ name: String) -> Bool {
  lowercase.utf8.count == name.utf8.count
    && lowercase.utf8.elementsEqual(name.utf8) { $0 == $1.asciiLowercase }
}

extension String {
  /// Whether all bytes of its UTF-8 form are such.
  @inline(__always)
  func hasOnlyBytes(_ isSuch: (UInt8) -> Bool) -> Bool {
    withMemory { $0.allSatisfy(isSuch) }
  }
}
