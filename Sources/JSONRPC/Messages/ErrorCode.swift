/// The code of an error: open, since every application has its own beside those of the specification.
package struct ErrorCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  // JSON-RPC 2.0, section 5.1.
  package static let parseError = ErrorCode(rawValue: -32700)
  package static let invalidRequest = ErrorCode(rawValue: -32600)
  package static let methodNotFound = ErrorCode(rawValue: -32601)
  package static let invalidParams = ErrorCode(rawValue: -32602)
  package static let internalError = ErrorCode(rawValue: -32603)
  /// Language Server Protocol 3.17, ErrorCodes.
  package static let requestCancelled = ErrorCode(rawValue: -32800)
  /// Of this program: too much at once.
  package static let busy = ErrorCode(rawValue: 1508)
  /// Of this program: it is ending and the time to finish what it had accepted has run out.
  package static let shuttingDown = ErrorCode(rawValue: 1509)
}
