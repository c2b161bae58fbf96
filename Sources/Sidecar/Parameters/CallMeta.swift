import FlowService
import JSON
import JSONRPC

/// What a call's `_meta` says: what concerns the call and not its content.
struct CallMeta: Sendable {
  /// The token that progress is reported with, as it was sent.
  var progressToken: [UInt8]?
  var sandboxName: String?
  var timeout: Duration?

  private static let metaName: JSONName = "_meta"
  private static let progressTokenName: JSONName = "progressToken"
  private static let sandboxNameName: JSONName = "sandboxName"
  private static let timeoutName: JSONName = "timeoutMs"

  /// Reads `_meta` of params that have been checked.
  init(_ params: JSONCursor) {
    guard let meta = params[Self.metaName] else { return }
    progressToken = meta[Self.progressTokenName].map { Array($0.rawText) }
    sandboxName = meta[Self.sandboxNameName]?.string
    timeout = meta[Self.timeoutName]?.milliseconds
  }

  var options: CallOptions { CallOptions(sandboxName: sandboxName, timeout: timeout) }

  /// For what is done after a part of the time has been used up.
  func options(after elapsed: Duration) -> CallOptions {
    CallOptions(sandboxName: sandboxName, timeout: timeout.map { max(.milliseconds(1), $0 - elapsed) })
  }
}

extension JSONCursor {
  /// A whole number of milliseconds, in whatever way it is written: 1000, 1000.0 and 1e3 are one number.
  var milliseconds: Duration? {
    guard kind == .number else { return nil }
    if let integer { return .milliseconds(integer) }
    return Double(String(decoding: rawText, as: UTF8.self)).map { .milliseconds(Int64(min(max($0, 0), 1e12))) }
  }
}
