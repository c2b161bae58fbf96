import JSON
package import JSONRPC
import JSONSchema

/// All methods of the sidecar.
package enum SidecarMethods {
  /// The table a session finds its methods in, before it has been told to speak anything else.
  package static func table(_ context: SidecarContext) -> MethodTable {
    let mcp = MCPServer(context)
    // Those of the Model Context Protocol come last: they are found none the slower, and all others none.
    return table(all(context) + [.initialize(context, mcp)], mcp.methods(.stateless))
  }

  /// The methods of protocol/openrpc.json, but for `initialize` and what the session itself knows.
  static func all(_ context: SidecarContext) -> [Method] {
    [
      .createConnection(context),
      .getConnection(context),
      .waitEnabled(context),
      .validateConnection(context),
      .ensureConnection(context),
      .listConnections(context),
      .updateConnection(context),
      .deleteConnection(context),
      .testConnection(context),
      .exploreConnection(context),
      .listConnectionSpecs,
      .getConnectionSpec(context),
      .ping,
      .info(context),
      .discover,
      .initialized,
    ]
  }

  /// A table of those methods, which for an unknown name suggests the nearest of them; `others` are known as well.
  static func table(_ methods: [Method], _ others: [Method] = []) -> MethodTable {
    let names = methods.map(\.name) + ["shutdown"]
    return MethodTable(methods + others) { name in
      let nearest = NearestName.nearest(to: name, among: names)
      return ErrorObject(
        .methodNotFound, kind: "methodNotFound",
        "There is no such method" + (nearest.map { "; did you mean \"\($0)\"?" } ?? ".")
      ) {
        $0.member("suggestion", ifPresent: nearest)
        $0.member("hint", "Call rpc.discover for the list of methods.")
      }
    }
  }
}

extension Method {
  /// A method of a document that checks its params by it and lends them, as an object, to `body`.
  static func checked(
    _ name: String, in document: MethodSpecification.Document = .openRPC, allowsNotification: Bool = false,
    answersCancelled: Bool = true,
    _ body: @escaping @Sendable (CheckedCall, inout JSONWriter) throws(ErrorObject) -> Outcome
  ) -> Method {
    let specification = MethodSpecification.lazily(name, in: document)
    return Method(
      name, allowsNotification: allowsNotification, answersCancelled: answersCancelled
    ) { call, writer throws(ErrorObject) in
      let specification = specification()
      let named = try NamedParameters(call.params, specification)
      return try named.withCursor { params throws(ErrorObject) in
        if !specification.schema.isValid(params) {
          let found = specification.schema.diagnose(params)
          throw .invalidParams(named.located(found.errors), warnings: named.located(found.warnings))
        }
        return try body(CheckedCall(params: params, session: call.session), &writer)
      }
    }
  }
}

/// A call whose params are an object that the method's own rules allow.
struct CheckedCall {
  let params: JSONCursor
  let session: Session
}
