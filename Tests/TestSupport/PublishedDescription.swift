import JSON

/// What Adobe publishes of the requests that Flow Service takes: the OpenAPI documents flow-service.yaml and, for the
/// same service at the same address, destinations.yaml (AdobeDocs/experience-platform-apis, static/swagger-specs, as of
/// June 2026), as far as the sidecar uses it. Facts only: methods, paths, and names of parameters, headers and members.
///
/// Where the two differ, a request has to satisfy both: `x-sandbox-name` is optional in one and required in the other.
package struct PublishedDescription: Sendable {
  /// One operation.
  package struct Operation: Sendable {
    package let method: String
    /// Below the base path; `{}` is an id. Two paths are described with a slash at their end, in one of the documents
    /// only: it is left away here.
    package let path: String
    /// The query parameters that the documents describe.
    var query: Set<String> = []
    /// Those that only Adobe's tutorials describe.
    var furtherQuery: Set<String> = []
    /// The headers that this operation needs besides those of every operation.
    var headers: Set<String> = []
    /// Headers that HTTP itself allows here (RFC 9110, section 13.1).
    var conditionalHeaders: Set<String> = []
    var body: Body?
  }

  enum Body: Sendable {
    /// The body of a create: see `connectionDepartures`.
    case connection
    case jsonPatch
  }

  /// What every request to Flow Service carries.
  private static let always: Set<String> = ["authorization", "x-api-key", "x-gw-ims-org-id", "x-sandbox-name"]
  /// What HTTP adds, or allows with any request.
  private static let ofHTTP: Set<String> = ["accept", "accept-encoding", "content-length", "host", "user-agent"]
  private static let basePath = "/data/foundation/flowservice"

  package static let operations: [Operation] = [
    Operation(
      method: "GET", path: "/connections", query: ["property", "limit", "orderby", "continuationToken", "count"]),
    Operation(method: "POST", path: "/connections", headers: ["content-type"], body: .connection),
    Operation(method: "GET", path: "/connections/{}"),
    Operation(
      method: "PATCH", path: "/connections/{}", headers: ["content-type", "if-match"], body: .jsonPatch),
    Operation(method: "DELETE", path: "/connections/{}"),
    Operation(method: "GET", path: "/connections/{}/test"),
    // The description spells FileType and CompressionType, all tutorials fileType and compressionType.
    Operation(
      method: "GET", path: "/connections/{}/explore", query: ["objectType", "object", "FileType", "CompressionType"],
      furtherQuery: ["fileType", "compressionType", "preview", "previewCount", "sourceParams", "columnDelimiter"]),
    Operation(method: "GET", path: "/connectionSpecs", query: ["property"]),
    Operation(method: "GET", path: "/connectionSpecs/{}", conditionalHeaders: ["if-none-match"]),
  ]

  // MARK: One request

  /// A request, wherever it was recorded.
  package struct Request: Sendable {
    package var method: String
    /// Path and query, from the base path on.
    package var target: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]?

    package init(_ method: String, _ target: String, headers: [(name: String, value: String)], body: [UInt8]?) {
      self.method = method
      self.target = target
      self.headers = headers
      self.body = body
    }
  }

  /// The operation that a request is of.
  package static func operation(of request: Request) -> Operation? {
    guard request.target.hasPrefix(basePath) else { return nil }
    let path = request.target.dropFirst(basePath.count).prefix { $0 != "?" }
    var steps = path.split(separator: "/", omittingEmptySubsequences: false)
    if steps.count > 2, !steps[2].isEmpty { steps[2] = "{}" }
    let template = steps.joined(separator: "/")
    return operations.first { $0.method == request.method && $0.path == template }
  }

  /// Each way in which a request departs from what is published.
  package static func departures(of request: Request) -> [String] {
    guard let operation = operation(of: request) else {
      return ["\(request.method) \(request.target) is no operation of the description"]
    }
    let found = queryDepartures(request, operation) + headerDepartures(request, operation)
    return (found + bodyDepartures(request, operation)).map { "\(operation.method) \(operation.path): \($0)" }
  }

  private static func queryDepartures(_ request: Request, _ operation: Operation) -> [String] {
    guard let start = request.target.firstIndex(of: "?") else { return [] }
    var found: [String] = []
    for pair in request.target[start...].dropFirst().split(separator: "&", omittingEmptySubsequences: false) {
      let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard halves.count == 2 else {
        found.append("\(pair) is no name and value")
        continue
      }
      if !operation.query.union(operation.furtherQuery).contains(halves[0]) { found.append("no query \(halves[0])") }
      if !halves[1].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }) {
        found.append("the value of \(halves[0]) is not encoded")
      }
      if let expected = valueTest[halves[0]], !expected(halves[1]) { found.append("\(pair) has no such value") }
    }
    return found
  }

  private static let valueTest: [String: @Sendable (String) -> Bool] = [
    "objectType": { ["ROOT", "TABLE", "FILE", "FOLDER", "REST"].contains($0.uppercased()) },
    "limit": { Int($0).map { (1...100).contains($0) } ?? false },
    "count": { ["true", "false"].contains($0) },
  ]

  private static func headerDepartures(_ request: Request, _ operation: Operation) -> [String] {
    let names = request.headers.map { $0.name.lowercased() }
    let needed = always.union(operation.headers)
    let allowed = needed.union(ofHTTP).union(operation.conditionalHeaders)
    var found = needed.subtracting(names).sorted().map { "header \($0) is missing" }
    found += Set(names).subtracting(allowed).sorted().map { "header \($0) is not described" }
    if Set(names).count != names.count { found.append("a header comes twice") }
    for (name, value) in request.headers {
      switch name.lowercased() {
      case "authorization" where !value.hasPrefix("Bearer ") || value.count <= 7: found.append("no bearer token")
      case "content-type" where value != "application/json": found.append("Content-Type is \(value)")
      case "if-match" where value.count < 3 || !value.hasPrefix("\"") || !value.hasSuffix("\""):
        found.append("the etag has no quotation marks")
      case "x-sandbox-name" where value != value.lowercased(): found.append("the sandbox is not in lower case")
      default: continue
      }
    }
    return found
  }

  // MARK: Bodies

  private static func bodyDepartures(_ request: Request, _ operation: Operation) -> [String] {
    let bytes = request.body ?? []
    guard let body = operation.body else { return bytes.isEmpty ? [] : ["a body is not described"] }
    guard let root = try? JSONDocument(bytes).root else { return ["the body is no JSON"] }
    switch body {
    case .connection: return connectionDepartures(root)
    case .jsonPatch: return patchDepartures(root)
    }
  }

  /// `providerId` is in the tutorials of streaming sources; `params` and `name` are required by the prose.
  private static func connectionDepartures(_ root: JSONValue) -> [String] {
    let known: Set<String> = ["name", "description", "auth", "connectionSpec", "providerId"]
    var found = Set(root.members.map(\.name)).subtracting(known).sorted().map { "no member \($0)" }
    if root["name"]?.kind != .string { found.append("no name") }
    for path in [["connectionSpec", "id"], ["connectionSpec", "version"]]
    where root[JSONName(path[0])]?[JSONName(path[1])]?.kind != .string {
      found.append("no \(path.joined(separator: "."))")
    }
    if let auth = root["auth"], auth["specName"]?.kind != .string || auth["params"]?.kind != .object {
      found.append("auth without specName and params")
    }
    return found
  }

  private static func patchDepartures(_ root: JSONValue) -> [String] {
    guard root.kind == .array, root.count > 0 else { return ["no list of operations"] }
    return root.elements.enumerated().flatMap { index, operation in
      var found: [String] = []
      let op = operation["op"]?.string
      if !["add", "replace", "remove"].contains(op) { found.append("operation \(index) has another op") }
      if operation["path"]?.string?.hasPrefix("/") != true { found.append("operation \(index) has no path") }
      if (operation["value"] == nil) != (op == "remove") { found.append("operation \(index): value and op") }
      return found
    }
  }
}
