import JSON

/// Asks Adobe IMS for a token: OAuth client credentials (RFC 6749, section 4.4), in the body, as query strings end up in
/// logs.
struct TokenRequest: Sendable {
  var imsURL: String
  var clientID: String
  var clientSecret: Secret
  var scopes: String

  func httpRequest(timeout: Duration) -> HTTPRequest {
    let form = [
      ("grant_type", "client_credentials"), ("client_id", clientID), ("client_secret", clientSecret.reveal()),
      ("scope", scopes),
    ]
    let body = form.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&")
    return HTTPRequest(
      .post, imsURL + "/ims/token/v3",
      headers: [
        HTTPHeader("Content-Type", "application/x-www-form-urlencoded"), HTTPHeader("Accept", "application/json"),
      ], body: Array(body.utf8), timeout: timeout)
  }

  /// A token and its life in seconds (RFC 6749, section 5.1), or why there is none.
  static func token(in response: HTTPResponse) -> (token: String, life: Duration)? {
    guard (200...299).contains(response.status), let root = try? JSONDocument(response.body).root,
      let token = root["access_token"]?.string, !token.isEmpty
    else { return nil }
    let stated = root["expires_in"].flatMap { $0.integer ?? $0.string.flatMap { Int($0) } }
    // A life that is not stated is taken as short, and none as longer than the day that IMS gives.
    let seconds = min(max(stated ?? 600, 1), 86_400)
    return (token, .seconds(seconds))
  }

  /// The error of an answer without a token.
  static func error(_ response: HTTPResponse, clock: WallClock, mask: SecretMask) -> FlowServiceError {
    guard !(200...299).contains(response.status) else {
      var error = FlowServiceError(unusable: response, "without a token", mask: mask)
      error.message = "Adobe IMS answered \(response.status), but without a token."
      error.hint = "Something between here and IMS may have answered in its place: check AEP_IMS_URL and the proxy."
      return error
    }
    let body = ErrorBody(response.body)
    var error = FlowServiceError(response, clock: clock, mask: mask)
    switch response.status {
    case 429: error.message = "Adobe IMS has had too many requests for tokens (429)."
    case 500...599: error.message = "Adobe IMS failed (\(response.status))."
    case 400, 401, 403:
      error.kind = .unauthorized
      error.reason = "tokenRefused"
      error.missing = []
      error.message = "Adobe IMS gives no token for these credentials (\(response.status))."
    default: error.message = "Adobe IMS refused to give a token (\(response.status))."
    }
    if error.kind != .unreachable, error.kind != .rateLimited { error.hint = hint(body.oauthError) }
    return error
  }

  private static func hint(_ oauthError: String?) -> String {
    switch oauthError {
    case "invalid_client", "unauthorized_client":
      "Check AEP_CLIENT_ID and AEP_CLIENT_SECRET: both are on the credential's page in the Developer Console."
    case "invalid_scope":
      "Check AEP_SCOPES against the scopes that the Developer Console lists for the credential."
    default:
      "Check AEP_CLIENT_ID, AEP_CLIENT_SECRET, AEP_SCOPES and AEP_IMS_URL against the Developer Console."
    }
  }
}
