import JSON

/// Writes a connection with the secrets of `auth.params` replaced by asterisks: hosts log what they receive.
struct ConnectionMask {
  let specs: ConnectionSpecStore

  private static let authName: JSONName = "auth"
  private static let paramsName: JSONName = "params"
  private static let specNameName: JSONName = "specName"
  private static let connectionSpecName: JSONName = "connectionSpec"
  private static let idName: JSONName = "id"

  private func writeMask(to writer: inout JSONWriter) { writer.literal("\"********\"") }

  /// Writes the members of a connection, and no brackets around them.
  func writeMembers(of connection: JSONCursor, includeSecrets: Bool, to writer: inout JSONWriter) {
    writer.members(of: connection, changing: Self.authName) { auth, writer in
      if includeSecrets { writer.value(auth) } else { writeAuth(auth, authSpec(of: connection, auth), to: &writer) }
    }
  }

  private func authSpec(of connection: JSONCursor, _ auth: JSONCursor) -> AuthSpec? {
    guard let id = connection[Self.connectionSpecName]?[Self.idName], id.kind == .string,
      let specName = auth[Self.specNameName], specName.kind == .string
    else { return nil }
    return specs.spec(id.stringBytes)?.authSpec(named: specName)
  }

  private func writeAuth(_ auth: JSONCursor, _ authSpec: AuthSpec?, to writer: inout JSONWriter) {
    guard auth.kind == .object else { return auth.kind == .null ? writer.null() : writeMask(to: &writer) }
    writer.beginObject()
    auth.forEachMember { name, value in
      writer.name(name)
      if name.isNamed(Self.paramsName), value.kind == .object {
        writeParams(value, authSpec, to: &writer)
      } else if name.isNamed(Self.specNameName), value.kind == .string {
        writer.value(value)
      } else {
        writeMask(to: &writer)
      }
    }
    writer.endObject()
  }

  /// Writes the params. One that the auth spec does not know may be one of its secrets under a misspelt name.
  private func writeParams(_ params: JSONCursor, _ authSpec: AuthSpec?, to writer: inout JSONWriter) {
    guard let authSpec, !authSpec.knownNames.isEmpty else { return writeParam(params, authSpec, to: &writer) }
    writer.beginObject()
    params.forEachMember { name, value in
      writer.name(name)
      if authSpec.isSecret(name, mayBeMisspelt: true) {
        writeMask(to: &writer)
      } else {
        writeParam(value, authSpec, to: &writer)
      }
    }
    writer.endObject()
  }

  /// Writes what stands within the params: where no spec tells what that is, secrets may stand at any depth.
  private func writeParam(_ value: JSONCursor, _ authSpec: AuthSpec?, to writer: inout JSONWriter) {
    switch value.kind {
    case .object:
      writer.beginObject()
      value.forEachMember { name, value in
        writer.name(name)
        if isSecret(name, authSpec) { writeMask(to: &writer) } else { writeParam(value, authSpec, to: &writer) }
      }
      writer.endObject()
    case .array:
      writer.beginArray()
      value.forEachElement { writeParam($0, authSpec, to: &writer) }
      writer.endArray()
    default:
      writer.value(value)
    }
  }

  private func isSecret(_ name: JSONCursor, _ authSpec: AuthSpec?) -> Bool {
    authSpec?.isSecret(name, mayBeMisspelt: false) ?? SecretName.sounds(name.stringBytes)
  }
}
