import JSON
import JSONRPC

extension Method {
  /// `ping`: an empty object, which shows that the session is alive.
  static var ping: Method {
    checked("ping") { _, writer throws(ErrorObject) in
      writer.beginObject()
      writer.endObject()
      return .answered
    }
  }
}
