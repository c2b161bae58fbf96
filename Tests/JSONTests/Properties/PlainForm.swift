import JSON

/// A value in a form that any reader can spell alike: strings by their bytes in hexadecimal, numbers by their text.
func plainForm(_ value: JSONCursor) -> String {
  switch value.kind {
  case .null: return "null"
  case .true: return "true"
  case .false: return "false"
  case .number: return "n" + String(decoding: value.rawText, as: UTF8.self)
  case .string, .name: return "s" + hexadecimal(value.stringBytes)
  case .array:
    var parts: [String] = []
    value.forEachElement { parts.append(plainForm($0)) }
    return "[" + parts.joined(separator: ",") + "]"
  case .object:
    var parts: [String] = []
    value.forEachMember { parts.append(plainForm($0) + ":" + plainForm($1)) }
    return "{" + parts.joined(separator: ",") + "}"
  }
}

func plainForm(_ document: JSONDocument) -> String {
  withExtendedLifetime(document) { plainForm(document.root.cursor) }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
