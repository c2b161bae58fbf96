import FlowService
import JSON

/// A connection at the simulated service.
struct SimulatedConnection: Sendable {
  var id: String
  var name: String
  var specID: String
  /// The create body, which the answers repeat parts of.
  var body: JSONValue
  var scenarios: Set<SimulatedScenario>
  /// On the clock of the time source.
  var created: Duration
  var enables: Duration
  /// Milliseconds since 1970 at the zero of that clock.
  var epoch: Int64
  var clientID: String
  var orgID: String
  var sandboxName: String?
  var sandboxID: String
  var etag: String
  /// What the parameters of a Salesforce organisation on AWS gain.
  var salesforceOrgID: String
  var looks = 0
  /// When it was last changed, and when it was deleted.
  var changed: Duration?
  var deleted: Duration?

  private static let awsSpecName = "OAuth2 JWT Token Credential"

  /// What an update does.
  mutating func change(to body: JSONValue, etag: String, now: Duration) {
    self.body = body
    self.etag = etag
    name = body["name"]?.string ?? name
    changed = now
  }

  func isVisible(_ now: Duration) -> Bool {
    if deleted != nil { return false }
    if scenarios.contains(.deleted) { return now < enables }
    if scenarios.contains(.late) { return now >= created + .seconds(1) }
    return true
  }

  func state(_ now: Duration) -> String {
    if scenarios.contains(.neverEnabled) { return "initializing" }
    let isDone = now >= enables
    if scenarios.contains(.disabled) { return isDone ? "disabled" : "initializing" }
    if scenarios.contains(.unknownState), !isDone {
      return now >= created + (enables - created) / 3 ? "awaiting-review" : "initializing"
    }
    return isDone ? "enabled" : "initializing"
  }

  /// Milliseconds since 1970.
  var createdAt: Int64 { epoch + Int64(created.wholeMilliseconds) }

  func updatedAt(_ now: Duration) -> Int64 {
    if let changed { return epoch + Int64(changed.wholeMilliseconds) }
    return isSettled(now) ? epoch + Int64(enables.wholeMilliseconds) : createdAt
  }

  private func isSettled(_ now: Duration) -> Bool { ["enabled", "disabled"].contains(state(now)) }

  /// Writes the item as the service tells it.
  func write(to writer: inout JSONWriter, now: Duration) {
    let state = state(now)
    let isSettled = isSettled(now)
    let isByProvider = isSettled && changed == nil
    writer.beginObject()
    writer.member("id", id)
    writer.member("createdAt", createdAt)
    writer.member("updatedAt", updatedAt(now))
    writer.member("createdBy", "simulator@techacct.adobe.com")
    writer.member("updatedBy", isByProvider ? "simulator@AdobeID" : "simulator@techacct.adobe.com")
    writer.member("createdClient", clientID)
    writer.member("updatedClient", isByProvider ? "acp_foundation_connectors" : clientID)
    if let sandboxName {
      writer.member("sandboxId", sandboxID)
      writer.member("sandboxName", sandboxName)
    }
    writer.member("imsOrgId", orgID)
    writer.member("name", name)
    writer.member("description", ifPresent: body["description"]?.string)
    if let spec = body["connectionSpec"] {
      writer.name("connectionSpec")
      writer.value(spec)
    }
    writer.member("state", state)
    if let auth = body["auth"], auth.kind == .object {
      writer.name("auth")
      write(auth, isSettled: isSettled, to: &writer)
    }
    if isSettled {
      writer.member("version", etag)
      writer.member("etag", etag)
    }
    writer.endObject()
  }

  private func write(_ auth: JSONValue, isSettled: Bool, to writer: inout JSONWriter) {
    let isAWS = auth["specName"]?.string == Self.awsSpecName
    writer.beginObject()
    writer.member("specName", ifPresent: auth["specName"]?.string)
    writer.name("params")
    writer.beginObject()
    for (name, value) in auth["params"]?.members ?? [] {
      writer.name(name)
      if isAWS, isSettled, name == "jwtToken" || name == "clientSecret" {
        writer.string("arn:aws:secretsmanager:us-east-1:000000000000:secret:\(id)-\(name)")
      } else {
        writer.value(value)
      }
    }
    if isAWS, isSettled { writer.member("orgId", salesforceOrgID) }
    writer.endObject()
    writer.endObject()
  }
}
