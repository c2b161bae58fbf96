/// How to mend what Flow Service, its gateway or IMS complains about, in plain words.
enum ErrorHint {
  static func hint(status: Int, code: String?) -> String? {
    if let number = number(of: code), let hint = byNumber[number] { return hint }
    return byStatus(status)
  }

  /// `1415` of `FLOW-1415-400` and of `1415-400`; a gateway's code is its own number.
  static func number(of code: String?) -> String? {
    guard let code else { return nil }
    return code.split(separator: "-").first { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }.map(String.init)
  }

  private static let sandbox =
    "Check the sandbox name (AEP_SANDBOX_NAME or _meta.sandboxName): lower case, as the Sandboxes page shows it."
  private static let permission =
    "Give the API credential a product profile or role with the permission to view and manage sources in this sandbox."
  private static let transition = "The connection is changing state: wait until it is enabled, then try again."
  private static let etag = "Read the connection again and use the etag it has now."

  /// By the number in the middle of Flow Service's codes, and by the gateway's codes.
  private static let byNumber: [String: String] = [
    "1100": "The organisation is not entitled to this source: ask for it, or choose another.",
    "1101": "Check the id, and that the sandbox is the one it was made in.",
    "1301": "Check auth.specName: it is compared exactly, blanks and capitals included.",
    "1302": "This source does not offer that kind of authentication: choose another auth.specName.",
    "1304": "Add the field that the detail names to auth.params.",
    "1308":
      "The source itself refused: check host, user and password or secret, and that it lets Adobe's addresses in.",
    "1312": "Check the value of the parameter that the detail names.",
    "1403": "Send the connection's etag with the change.",
    "1404": etag,
    "1413": "Check connectionSpec.id: connectionSpec.list shows the ids.",
    "1414": "The connection spec of a connection cannot be changed: create a new connection.",
    "1415":
      "Check auth.specName against what the connection spec offers: it is compared exactly, blanks and capitals included.",
    "1416": transition, "1417": transition, "1456": transition, "1457": transition, "1458": transition,
    "1418": "A dataflow uses this connection: delete the dataflow first.",
    "1439": "Check the id, and that the sandbox is the one it was made in.",
    "2000": "Check the organisation id (AEP_ORG_ID): it ends in @AdobeOrg.",
    "2001": "Check the organisation id (AEP_ORG_ID): it ends in @AdobeOrg.",
    "2002": "The token belongs to another organisation than AEP_ORG_ID names.",
    "2100": sandbox,
    "2105": "Set AEP_SANDBOX_NAME, or name the sandbox in _meta.sandboxName.",
    "2110": "A token of a user cannot name a sandbox by id: name it by AEP_SANDBOX_NAME.",
    "2118": permission, "2120": permission, "2121": permission,
    "400003": "A header is missing: check AEP_ORG_ID, AEP_CLIENT_ID and AEP_SANDBOX_NAME.",
    "401013":
      "The access token is not valid or has expired: obtain a new one (AEP_ACCESS_TOKEN), or set AEP_CLIENT_SECRET so that tokens renew themselves.",
    "403000": "Set AEP_CLIENT_ID: it is sent as x-api-key.",
    "403003":
      "Check AEP_CLIENT_ID: it must be the client id of the project that the token was made for, with the Experience Platform API added to it.",
    "403010": "No access token arrived: set AEP_ACCESS_TOKEN or AEP_CLIENT_SECRET.",
    "403025": "The technical account has no product profile: add one to the project in the Developer Console.",
    "429050": "Send fewer requests at a time, and wait before the next.",
  ]

  private static func byStatus(_ status: Int) -> String? {
    switch status {
    case 300...399: "The service answered with a redirect, which is not followed: check AEP_BASE_URL."
    case 401:
      "The access token is not valid or has expired: obtain a new one (AEP_ACCESS_TOKEN), or set AEP_CLIENT_SECRET so that tokens renew themselves."
    case 403: permission
    case 404: "Check the id, and that the sandbox is the one it was made in."
    case 412: etag
    case 413: "The request is too large for the service."
    case 422: "The service understood the request but not its content: check the fields that the detail names."
    case 429: "Send fewer requests at a time, and wait before the next."
    case 500...599:
      "The fault is on the side of the service: try again later, and give Adobe the request id if it stays."
    default: nil
    }
  }
}
