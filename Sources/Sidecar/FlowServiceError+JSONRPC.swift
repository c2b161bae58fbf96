package import FlowService
import JSON
package import JSONRPC

extension ErrorObject {
  /// The error of a call to Flow Service, as a client of the sidecar meets it.
  package init(_ error: FlowServiceError) {
    var data = JSONWriter()
    error.writeData(to: &data)
    self.init(
      ErrorCode(rawValue: error.code), kind: error.kind.rawValue, error.message, retryable: error.isRetryable,
      data: data.bytes)
  }
}
