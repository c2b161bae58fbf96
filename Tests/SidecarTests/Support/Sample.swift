/// Request bodies as the documentation of the source has them, mended. Every secret has `Secrets.canary` in it.
enum Sample {
  static let id = "3e908d3f-c390-482b-9f44-43d3d4f2eb82"
  static let salesforce = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"

  static let basic = """
    {
      "name": "ACME Salesforce account",
      "description": "Salesforce account using basic authentication",
      "auth": {
        "specName": "Basic Authentication",
        "params": {
          "environmentUrl": "https://acme-enterprise-3126.my.salesforce.com",
          "username": "acme-salesforce",
          "password": "canary-password",
          "securityToken": "canary-security-token"
        }
      },
      "connectionSpec": {
        "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5",
        "version": "1.0"
      }
    }
    """

  static let oauth2 = """
    {
      "name": "ACME Salesforce account",
      "description": "Salesforce account using OAuth 2",
      "auth": {
        "specName": "OAuth2 Client Credential",
        "params": {
          "environmentUrl": "https://acme-enterprise-3126.my.salesforce.com",
          "clientId": "acme-client",
          "clientSecret": "canary-client-secret",
          "apiVersion": "60.0",
          "includeDeletedObjects": true
        }
      },
      "connectionSpec": {
        "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5",
        "version": "1.0"
      }
    }
    """

  static let jwt = """
    {
      "name": "ACME Salesforce account on AWS",
      "description": "ACME Salesforce account on AWS",
      "auth": {
        "specName": "OAuth2 JWT Token Credential",
        "params": {
          "jwtToken": "canary.jwt.token",
          "clientId": "acme-client",
          "clientSecret": "canary-client-secret",
          "instanceUrl": "https://acme-enterprise-3126.my.salesforce.com"
        }
      },
      "connectionSpec": {
        "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5",
        "version": "1.0"
      }
    }
    """
}

/// A change to a text: what stands there exactly once, and what stands there instead.
struct Edit: Sendable {
  let from: String
  let to: String

  init(_ from: String, _ to: String) {
    self.from = from
    self.to = to
  }

  /// A member and the comma that separates it from others.
  static func without(_ member: String) -> Edit { Edit(member, "") }
}

extension String {
  func edited(_ edits: Edit...) -> String { edited(edits) }

  func edited(_ edits: [Edit]) -> String {
    edits.reduce(self) { text, edit in
      let parts = text.split(separator: edit.from, omittingEmptySubsequences: false)
      precondition(parts.count == 2, "\(edit.from) does not stand exactly once in \(text)")
      return parts.joined(separator: edit.to)
    }
  }
}
