import JSON
import JSONRPC

extension Method {
  /// `initialize`: for clients that begin with it, as in LSP's Base Protocol. Nothing depends on it.
  static var initialize: Method {
    checked("initialize") { _, writer throws(ErrorObject) in
      writer.beginObject()
      writer.name("capabilities")
      writer.beginObject()
      writer.endObject()
      writer.name("serverInfo")
      writer.beginObject()
      writer.member("name", "flow-sidecar")
      writer.member("version", Version.program)
      writer.endObject()
      writer.endObject()
      return .answered
    }
  }

  /// `initialized`: a notification that needs nothing done.
  static var initialized: Method {
    Method("initialized", allowsNotification: true) { _, writer throws(ErrorObject) in
      writer.beginObject()
      writer.endObject()
      return .answered
    }
  }
}
