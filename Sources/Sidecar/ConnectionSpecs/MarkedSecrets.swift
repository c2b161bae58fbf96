import JSON

/// Marks the params of Flow Service's auth specs that the catalogue knows to be secrets, so that nothing derived from
/// their values is ever told.
enum MarkedSecrets {
  private static let authSpecName: JSONName = "authSpec"
  private static let nameName: JSONName = "name"
  private static let specName: JSONName = "spec"
  private static let propertiesName: JSONName = "properties"
  private static let writeOnlyName: JSONName = "writeOnly"

  /// The document with `writeOnly` added where the catalogue says secret and the document does not; the same one where
  /// nothing has to be added.
  static func document(_ document: JSONDocument, by catalogue: ConnectionSpec) -> JSONDocument {
    var writer = JSONWriter()
    var hasChanged = false
    let root = document.root
    writer.copy(root.cursor, changing: authSpecName) { authSpecs, writer in
      guard authSpecs.kind == .array else { return writer.value(authSpecs) }
      writer.beginArray()
      authSpecs.forEachElement { authSpec in
        let known = catalogue.authSpecs.first { $0.name == authSpec[nameName]?.string }
        writer.copy(authSpec, changing: specName) { spec, writer in
          writer.copy(spec, changing: propertiesName) { properties, writer in
            guard properties.kind == .object, let known else { return writer.value(properties) }
            writer.beginObject()
            properties.forEachMember { name, property in
              writer.name(name)
              guard property.kind == .object, !SecretName.isMarked(property),
                known.secretNames.contains(Array(name.stringBytes)), property[writeOnlyName] == nil
              else { return writer.value(property) }
              hasChanged = true
              writer.beginObject()
              property.forEachMember { name, value in
                writer.name(name)
                writer.value(value)
              }
              writer.member("writeOnly", true)
              writer.endObject()
            }
            writer.endObject()
          }
        }
      }
      writer.endArray()
    }
    guard hasChanged, let marked = try? JSONDocument(writer.bytes, maximumDepth: .max) else { return document }
    return marked
  }
}

extension JSONWriter {
  /// Writes an object as it is but for the value of one member; anything else as it is.
  fileprivate mutating func copy(
    _ object: JSONCursor, changing changed: JSONName, _ write: (JSONCursor, inout JSONWriter) -> Void
  ) {
    guard object.kind == .object else { return value(object) }
    beginObject()
    members(of: object, changing: changed, write)
    endObject()
  }
}
