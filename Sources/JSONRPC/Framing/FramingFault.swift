/// Bytes that are no message in their framing: told once, and the stream goes on behind them.
package struct FramingFault: Sendable, Equatable {
  package var code: ErrorCode
  package var reason: String
  package var message: String
  /// The bound that was exceeded.
  package var limit: Int?

  static func tooLarge(_ limit: Int) -> FramingFault {
    FramingFault(
      code: .invalidRequest, reason: "messageTooLarge",
      message: "A message is longer than \(limit) bytes and was skipped (--max-message-bytes sets the bound).",
      limit: limit)
  }

  static func badHeader(_ message: String) -> FramingFault {
    FramingFault(code: .parseError, reason: "badHeader", message: message, limit: nil)
  }

  static let truncated = FramingFault(
    code: .parseError, reason: "truncated", message: "The input ended within a message.", limit: nil)
}
