import JSONSchema

/// Whether `text` has the format, escapes being Swift's.
func matches(_ format: Format, _ text: String) -> Bool {
  matches(format, Array(text.utf8))
}

func matches(_ format: Format, _ bytes: [UInt8]) -> Bool {
  bytes.withUnsafeBufferPointer { format.matches($0) }
}

/// The ASCII characters that a format accepts between `prefix` and `suffix`, in the order of their codes.
func charactersAccepted(_ format: Format, after prefix: String, before suffix: String = "") -> String {
  var accepted = ""
  for code in UInt8(0)..<128 {
    let character = Character(Unicode.Scalar(code))
    if matches(format, prefix + String(character) + suffix) { accepted.append(character) }
  }
  return accepted
}

/// `text` with its characters in the order of their codes.
func sorted(_ text: String) -> String { String(text.sorted { $0.asciiValue ?? 0 < $1.asciiValue ?? 0 }) }

let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
let digits = "0123456789"
