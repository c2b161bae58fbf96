import JSON
import JSONRPC

/// The resources: connection specs, each at an address made of its id.
enum MCPResource {
  static let mimeType = "application/json"

  /// What stands before the id.
  private static var prefix: Substring { MCPDocument.resourceTemplate.prefix { $0 != "{" } }

  static func address(ofSpec id: String) -> String { prefix + id }

  /// The id in an address; nil for any other address. Only ids are let through: nothing of an address goes anywhere
  /// else.
  static func specID(in address: String) -> String? {
    let prefix = prefix
    guard address.hasPrefix(prefix) else { return nil }
    let id = address.dropFirst(prefix.count)
    return UUIDText.isValid(String(id)) ? String(id) : nil
  }
}

extension Method {
  static func mcpListResources(_ session: MCPForm) -> Method {
    mcpList("resources/list", session) { writer in
      writer.name("resources")
      writer.beginArray()
      for entry in CatalogueIndex.shared.entries { entry.writeResource(to: &writer) }
      writer.endArray()
    }
  }

  static func mcpListResourceTemplates(_ session: MCPForm) -> Method {
    mcpList("resources/templates/list", session) { writer in
      let method = MethodSpecification.named("connectionSpec.get").value
      writer.name("resourceTemplates")
      writer.beginArray()
      writer.beginObject()
      writer.member("uriTemplate", MCPDocument.resourceTemplate)
      writer.member("name", "connectionSpec")
      writer.member("title", ifPresent: method["summary"]?.string)
      writer.member("description", ifPresent: method["result"]?["description"]?.string)
      writer.member("mimeType", MCPResource.mimeType)
      writer.endObject()
      writer.endArray()
    }
  }

  /// `resources/read`: what `connectionSpec.get` answers.
  static func mcpReadResource(_ context: SidecarContext, _ session: MCPForm) -> Method {
    let getSpec = Method.getConnectionSpec(context)
    return mcp("resources/read", session) { call, form, writer throws(ErrorObject) in
      let address = call.params["uri"]?.string ?? ""
      guard let id = MCPResource.specID(in: address) else { throw .resourceNotFound(address, form) }
      var spec = JSONWriter()
      let outcome: Outcome
      do throws(ErrorObject) {
        let params = paramsOfGetSpec(id)
        outcome = try withExtendedLifetime(params) { () throws(ErrorObject) in
          try getSpec.handler(Call(params: params.root.cursor, session: call.session), &spec)
        }
      } catch {
        throw error.aboutResource(address, form)
      }
      if case .answered = outcome { write(spec.bytes, address, form, to: &writer) }
      return outcome.answering { answer in
        answer.map { spec in
          var writer = JSONWriter()
          write(spec, address, form, to: &writer)
          return writer.bytes
        }.mapError { $0.aboutResource(address, form) }
      }
    }
  }
}

private func paramsOfGetSpec(_ id: String) -> JSONDocument {
  var params = JSONWriter()
  params.beginObject()
  params.member("id", id)
  params.endObject()
  return ProtocolDocument.document(written: params.bytes)
}

private func write(_ spec: [UInt8], _ address: String, _ form: MCPForm, to writer: inout JSONWriter) {
  form.writeResult(.forThisCaller, to: &writer) { writer in
    writer.name("contents")
    writer.beginArray()
    writer.beginObject()
    writer.member("uri", address)
    writer.member("mimeType", MCPResource.mimeType)
    writer.name("text")
    spec.withUnsafeBufferPointer { writer.string($0) }
    writer.endObject()
    writer.endArray()
    form.writeMeta(to: &writer)
  }
}

extension CatalogueIndex.Entry {
  fileprivate func writeResource(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("uri", MCPResource.address(ofSpec: id))
    writer.member("name", name)
    writer.member("title", label ?? name)
    if !authSpecs.isEmpty {
      writer.member("description", "Kinds of credentials: \(authSpecs.joined(separator: ", ")).")
    }
    writer.member("mimeType", MCPResource.mimeType)
    writer.endObject()
  }
}

extension ErrorObject {
  /// There is no resource of this address. Its code has changed with the handshake.
  fileprivate static func resourceNotFound(_ address: String, _ form: MCPForm) -> ErrorObject {
    ErrorObject(
      form == .handshake ? .resourceNotFound : .invalidParams, kind: "resourceNotFound", "Resource not found"
    ) { data in
      data.member("uri", address)
      data.member("hint", "resources/list shows the addresses of the catalogue.")
    }
  }

  fileprivate func aboutResource(_ address: String, _ form: MCPForm) -> ErrorObject {
    kind == "notFound" ? .resourceNotFound(address, form) : self
  }
}
