import JSON
import JSONRPC
import Synchronization

/// A language server for the files of connections (Language Server Protocol 3.17): what an editor that speaks it needs no
/// plugin for.
///
/// The reading thread keeps the texts as the client has them. They are checked on the side, each by one task at a time,
/// which leaves out what has been overtaken by further changes.
final class LanguageServer: Sendable {
  let context: SidecarContext
  let client: ClientFeatures
  let documents = Mutex<[String: OpenDocument]>([:])
  private let serials = Atomic<Int>(0)

  var nextSerial: Int { serials.add(1, ordering: .relaxed).newValue }

  init(_ context: SidecarContext, _ client: ClientFeatures) {
    self.context = context
    self.client = client
  }

  /// A text that the client has open.
  struct OpenDocument {
    var text: [UInt8]
    /// As the client gave it.
    var version: Int?
    /// A task is checking it.
    var isChecking = false
    /// Differs whenever it is to be checked again: an open text has another one after every change.
    var serial = 0
  }

  /// The methods of the protocol beside those of the sidecar, which can be called as ever.
  var dialect: Dialect {
    let plain = SidecarMethods.all(context)
    let methods =
      plain + [
        Method("initialize") { _, _ throws(ErrorObject) in
          throw .invalidRequest("The session has been initialized already.", reason: "initialized")
        },
        notification("textDocument/didOpen") { $0.open($1, $2) },
        notification("textDocument/didChange") { $0.change($1, $2) },
        notification("textDocument/didSave") { _, _, _ in },
        notification("textDocument/didClose") { $0.close($1, $2) },
        request("textDocument/completion") { CompletionList($0, $1).write(to: &$2) },
        request("textDocument/hover") { HoverText($0, $1).write(to: &$2) },
        request("textDocument/codeAction") { CodeActionList($0, $1).write(to: &$2) },
      ]
    return Dialect(methods: SidecarMethods.table(methods), shutdownAnswersNull: true)
  }

  /// Writes the result of `initialize`.
  func writeCapabilities(to writer: inout JSONWriter) {
    writer.member("positionEncoding", client.encoding == .utf8 ? "utf-8" : "utf-16")
    writer.name("textDocumentSync")
    writer.beginObject()
    writer.member("openClose", true)
    // Incremental, which allows for whole texts.
    writer.member("change", 2)
    writer.endObject()
    writer.name("completionProvider")
    writer.beginObject()
    writer.name("triggerCharacters")
    writer.beginArray()
    for character in ["\"", ":", " "] { writer.string(character) }
    writer.endArray()
    writer.endObject()
    writer.member("hoverProvider", true)
    writer.name("codeActionProvider")
    writer.beginObject()
    writer.name("codeActionKinds")
    writer.beginArray()
    writer.string("quickfix")
    writer.string("source.fixAll")
    writer.endArray()
    writer.endObject()
  }

  private func notification(
    _ name: String, _ body: @escaping @Sendable (LanguageServer, JSONCursor, Session) -> Void
  ) -> Method {
    Method(name, allowsNotification: true) { call, writer throws(ErrorObject) in
      if let params = call.params { body(self, params, call.session) }
      writer.null()
      return .answered
    }
  }

  /// A request about a text that is open: its result is null where that is none of ours.
  private func request(
    _ name: String, _ body: @escaping @Sendable (AskedDocument, JSONCursor, inout JSONWriter) -> Void
  ) -> Method {
    Method(name) { call, writer throws(ErrorObject) in
      guard let params = call.params, let asked = AskedDocument(self, params) else {
        writer.null()
        return .answered
      }
      if asked.text.count <= Self.mostAtOnce {
        body(asked, params, &writer)
        return .answered
      }
      // A text this long takes a while, which the reading thread does not have.
      guard let copy = try? JSONDocument(Array(params.rawText), maximumDepth: .max) else {
        preconditionFailure("what has been read cannot be read again")
      }
      return .later(.reads) { () async throws(ErrorObject) in
        await Task.detached {
          var writer = JSONWriter()
          withExtendedLifetime(copy) { body(asked, copy.root.cursor, &writer) }
          return writer.bytes
        }.value
      }
    }
  }

  /// In bytes.
  private static let mostAtOnce = 256 * 1024
}

/// A text that a request is about, as it is at that moment.
struct AskedDocument: Sendable {
  let server: LanguageServer
  let uri: String
  let text: [UInt8]

  init?(_ server: LanguageServer, _ params: JSONCursor) {
    guard let uri = params["textDocument"]?["uri"]?.string,
      let text = server.documents.withLock({ $0[uri]?.text })
    else { return nil }
    (self.server, self.uri, self.text) = (server, uri, text)
  }

  /// The text as a connection.
  var connection: ConnectionText { ConnectionText(text) }

  /// The connection spec of a text, as far as it is known without waiting.
  func spec(of text: ConnectionText) -> ConnectionSpec? {
    text.specID.flatMap { id in Array(id.utf8).withUnsafeBufferPointer { server.context.specs.spec($0) } }
  }
}
