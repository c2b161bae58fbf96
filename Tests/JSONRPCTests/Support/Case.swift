import JSONRPC
import Testing

/// What is said, and what has to be answered, under a name.
struct Case: Sendable, CustomTestStringConvertible {
  var name: String
  var messages: [String]
  var answers: [Answer]

  init(_ name: String, _ messages: String..., answers: Answer...) {
    self.name = name
    self.messages = messages
    self.answers = answers
  }

  var testDescription: String { name }
}

/// Bytes as they stand on the wire, and what has to be answered in which framing.
struct WireCase: Sendable, CustomTestStringConvertible {
  var name: String
  var bytes: [UInt8]
  var framing: Framing
  var answers: [Answer]

  init(_ name: String, _ framing: Framing, _ text: String, answers: Answer...) {
    self.name = name
    self.framing = framing
    bytes = Array(text.utf8)
    self.answers = answers
  }

  var testDescription: String { name }
}
