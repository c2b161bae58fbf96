import JSON
import Testing

@testable import FlowService

@Suite struct ErrorMappingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var status: Int
    var body: String
    var kind: FlowServiceErrorKind
    var flowCode: String?
    var detail: String?
    var requestID: String?
    var hintSays: String?
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "Flow Service, 404", status: 404,
      body: """
        {"type":"https://ns.adobe.com/aep/errors/FLOW-1439-404","title":"Resource not found","status":404,
        "report":{"detailed-message":"It is gone.","id":"84224def","request-id":"r-1","type":"flows"},
        "errorMessage":"It is gone, too.","errorDetails":"It is gone."}
        """, kind: .notFound, flowCode: "FLOW-1439-404", detail: "It is gone.", requestID: "r-1",
      hintSays: "sandbox"),
    Case(
      name: "Flow Service, 403", status: 403,
      body: """
        {"type":"https://ns.adobe.com/aep/errors/FLOW-2120-403","title":"Forbidden","status":403,
        "report":{"detailed-message":"No permission.","request-id":"r-2"},"errorMessage":"No permission."}
        """, kind: .unauthorized, flowCode: "FLOW-2120-403", detail: "No permission.", requestID: "r-2",
      hintSays: "product profile"),
    Case(
      name: "Flow Service, unknown auth spec", status: 400,
      body:
        #"{"type":"https://ns.adobe.com/aep/errors/FLOW-1415-400","errorMessage":"No such auth spec.","status":400}"#,
      kind: .flowServiceError, flowCode: "FLOW-1415-400", detail: "No such auth spec.", hintSays: "auth.specName"),
    Case(
      name: "older Flow Service, 404", status: 404,
      body: #"{"errorMessage":"connections not found with id = [4890]","errorDetails":"same"}"#, kind: .notFound,
      detail: "connections not found with id = [4890]"),
    Case(
      name: "older Flow Service, 412", status: 412,
      body: #"{"errorMessage":"Supplied version=[\"0400\"] does not match","errorDetails":"…"}"#,
      kind: .preconditionFailed, detail: #"Supplied version=["0400"] does not match"#, hintSays: "etag"),
    Case(
      name: "older Flow Service, 400", status: 400, body: #"{"message":"Please provide a valid spec id"}"#,
      kind: .flowServiceError, detail: "Please provide a valid spec id"),
    Case(
      name: "platform", status: 400,
      body:
        #"{"type":"/placeholder/type/uri","status":400,"title":"BadRequestError","detail":"A content-type is missing"}"#,
      kind: .flowServiceError, detail: "A content-type is missing"),
    Case(
      name: "only a title", status: 415, body: #"{"title":"Unsupported Media Type","errorMessage":"","detail":null}"#,
      kind: .flowServiceError, detail: "Unsupported Media Type"),
    Case(
      name: "gateway, code as string", status: 403, body: #"{"error_code":"403003","message":"Api Key is invalid"}"#,
      kind: .unauthorized, flowCode: "403003", detail: "Api Key is invalid", hintSays: "AEP_CLIENT_ID"),
    Case(
      name: "gateway, code as number", status: 401,
      body: #"{"error_code":401013,"message":"Oauth token is not valid"}"#,
      kind: .unauthorized, flowCode: "401013", detail: "Oauth token is not valid", hintSays: "AEP_ACCESS_TOKEN"),
    Case(
      name: "gateway, 429", status: 429, body: #"{"error_code":"429050","message":"Too many requests"}"#,
      kind: .rateLimited, flowCode: "429050", detail: "Too many requests", hintSays: "fewer"),
    Case(
      name: "OAuth", status: 400, body: #"{"error":"invalid_client","error_description":"no such client"}"#,
      kind: .flowServiceError, detail: "no such client"),
    Case(
      name: "wrapped", status: 400, body: #"{"error":{"message":"inside"}}"#, kind: .flowServiceError,
      detail: "inside"),
    Case(
      name: "missing sandbox", status: 400,
      body:
        #"{"type":"https://ns.adobe.com/aep/errors/FLOW-2105-400","errorMessage":"header x-sandbox-name is missing"}"#,
      kind: .notConfigured, flowCode: "FLOW-2105-400", detail: "header x-sandbox-name is missing",
      hintSays: "AEP_SANDBOX_NAME"),
    Case(
      name: "HTML with a title", status: 502,
      body: "<html>\r\n<head><TITLE>502\n Bad Gateway</TITLE></head><body>é</body></html>", kind: .unreachable,
      detail: "502 Bad Gateway", hintSays: "side of the service"),
    Case(
      name: "HTML without a title", status: 503, body: "<html><body><h1>Sorry</h1></body></html>", kind: .unreachable),
    Case(
      name: "plain text", status: 504, body: "upstream request\n timeout", kind: .unreachable,
      detail: "upstream request timeout"),
    Case(name: "JSON string", status: 500, body: "\"boom\"", kind: .unreachable, detail: "boom"),
    Case(name: "empty", status: 500, body: "", kind: .unreachable),
    Case(name: "empty object", status: 404, body: "{}", kind: .notFound, hintSays: "sandbox"),
    Case(
      name: "other types inside", status: 400, body: #"{"errorMessage":7,"report":[],"type":{},"error_code":[]}"#,
      kind: .flowServiceError),
    Case(
      name: "cut off", status: 400, body: #"{"errorMessage":"half"#, kind: .flowServiceError,
      detail: #"{"errorMessage":"half"#),
    Case(
      name: "terminal controls", status: 400, body: #"{"message":"a\u001b[2Jb\nc\u009bd"}"#, kind: .flowServiceError,
      detail: "a [2Jb c d"),
    Case(name: "NUL bytes", status: 400, body: "a\0b", kind: .flowServiceError),
    Case(name: "redirect", status: 302, body: "", kind: .flowServiceError, hintSays: "AEP_BASE_URL"),
    Case(
      name: "422", status: 422, body: #"{"errorMessage":"version is required"}"#, kind: .flowServiceError,
      detail: "version is required"),
  ]

  @Test(arguments: cases) func everyShape(_ shape: Case) {
    let response = HTTPResponse(status: shape.status, body: Array(shape.body.utf8))
    let error = FlowServiceError(response, clock: WallClock { 0 }, mask: .none)
    #expect(error.kind == shape.kind)
    #expect(error.httpStatus == shape.status)
    #expect(error.flowCode == shape.flowCode)
    #expect(error.detail == shape.detail)
    #expect(error.requestID == shape.requestID)
    if let words = shape.hintSays { #expect(error.hint?.contains(words) == true, "\(error.hint ?? "no hint")") }
    #expect(!error.message.isEmpty)
  }

  @Test func theHeaderNamesTheRequest() {
    let response = HTTPResponse(
      status: 500, headers: [HTTPHeader("X-Request-Id", "from-header")],
      body: Array(#"{"report":{"request-id":"from-body"}}"#.utf8))
    #expect(FlowServiceError(response, clock: WallClock { 0 }, mask: .none).requestID == "from-header")
  }

  @Test func aHugeBodyIsNotQuoted() {
    let long = FlowServiceError(
      HTTPResponse(status: 500, body: Array(String(repeating: "x ", count: 100_000).utf8)), clock: WallClock { 0 },
      mask: .none)
    #expect(long.detail.map { $0.utf8.count < 2_100 } == true)
    let huge = FlowServiceError(
      HTTPResponse(status: 500, body: [UInt8](repeating: 0x61, count: 2 << 20)), clock: WallClock { 0 }, mask: .none)
    #expect(huge.detail == nil)
  }

  @Test(
    arguments: [
      ("https://ns.adobe.com/aep/errors/FLOW-1439-404", "FLOW-1439-404"), ("1415-400", "1415-400"),
      ("http://ns.adobe.com/aep/errors/EXEG-0500-401", "EXEG-0500-401"), ("/placeholder/type/uri", nil), ("", nil),
      ("about:blank", nil), ("https://example/FLOW--404", nil), ("https://example/a-b", nil),
    ] as [(String, String?)])
  func codeInType(type: String, code: String?) {
    let body = ErrorBody(Array(#"{"type":"\#(type)"}"#.utf8))
    #expect(body.code == code)
  }

  @Test(arguments: [
    (TransportError.Kind.libraryMissing, "libcurl4"), (.couldNotResolve, "AEP_BASE_URL"), (.couldNotConnect, "proxy"),
    (.untrusted, "SSL_CERT_FILE"), (.tls, "proxy"), (.tooLarge, "limit"), (.timedOut, "later"),
    (.connectionLost, "later"),
  ])
  func everyLossHasAHint(kind: TransportError.Kind, words: String) {
    let error = FlowServiceError(
      TransportError(kind, mayHaveArrived: false, detail: "why"), creates: false, mask: .none)
    #expect(error.kind == .unreachable)
    #expect(error.isRetryable)
    #expect(error.detail == "why")
    #expect(error.hint?.contains(words) == true)
  }

  @Test func aRefusedAddressIsConfiguration() {
    let error = FlowServiceError(
      TransportError(.refused, mayHaveArrived: false, detail: "not https"), creates: false, mask: .none)
    #expect(error.kind == .notConfigured)
    #expect(error.missing == [.baseURL])
  }

  @Test func codesAreThoseOfTheTable() {
    let codes = FlowServiceErrorKind.allCases.map(\.code)
    #expect(codes == [1000, 1401, 1404, 1412, 1429, 1503, 1504, 1505, 1506, 1507, -32800])
  }

  @Test func dataHasEveryMemberThatExists() throws {
    var error = FlowServiceError(.outcomeUnknown, "m")
    error.httpStatus = 504
    error.flowCode = "FLOW-1104-504"
    error.requestID = "r"
    error.detail = "d"
    error.hint = "h"
    error.retryAfter = .microseconds(1_500)
    error.remoteState = .unknown
    error.found = [FoundConnection(id: "a", name: "n", createdAt: 5, state: "enabled"), FoundConnection(id: "b")]
    var writer = JSONWriter()
    error.writeData(to: &writer)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self) == """
        {"kind":"outcomeUnknown","retryable":false,"httpStatus":504,"flowCode":"FLOW-1104-504","requestId":"r",\
        "detail":"d","hint":"h","retryAfterMs":2,"remoteState":"unknown",\
        "found":[{"id":"a","name":"n","createdAt":5,"state":"enabled"},{"id":"b"}]}
        """)
    var limited = JSONWriter()
    FlowServiceError(.rateLimited, "m").writeData(to: &limited)
    #expect(String(decoding: limited.bytes, as: UTF8.self).contains(#""retryAfterMs":30000"#))
    var missing = JSONWriter()
    FlowServiceError.notConfigured([.orgID, .sandboxName]).writeData(to: &missing)
    let root = try JSONDocument(missing.bytes).root
    #expect(root["missing"]?.elements.map(\.string) == ["AEP_ORG_ID", "AEP_SANDBOX_NAME"])
    #expect(root["hint"]?.string?.contains("--simulate") == true)
  }
}
