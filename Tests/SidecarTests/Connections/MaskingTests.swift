import JSON
import TestSupport
import Testing

@testable import Sidecar

@Suite("The secrets of a connection that is read")
struct MaskingTests {
  private static func read(
    _ auth: String, specID: String = Sample.salesforce
  ) async throws -> (
    masked: JSONValue, open: JSONValue
  ) {
    let more = #","connectionSpec":{"id":"\#(specID)","version":"1.0"},"auth":\#(auth)"#
    let transport = ScriptedTransport([.item(Sample.id, state: "enabled", more: more)])
    let session = TestSession(transport)
    let masked = try await session.result("connection.get", #"{"id":"\#(Sample.id)"}"#)
    session.mayTellSecrets = true
    let open = try await session.result("connection.get", #"{"id":"\#(Sample.id)","includeSecrets":true}"#)
    return (masked, open)
  }

  private func auth(_ params: String, specName: String = "OAuth2 Client Credential") -> String {
    #"{"specName":"\#(specName)","params":\#(params)}"#
  }

  @Test("what the spec marks, and what is none, of each of Salesforce's kinds")
  func marked() async throws {
    let kinds: [(String, [String])] = [
      (Sample.basic, ["password", "securityToken"]), (Sample.oauth2, ["clientSecret"]),
      (Sample.jwt, ["jwtToken", "clientSecret"]),
    ]
    for (sample, secrets) in kinds {
      let auth = try #require(try JSONDocument(sample).root["auth"])
      let (masked, open) = try await Self.read(auth.text)
      #expect(open["auth"]?.text == auth.compact)
      for (name, value) in auth["params"]?.members ?? [] {
        let told = masked.at("/auth/params/\(name)")
        #expect(told?.text == (secrets.contains(name) ? "\"********\"" : value.text), "\(name)")
      }
      #expect(masked.at("/auth/specName")?.text == auth["specName"]?.text)
      #expect(masked.at("/auth/params")?.names == auth.at("/params")?.names)
    }
  }

  /// In the bundled catalogue every marked param also sounds like a secret; a live spec may mark any.
  @Test("what a spec marks counts, whatever it is called")
  func markedOnly() throws {
    let document = try JSONDocument(
      #"""
      {"id": "x", "name": "x", "authSpec": [{"name": "a", "spec": {"type": "object", "properties": {
        "marked": {"type": "string", "format": "password"}, "written": {"type": "string", "writeOnly": true},
        "encoded": {"type": "string", "contentEncoding": "base64"}, "host": {"type": "string", "format": "hostname"},
        "port": {"type": "integer", "writeOnly": false}}}}]}
      """#)
    let authSpec = try #require(ConnectionSpec(document).authSpecs.first)
    let names = authSpec.secretNames.map { String(decoding: $0, as: UTF8.self) }
    #expect(names.sorted() == ["encoded", "marked", "written"])
  }

  @Test("what is called like a secret, though no spec marks it")
  func byName() async throws {
    let names = [
      "secretAccessKey", "api_key", "PASSWORD", "passPhrase", "refreshToken", "connectionString", "sasUri",
      "privateKey",
      "signature", "credentials", "client-secret", "Pwd",
    ]
    let members = names.map { #""\#($0)":"canary""# }.joined(separator: ",")
    for specName in ["OAuth2 Client Credential", "Nobody's"] {
      let (masked, _) = try await Self.read(auth("{\(members)}", specName: specName))
      for name in names { #expect(masked.at("/auth/params/\(name)")?.string == "********", "\(name)") }
    }
    let unknown = try await Self.read(auth("{\(members)}"), specID: "00000000-0000-4000-8000-000000000000")
    for name in names { #expect(unknown.masked.at("/auth/params/\(name)")?.string == "********", "\(name)") }
  }

  @Test("the length of a secret is not told, nor its kind")
  func shape() async throws {
    let (masked, _) = try await Self.read(
      auth(#"{"clientSecret":"","password":{"canary":"canary"},"accessKey":["canary"],"secret":12345678}"#))
    for (name, value) in masked.at("/auth/params")?.members ?? [] { #expect(value.string == "********", "\(name)") }
  }

  @Test("the address of a secret, as Experience Platform on AWS has it in its place")
  func awsAddresses() async throws {
    let address = "arn:aws:secretsmanager:us-east-1:000000000000:secret:canary"
    let (masked, _) = try await Self.read(
      auth(
        #"{"jwtToken":"\#(address)","clientId":"id","clientSecret":"\#(address)","orgId":"00D000000000001AAA"}"#,
        specName: "OAuth2 JWT Token Credential"))
    #expect(masked.at("/auth/params/jwtToken")?.string == "********")
    #expect(masked.at("/auth/params/clientSecret")?.string == "********")
    #expect(masked.at("/auth/params/orgId")?.string == "00D000000000001AAA")
    #expect(masked.at("/auth/params/clientId")?.string == "id")
  }

  @Test("an unknown param that is an object or an array: what is called like a secret within it, too")
  func nested() async throws {
    let (masked, open) = try await Self.read(
      auth(#"{"proxy":{"host":"h","password":"canary","more":[{"token":"canary"}]},"region":"eu"}"#))
    #expect(masked.at("/auth/params/proxy/password")?.string == "********")
    #expect(masked.at("/auth/params/proxy/more/0/token")?.string == "********")
    #expect(masked.at("/auth/params/proxy/host")?.string == "h")
    #expect(masked.at("/auth/params/region")?.string == "eu")
    #expect(open.at("/auth/params/proxy/password")?.string == "canary")
  }

  @Test("a secret under a misspelt name, which the spec does not know")
  func misspelt() async throws {
    let (masked, open) = try await Self.read(
      auth(#"{"pasword":"canary","clientSecert":["canary"],"tokn":{"a":"canary"},"clientId":"id","zone":"z"}"#))
    for name in ["pasword", "clientSecert", "tokn"] {
      #expect(masked.at("/auth/params/\(name)")?.string == "********")
    }
    #expect(masked.at("/auth/params/clientId")?.string == "id")
    #expect(masked.at("/auth/params/zone")?.string == "z")
    #expect(open.at("/auth/params/pasword")?.string == "canary")
  }

  @Test("auth of another form")
  func otherForms() async throws {
    let forms = [
      (#""canary""#, #""********""#), (#"["canary"]"#, #""********""#), ("null", "null"), ("{}", "{}"),
      (
        #"{"specName":"Basic Authentication","secrets":{"a":"canary"},"params":"canary"}"#,
        #"{"specName":"Basic Authentication","secrets":"********","params":"********"}"#
      ), (#"{"specName":["canary"],"params":[]}"#, #"{"specName":"********","params":"********"}"#),
    ]
    for (auth, told) in forms {
      let session = TestSession(ScriptedTransport([.item(Sample.id, state: "enabled", more: #","auth":\#(auth)"#)]))
      session.mayBreakSchemas = true
      let masked = try await session.result("connection.get", #"{"id":"\#(Sample.id)"}"#)
      #expect(masked["auth"]?.text == told)
    }
  }

  @Test("everything else comes back as Flow Service told it, numbers and order included")
  func untouched() async throws {
    let more = #","createdAt":1736506325115,"x":1.0,"y":{"b":[1e2,null],"a":"é"},"etag":"\"1700\"""#
    let session = TestSession(ScriptedTransport([.item(Sample.id, state: "enabled", more: more)]))
    let result = try await session.result("connection.get", #"["\#(Sample.id)"]"#)
    #expect(result.text == #"{"id":"\#(Sample.id)","state":"enabled"\#(more)}"#)
  }

  @Test("a wait masks as a read does")
  func wait() async throws {
    let auth = auth(#"{"clientSecret":"canary","clientId":"id"}"#)
    let session = TestSession(ScriptedTransport([.item(Sample.id, state: "enabled", more: #","auth":\#(auth)"#)]))
    let masked = try await session.result("connection.waitEnabled", #"{"id":"\#(Sample.id)"}"#)
    #expect(masked.at("/auth/params/clientSecret")?.string == "********")
    session.mayTellSecrets = true
    let open = try await session.result(
      "connection.waitEnabled", #"{"id":"\#(Sample.id)","includeSecrets":true}"#)
    #expect(open.at("/auth/params/clientSecret")?.string == "canary")
  }
}
