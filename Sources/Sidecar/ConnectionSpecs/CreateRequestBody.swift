import JSON

/// The body that is sent to Flow Service: the params as they are, without `_meta`, and with the version of the connection
/// spec where it was left out, which Flow Service asks for.
enum CreateRequestBody {
  private static let metaName: JSONName = "_meta"
  private static let connectionSpecName: JSONName = "connectionSpec"
  private static let versionName: JSONName = "version"

  static func bytes(_ params: JSONCursor) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    params.forEachMember { name, value in
      if name.isNamed(metaName) { return }
      writer.name(name)
      guard name.isNamed(connectionSpecName), value.kind == .object, value[versionName] == nil else {
        writer.value(value)
        return
      }
      writer.beginObject()
      value.forEachMember { name, value in
        writer.name(name)
        writer.value(value)
      }
      writer.member("version", "1.0")
      writer.endObject()
    }
    writer.endObject()
    return writer.bytes
  }
}
