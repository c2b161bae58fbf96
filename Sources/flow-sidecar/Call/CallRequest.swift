import JSON

/// The request of a one-shot call.
enum CallRequest {
  private static let metaName: JSONName = "_meta"
  private static let progressTokenName: JSONName = "progressToken"

  static func bytes(method: String, params: JSONDocument?, wantsProgress: Bool) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("jsonrpc", "2.0")
    writer.member("id", 1)
    writer.member("method", method)
    if let params {
      writer.name("params")
      let waits = ["connection.waitEnabled", "connection.ensure"].contains(method)
      write(params.root.cursor, wantsProgress: wantsProgress && waits, to: &writer)
    }
    writer.endObject()
    return withExtendedLifetime(params) { writer.bytes + [0x0A] }
  }

  /// The params as they are, with a token for progress where there is somebody to look at it.
  private static func write(_ params: JSONCursor, wantsProgress: Bool, to writer: inout JSONWriter) {
    let meta = params[metaName]
    guard wantsProgress, params.kind == .object, meta == nil || meta?.kind == .object else {
      writer.value(params)
      return
    }
    writer.beginObject()
    params.forEachMember { name, value in
      if name.isNamed(metaName) { return }
      writer.name(name)
      writer.value(value)
    }
    writer.name("_meta")
    writer.beginObject()
    meta?.forEachMember { name, value in
      if name.isNamed(progressTokenName) { return }
      writer.name(name)
      writer.value(value)
    }
    writer.member("progressToken", 1)
    writer.endObject()
    writer.endObject()
  }
}
