import JSON

/// What a client of the Language Server Protocol said in `initialize` that it can do (LSP 3.17, ClientCapabilities).
struct ClientFeatures: Sendable {
  /// What its columns count.
  var encoding = LineIndex.Encoding.utf16
  /// Whether what is put in may say where the cursor goes.
  var takesSnippets = false
  var hoversInMarkdown = false

  init(_ params: JSONCursor) {
    let capabilities = params["capabilities"]
    // The first that both know is the one that the client likes best.
    capabilities?["general"]?["positionEncodings"]?.forEachElement { encoding in
      if isEncodingOpen, encoding.isString("utf-8") { (self.encoding, isEncodingOpen) = (.utf8, false) }
      if encoding.isString("utf-16") { isEncodingOpen = false }
    }
    let features = capabilities?["textDocument"]
    takesSnippets = features?["completion"]?["completionItem"]?["snippetSupport"]?.boolean ?? false
    features?["hover"]?["contentFormat"]?.forEachElement { format in
      if format.isString("markdown") { hoversInMarkdown = true }
    }
  }

  private var isEncodingOpen = true

  /// Whether the params of `initialize` are those of such a client: it has to give `rootUri`, be it null, and has much to
  /// say about its text documents.
  static func areLanguageClient(_ params: JSONCursor) -> Bool {
    params["rootUri"] != nil || params["capabilities"]?["textDocument"] != nil
  }
}
