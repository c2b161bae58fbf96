import JSON
import JSONRPC

extension Method {
  /// `rpc.discover`: the OpenRPC document (OpenRPC 1.3.2, Service Discovery Method).
  static var discover: Method {
    checked("rpc.discover") { _, writer throws(ErrorObject) in
      writer.value(ProtocolDocument.openRPCDocument.root)
      return .answered
    }
  }
}
