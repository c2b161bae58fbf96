/// The environment variables that configure Flow Service, by what they hold.
package enum ConfigurationVariable: String, Sendable, CaseIterable {
  case accessToken = "AEP_ACCESS_TOKEN"
  case clientID = "AEP_CLIENT_ID"
  case clientSecret = "AEP_CLIENT_SECRET"
  case orgID = "AEP_ORG_ID"
  case sandboxName = "AEP_SANDBOX_NAME"
  case scopes = "AEP_SCOPES"
  case baseURL = "AEP_BASE_URL"
  case imsURL = "AEP_IMS_URL"

  /// What to put there, for messages that ask for it.
  package var meaning: String {
    switch self {
    case .accessToken: "an access token of Adobe IMS"
    case .clientID: "the client id of the Adobe Developer Console project (sent as x-api-key)"
    case .clientSecret: "the client secret of the project's OAuth Server-to-Server credential"
    case .orgID: "the organisation id, which ends in @AdobeOrg"
    case .sandboxName: "the name of the sandbox, or an empty value for an organisation without sandboxes"
    case .scopes: "the scopes of the OAuth Server-to-Server credential, separated by commas"
    case .baseURL: "the https address of the Experience Platform gateway"
    case .imsURL: "the https address of Adobe IMS"
    }
  }
}
