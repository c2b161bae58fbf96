extension FlowServiceError {
  /// The error that an answer other than 2xx is.
  init(_ response: HTTPResponse, clock: WallClock, mask: SecretMask) {
    let body = ErrorBody(response.body, mask: mask)
    self.init(Self.kind(response.status, body), "")
    self.httpStatus = response.status
    self.flowCode = body.code
    self.requestID = response.headers["x-request-id"] ?? body.requestID
    self.title = body.title
    self.detail = body.detail ?? body.title
    self.retryAfter = RetryAfter.delay(in: response, clock: clock)
    if self.kind == .unreachable { self.reason = "serverError" }
    if self.kind == .notConfigured { self.missing = [.sandboxName] }
    self.message = Self.message(self.kind, response.status)
    self.hint = ErrorHint.hint(status: response.status, code: body.code)
    self = masked(with: mask)
  }

  private static func kind(_ status: Int, _ body: ErrorBody) -> FlowServiceErrorKind {
    if ErrorHint.number(of: body.code) == "2105" { return .notConfigured }
    switch status {
    case 401, 403: return .unauthorized
    case 404: return .notFound
    case 412: return .preconditionFailed
    case 429: return .rateLimited
    case 408, 500...599: return .unreachable
    default: return .flowServiceError
    }
  }

  private static func message(_ kind: FlowServiceErrorKind, _ status: Int) -> String {
    switch kind {
    case .unauthorized: "Flow Service did not accept the credentials (\(status))."
    case .notFound: "Flow Service does not know it (\(status))."
    case .preconditionFailed: "The connection has changed since it was read (\(status))."
    case .rateLimited: "Too many requests (\(status))."
    case .unreachable: "Flow Service failed (\(status))."
    case .notConfigured: "Flow Service wants to know the sandbox (\(status))."
    default: "Flow Service refused the request (\(status))."
    }
  }

  /// The error that an answer of success is when nothing can be made of it.
  init(unusable response: HTTPResponse, _ what: String, mask: SecretMask) {
    self.init(.flowServiceError, "Flow Service answered \(response.status), but \(what).")
    self.httpStatus = response.status
    self.requestID = response.headers["x-request-id"]
    self.hint =
      "Something between here and Flow Service may have answered in its place: check AEP_BASE_URL and the proxy."
    self = masked(with: mask)
  }
}
